using System.Collections.Immutable;
using Negotiations.Domain.Claims;
using Negotiations.Domain.Exchanges;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Knowledge;
using Negotiations.Domain.Tracks;

namespace Negotiations.Domain.Ledgers;

/// <summary>
/// All that is claimed about the things of a track, with what follows from it: what a number for the whole says of each leg, what the legs
/// say of the whole,
/// and what the stages add up to. A claimant who is silent on a stage is taken to accept what the others say of it.
/// </summary>
public sealed class ClaimBook
{
    private readonly ImmutableSortedDictionary<Measure, ImmutableArray<Claim>> claims;
    private readonly ImmutableSortedDictionary<Measure, Reconciliation> reconciliations;
    private readonly Func<Key, ExchangeAgreed?> agreement;

    /// <summary>The book over claims by measure, decisions by measure, and the agreements that tell the legs of exchanges.</summary>
    public ClaimBook(
        ImmutableSortedDictionary<Measure, ImmutableArray<Claim>> claims,
        ImmutableSortedDictionary<Measure, Reconciliation> reconciliations,
        Func<Key, ExchangeAgreed?> agreement) =>
        (this.claims, this.reconciliations, this.agreement) = (claims, reconciliations, agreement);

    /// <summary>The book of a track.</summary>
    public static ClaimBook Of(Track track)
    {
        ArgumentNullException.ThrowIfNull(track);
        return new ClaimBook(track.Claims, track.Reconciliations, exchange => track.Exchanges.GetValueOrDefault(exchange)?.Agreed);
    }

    /// <summary>The book of some facts, all of which count.</summary>
    public static ClaimBook OfFacts(IReadOnlyCollection<Fact> facts)
    {
        var claims = facts.SelectMany(fact => fact.Claims()).GroupBy(claim => claim.Measure)
            .ToImmutableSortedDictionary(group => group.Key, group => group.Order().ToImmutableArray());
        var decisions = facts.OfType<ClaimsReconciled>().GroupBy(fact => fact.Measure)
            .ToDictionary(group => group.Key, group => group.Aggregate((ClaimsReconciled?)null, KnowledgeOrder.Later));
        var reopenings = facts.OfType<ReconciliationReopened>().GroupBy(fact => fact.Measure)
            .ToDictionary(group => group.Key, group => group.Aggregate((ReconciliationReopened?)null, KnowledgeOrder.Later));
        var reconciliations = decisions.ToImmutableSortedDictionary(decision => decision.Key,
            decision => new Reconciliation(decision.Value, reopenings.GetValueOrDefault(decision.Key)));
        var agreements = facts.OfType<ExchangeAgreed>().GroupBy(fact => fact.Exchange)
            .ToDictionary(group => group.Key, group => group.Aggregate((ExchangeAgreed?)null, WorldOrder.Later));
        return new ClaimBook(claims, reconciliations, exchange => agreements.GetValueOrDefault(exchange));
    }

    /// <summary>Every measure of which something is said, directly or through others.</summary>
    public IEnumerable<MeasureSummary> All() =>
        claims.Keys.SelectMany(measure => Implied(measure).Prepend(measure)).Distinct().Order()
            .Select(Of).Where(summary => summary.Claims is not [] || summary.Votes is not []);

    /// <summary>What is said of each leg at each hand-over of an exchange.</summary>
    public IEnumerable<MeasureSummary> StagesOf(Key exchange) =>
        claims.Keys.OfType<StageMeasure>().Where(measure => measure.Exchange == exchange).Select(Of);

    /// <summary>What is said of one measure.</summary>
    public MeasureSummary Of(Measure measure)
    {
        ArgumentNullException.ThrowIfNull(measure);
        var direct = Direct(measure);
        var votes = Votes(measure);
        var decision = reconciliations.GetValueOrDefault(measure)?.Standing;
        ImmutableArray<Guid> reopening = decision is null ? []
            : [.. Contradictions(decision, direct, votes).Where(fact => !decision.Considered.Contains(fact)).Distinct()];
        var accepted = decision is not null && reopening is [] ? decision.Value : null;
        var status = accepted is not null ? ClaimStatus.Reconciled : IsWord(direct) ? CompareWords(direct) : Vote.Compare(votes);
        return new MeasureSummary(measure, status, accepted, direct, votes, decision, reopening);
    }

