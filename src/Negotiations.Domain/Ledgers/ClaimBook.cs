using System.Collections.Immutable;
using Negotiations.Domain.Claims;
using Negotiations.Domain.Exchanges;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Knowledge;
using Negotiations.Domain.Tracks;

namespace Negotiations.Domain.Ledgers;

/// <summary>
/// All that is claimed about the things of a track, weighed: whether claims agree, which value was decided, and what a number is in all.
/// </summary>
public sealed class ClaimBook
{
    private readonly ImmutableSortedDictionary<Measure, ImmutableArray<Claim>> claims;
    private readonly ImmutableSortedDictionary<Measure, Reconciliation> reconciliations;
    private readonly ClaimVotes votes;

    /// <summary>The book over claims by measure, decisions by measure, and the agreements that define the legs of exchanges.</summary>
    public ClaimBook(
        ImmutableSortedDictionary<Measure, ImmutableArray<Claim>> claims,
        ImmutableSortedDictionary<Measure, Reconciliation> reconciliations,
        Func<Key, ExchangeAgreed?> agreement) =>
        (this.claims, this.reconciliations, votes) =
            (claims, reconciliations, new ClaimVotes(claims, agreement, measure => Of(measure).Accepted));

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
        claims.Keys.SelectMany(measure => votes.Implied(measure).Prepend(measure)).Distinct().Order()
            .Select(Of).Where(summary => summary.Claims is not [] || summary.Votes is not []);

    /// <summary>What is said of each leg at each hand-over of an exchange.</summary>
    public IEnumerable<MeasureSummary> StagesOf(Key exchange) =>
        claims.Keys.OfType<StageMeasure>().Where(measure => measure.Exchange == exchange).Select(Of);

    /// <summary>What is said of one measure.</summary>
    public MeasureSummary Of(Measure measure)
    {
        ArgumentNullException.ThrowIfNull(measure);
        var (direct, said) = (votes.Direct(measure), votes.Of(measure));
        var decision = reconciliations.GetValueOrDefault(measure)?.Standing;
        ImmutableArray<Guid> reopening = decision is null ? []
            : [.. Contradictions(decision, direct, said).Concat(WithdrawnSupport(decision, direct, said)).Distinct()];
        var accepted = decision is not null && reopening is [] ? decision.Value : null;
        var status = accepted is not null ? ClaimStatus.Reconciled : IsWord(direct) ? CompareWords(direct) : Vote.Compare(said);
        return new MeasureSummary(measure, status, accepted, direct, said, decision, reopening);
    }

    /// <summary>What is said of a number of persons or bodies; null when nothing is.</summary>
    public NumberRange? Number(Measure measure)
    {
        var summary = Of(measure);
        if (summary.Accepted?.Quantity is { } accepted) return Accepted(summary.Decision!, accepted);
        var hull = NumberRange.Hull(summary.Votes.Select(vote => vote.Total)) ?? (summary.Claims is [] ? null : NumberRange.Any);
        // If only disputed terms speak of a leg, its number is unknown.
        return hull == NumberRange.Zero && measure is LegMeasure { Aspect: ExchangeAspect.Agreed } leg && summary.Claims is []
            && Of(Measure.Terms(leg.Exchange)).Status == ClaimStatus.Disputed ? NumberRange.Any : hull;
    }

    // Claims that were not considered and contradict the decided value.
    private IEnumerable<Guid> Contradictions(ClaimsReconciled decision, ImmutableArray<Claim> direct, ImmutableArray<Vote> said) =>
        (decision.Value.Quantity is { } quantity
            ? said.Where(vote => vote.Fact is not null && !vote.Meets(Accepted(decision, quantity))).Select(vote => vote.Fact!.Value)
            : direct.Where(claim => claim.Value != decision.Value).Select(claim => claim.FactId))
        .Where(fact => !decision.Considered.Contains(fact));

    // Considered facts that count no longer, if nothing that counts supports the value.
    private IEnumerable<Guid> WithdrawnSupport(ClaimsReconciled decision, ImmutableArray<Claim> direct, ImmutableArray<Vote> said) =>
        (decision.Value.Quantity is { } quantity ? said.Any(vote => vote.Meets(Accepted(decision, quantity)))
            : direct.Any(claim => claim.Value == decision.Value)) ? []
        : decision.Considered.Where(fact => !claims.Values.Any(known => known.Any(claim => claim.FactId == fact)));

    // A decision on a running total holds up to its date.
    private NumberRange Accepted(ClaimsReconciled decision, Quantity quantity) =>
        votes.UpTo(decision.Measure, quantity, decision.Occurred.Moment);

    private static ClaimStatus CompareWords(ImmutableArray<Claim> claims) =>
        claims.Select(claim => claim.Value).Distinct().Count() > 1 ? ClaimStatus.Disputed
        : claims.Select(claim => claim.Speaker()).Distinct().Count() > 1 ? ClaimStatus.Corroborated : ClaimStatus.Single;

    private static bool IsWord(ImmutableArray<Claim> claims) => claims.Any(claim => claim.Value.Quantity is null);
}
