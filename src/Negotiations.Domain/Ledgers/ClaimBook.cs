using System.Collections.Immutable;
using Negotiations.Domain.Claims;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Knowledge;
using Negotiations.Domain.Tracks;

namespace Negotiations.Domain.Ledgers;

/// <summary>
/// All that is claimed about some things, weighed: whether claims agree, which value was decided, and what a number is in all. Claims,
/// tracks, boards, ledgers, tables and pages all read it here.
/// </summary>
public sealed class ClaimBook
{
    private readonly Dictionary<Measure, MeasureSummary> known = [];
    private readonly Lazy<ILookup<Key, Measure>> stages, violations;
    private readonly ClaimSources sources;
    private readonly Decisions decisions;

    // The same number twice: as if nobody had stated what is denied, and as if nobody had denied it.
    private readonly ClaimVotes without, with;

    private ClaimBook(ClaimSources sources)
    {
        (this.sources, decisions) = (sources, new Decisions(sources));
        without = decisions.Votes;
        with = sources.Claims.Values.Any(claims => claims.Any(claim => claim.IsContested))
            ? new ClaimVotes(sources, decisions.Own) : without;
        stages = new(() => sources.Claims.Keys.OfType<StageMeasure>().ToLookup(measure => measure.Exchange, measure => (Measure)measure));
        violations = new(() =>
            sources.Claims.Keys.OfType<CeasefireMeasure>().ToLookup(measure => measure.Ceasefire, measure => (Measure)measure));
    }

    /// <summary>The book of a track.</summary>
    public static ClaimBook Of(Track track) => new(ClaimSources.Of(track));

    /// <summary>The book of some facts that count or are contested.</summary>
    /// <param name="facts">The facts.</param>
    /// <param name="corrections">What each of them counts for.</param>
    /// <param name="denials">The denials of contested facts.</param>
    public static ClaimBook Of(IReadOnlyCollection<Fact> facts, Corrections corrections, IEnumerable<FactDenied> denials) =>
        new(ClaimSources.Of(facts, corrections, denials));

    /// <summary>Every measure of which something is said, directly or through others.</summary>
    public IEnumerable<MeasureSummary> All() =>
        sources.Claims.Keys.SelectMany(measure => with.Implied(measure).Prepend(measure)).Distinct().Order()
            .Select(Of).Where(summary => summary.Claims is not [] || summary.Votes is not [] || summary.Accepted is not null);

    /// <summary>What is said of each leg at each hand-over of an exchange.</summary>
    public IEnumerable<MeasureSummary> StagesOf(Key exchange) => stages.Value[exchange].Select(Of);

    /// <summary>What is said of the figures of a ceasefire's violations.</summary>
    public IEnumerable<MeasureSummary> ViolationsOf(Key ceasefire) => violations.Value[ceasefire].Select(Of);

    /// <summary>What is said of one measure.</summary>
    public MeasureSummary Of(Measure measure)
    {
        ArgumentNullException.ThrowIfNull(measure);
        return known.TryGetValue(measure, out var summary) ? summary : known[measure] = Weigh(measure);
    }

    private MeasureSummary Weigh(Measure measure)
    {
        var (direct, said, decided) = (with.Direct(measure), with.Of(measure), decisions.Of(measure));
        var number = measure is TermsMeasure or OutcomeMeasure ? null : decided.Number ?? Number(measure);
        var status = decided.Accepted is not null ? ClaimStatus.Reconciled
            : IsContested(measure) ? ClaimStatus.Disputed
            : direct.Any(claim => claim.Value.Quantity is null) ? CompareWords(direct) : Vote.Compare(said);
        if (decided.Accepted is null && measure is LegMeasure leg)
            (number, status) = Left(leg) is { } left ? (left, ClaimStatus.Disputed)
                : (number, IsInQuestion(leg, with) ? ClaimStatus.Disputed : status);
        return new MeasureSummary(measure, status, decided.Accepted, direct, said, decided.Decision, decided.ReopenedBy, number)
        {
            Facts = new Lazy<ImmutableArray<Guid>>(() => [.. with.Behind(measure)]),
            Denials = direct.Where(claim => claim.IsContested).Select(claim => claim.FactId).Distinct()
                .ToImmutableSortedDictionary(fact => fact, sources.Denials),
        };
    }

    // Whether what is denied makes a difference.
    private bool IsContested(Measure measure) => with != without && (with.ClaimsOn(measure).Any(claim => claim.IsContested)
        || Number(measure, with) != Number(measure, without) || !with.Of(measure).SequenceEqual(without.Of(measure)));

    private NumberRange? Number(Measure measure)
    {
        var number = Number(measure, without);
        if (!IsContested(measure)) return number;
        var counts = measure is StageMeasure or IncidentMeasure or CeasefireMeasure or LegMeasure { Aspect: ExchangeAspect.Delivered }
            or ExchangeMeasure { Aspect: ExchangeAspect.Delivered } or ChildrenMeasure { Aspect: not ChildrenAspect.Listed };
        return NumberRange.Hull(new[]
        {
            number ?? (counts || !sources.IsMade(measure.Thing) ? NumberRange.Zero : NumberRange.Any), Number(measure, with),
        }.OfType<NumberRange>());
    }

    // If only disputed terms speak of a leg, its number is unknown.
    private static bool IsInQuestion(LegMeasure leg, ClaimVotes votes) => leg.Aspect == ExchangeAspect.Agreed && votes.IsOnlyLeftOut(leg)
        && CompareWords(votes.Direct(Measure.Terms(leg.Exchange))) == ClaimStatus.Disputed;

    private static NumberRange? Number(Measure measure, ClaimVotes votes) =>
        measure is LegMeasure leg && IsInQuestion(leg, votes) ? NumberRange.Any
        : Vote.Number(votes.Of(measure)) ?? (votes.IsSpokenOf(measure) ? NumberRange.Any : null);

    // A total decided for the whole that the legs can't add up to leaves each of them what it allows.
    private NumberRange? Left(LegMeasure leg)
    {
        var whole = decisions.Own(new ExchangeMeasure(leg.Exchange, leg.Aspect));
        if (whole is not { Number: { } total, Accepted.Quantity.Basis: not (Basis.PerSide or Basis.OneWay) }) return null;
        var legs = without.LegsOf(leg.Exchange).Measures(leg.Aspect).ToArray();
        var numbers = legs.Select(each => decisions.Of(each).Number ?? Number(each) ?? NumberRange.Any).ToArray();
        if (legs.Length < 2 || NumberRange.Share([total, NumberRange.Sum(numbers)]) || Array.IndexOf(legs, leg) is not (>= 0 and var own))
            return null;
        var rest = total.Minus(NumberRange.Sum(numbers.Where((_, i) => i != own)));
        return NumberRange.Hull([numbers[own], rest])!.Value.AtMost(total.High);
    }

    private static ClaimStatus CompareWords(ImmutableArray<Claim> claims) =>
        claims.Select(claim => claim.Value).Distinct().Count() > 1 ? ClaimStatus.Disputed
        : claims.Select(claim => claim.Speaker()).Distinct().Count() > 1 ? ClaimStatus.Corroborated : ClaimStatus.Single;
}