    /// <summary>What is said of a number of persons or bodies; null when nothing is.</summary>
    public NumberRange? Number(Measure measure)
    {
        var standing = Of(measure);
        if (standing.Accepted?.Quantity is { } accepted) return Accepted(standing.Decision!, accepted);
        return NumberRange.Hull(standing.Votes.Select(vote => vote.Total)) ?? (Direct(measure) is [] ? null : NumberRange.Any);
    }

    private ImmutableArray<Claim> Direct(Measure measure) => claims.GetValueOrDefault(measure, []);

    private ImmutableArray<Vote> Votes(Measure measure) => measure switch
    {
        ExchangeMeasure whole => [.. WholeVotes(whole), .. SumVotes(whole)],
        LegMeasure { Aspect: ExchangeAspect.Agreed } leg => [.. Definite(leg), .. PerSideVotes(leg)],
        LegMeasure or ChildrenMeasure => [.. Totals(measure)],
        _ => [.. Definite(measure)],
    };

    private IEnumerable<Vote> Definite(Measure measure) =>
        Direct(measure).Where(IsNumber)
            .Select(claim => Vote.Definite(claim.Speaker(), NumberRange.Of(claim.Value.Quantity!), claim.FactId));

    // The whole of an exchange: a total is meant as it stands, "per side" once for each giving side, and where the source does not say,
    // either.
    private IEnumerable<Vote> WholeVotes(ExchangeMeasure measure)
    {
        var sides = GivingSides(measure.Exchange);
        foreach (var claim in Direct(measure).Where(IsNumber))
        {
            var stated = NumberRange.Of(claim.Value.Quantity!);
            if (claim.Value.Quantity!.Basis == Basis.Unspecified)
                yield return new Vote(claim.Speaker(), stated, stated.Times(sides), stated, claim.FactId);
            else if (claim.Value.Quantity.Basis == Basis.PerSide)
                yield return Vote.Definite(claim.Speaker(), stated.Times(sides), claim.FactId);
            else if (claim.Value.Quantity.Basis == Basis.Total || sides == 1)
                yield return Vote.Definite(claim.Speaker(), stated, claim.FactId);
        }
    }

    // Who speaks for every leg speaks for the sum.
    private IEnumerable<Vote> SumVotes(ExchangeMeasure measure)
    {
        var legs = Legs(measure.Exchange).Select(leg => new LegMeasure(measure.Exchange, leg.Leg, measure.Aspect))
            .Select(leg => leg.Aspect == ExchangeAspect.Agreed ? Definite(leg) : Votes(leg)).ToArray();
        if (legs is []) yield break;
        var speakers = legs.Select(votes => votes.Select(vote => vote.Speaker)).Aggregate((left, right) => left.Intersect(right))
            .Distinct();
        foreach (var speaker in speakers)
            yield return Vote.Definite(speaker,
                legs.Select(votes => NumberRange.Hull(votes.Where(vote => vote.Speaker == speaker).Select(vote => vote.Total))!.Value)
                .Aggregate(NumberRange.Zero, (sum, leg) => sum.Plus(leg)));
    }

    // "Per side" says something of each leg whose side gives in no other; an unspecified number only where nothing else does.
    private IEnumerable<Vote> PerSideVotes(LegMeasure measure)
    {
        var legs = Legs(measure.Exchange);
        if (legs.FirstOrDefault(leg => leg.Leg == measure.Leg) is not { } own || legs.Count(leg => leg.From.Actor == own.From.Actor) > 1)
            return [];
        var whole = Measure.Agreed(measure.Exchange);
        var stated = Direct(whole).Where(claim => IsNumber(claim) && claim.Value.Quantity!.Basis == Basis.PerSide)
            .Select(claim => Vote.Definite(claim.Speaker(), NumberRange.Of(claim.Value.Quantity!), claim.FactId)).ToArray();
        if (stated is not [] || Definite(measure).Any() || legs.Select(leg => leg.From.Actor).Distinct().Count() < 2) return stated;
        var votes = Votes(whole);
        var meetings = Vote.Meetings(votes).ToArray();
        return votes.Where(vote => meetings is not [] && vote.Total != vote.PerSide
            && meetings.All(number => vote.PerSide.Holds(number) && !vote.Total.Holds(number)))
            .Select(vote => Vote.Definite(vote.Speaker, vote.Stated));
    }

    // Parts add up by speaker; a running total is compared with the parts up to its date, so what came later is added to it.
    private IEnumerable<Vote> Totals(Measure measure)
    {
        var parts = Parts(measure).Select(group => group.ToArray()).ToArray();
        foreach (var speaker in parts.SelectMany(part => part).Where(IsNumber).Select(claim => claim.Speaker()).Distinct()
            .Order(StringComparer.Ordinal))
            yield return Vote.Definite(speaker, Sum(parts, speaker));
        foreach (var total in Direct(measure).Where(claim => !claim.IsIncrement && IsNumber(claim)))
        {
            var later = parts.Where(part => part.All(claim => claim.Occurred.Moment > total.Occurred.Moment)).ToArray();
            yield return Vote.Definite(total.Speaker(), NumberRange.Of(total.Value.Quantity!).Plus(Sum(later, total.Speaker())),
                total.FactId);
        }
    }

    // A part on which a person decided counts as decided, whoever speaks.
    private NumberRange Sum(IEnumerable<Claim[]> parts, string speaker) => parts.Select(part =>
    {
        if (part[0].Measure is StageMeasure && Of(part[0].Measure).Accepted?.Quantity is { } decided) return NumberRange.Of(decided);
        var own = part.Where(claim => IsNumber(claim) && claim.Speaker() == speaker).ToArray();
        return NumberRange.Hull((own is [] ? part : own).Select(claim => NumberRange.Of(claim.Value.Quantity!))) ?? NumberRange.Any;
    }).Aggregate(NumberRange.Zero, (sum, part) => sum.Plus(part));

    private IEnumerable<IGrouping<string, Claim>> Stages(LegMeasure measure) =>
        claims.Where(known => known.Key is StageMeasure stage && stage.Exchange == measure.Exchange && stage.Leg == measure.Leg)
            .SelectMany(known => known.Value).GroupBy(claim => claim.Measure.Text);

    private IEnumerable<Measure> Implied(Measure measure) => measure switch
    {
        StageMeasure stage => [Measure.Delivered(stage.Exchange, stage.Leg), Measure.Delivered(stage.Exchange)],
        LegMeasure leg => [new ExchangeMeasure(leg.Exchange, leg.Aspect)],
        ExchangeMeasure { Aspect: ExchangeAspect.Agreed } whole =>
            Legs(whole.Exchange).Select(leg => Measure.Agreed(whole.Exchange, leg.Leg)),
        _ => [],
    };

    private IEnumerable<Guid> Contradictions(ClaimsReconciled decision, ImmutableArray<Claim> direct, ImmutableArray<Vote> votes) =>
        decision.Value.Quantity is { } quantity
        ? votes.Where(vote => vote.Fact is not null && !vote.Meets(Accepted(decision, quantity))).Select(vote => vote.Fact!.Value)
        : direct.Where(claim => claim.Value != decision.Value).Select(claim => claim.FactId);

    // A decision on a running total is one up to its date: what came later is added to it.
    private NumberRange Accepted(ClaimsReconciled decision, Quantity quantity)
    {
        var (measure, stated) = (decision.Measure, NumberRange.Of(quantity));
        if (measure is ExchangeMeasure whole && quantity.Basis == Basis.PerSide) return stated.Times(GivingSides(whole.Exchange));
        return Parts(measure).Where(part => part.All(claim => claim.Occurred.Moment > decision.Occurred.Moment))
            .Select(part => part.ToArray()).ToArray() is { Length: > 0 } later
            ? stated.Plus(Sum(later, "")) : stated;
    }

    private IEnumerable<IGrouping<string, Claim>> Parts(Measure measure) => measure switch
    {
        LegMeasure { Aspect: ExchangeAspect.Delivered } leg => Stages(leg),
        ChildrenMeasure => Direct(measure).Where(claim => claim.IsIncrement).GroupBy(claim => claim.FactId.ToString()),
        _ => [],
    };

    private static ClaimStatus CompareWords(ImmutableArray<Claim> claims) =>
        claims.Select(claim => claim.Value).Distinct().Count() > 1 ? ClaimStatus.Disputed
        : claims.Select(claim => claim.Speaker()).Distinct().Count() > 1 ? ClaimStatus.Corroborated : ClaimStatus.Single;

    private static bool IsWord(ImmutableArray<Claim> claims) => claims.Any(claim => claim.Value.Quantity is null);

    private static bool IsNumber(Claim claim) => claim.Value.Quantity is { Form: not QuantityForm.Unknown };

    private ImmutableArray<ExchangeLeg> Legs(Key exchange) => agreement(exchange)?.Legs ?? [];

    private int GivingSides(Key exchange) => Math.Max(1, Legs(exchange).Select(leg => leg.From.Actor).Distinct().Count());
}
