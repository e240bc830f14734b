using System.Collections.Immutable;
using Negotiations.Domain.Claims;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Knowledge;

namespace Negotiations.Domain.Ledgers;

/// <summary>What was decided on conflicting claims, whether it still stands, and what it decides beside the measure itself.</summary>
internal sealed class Decisions
{
    private readonly Dictionary<Measure, Decided> known = [];
    private readonly ClaimSources sources;
    private readonly Lazy<ImmutableHashSet<Guid>> counting, contested;

    /// <summary>The decisions over some claims.</summary>
    /// <param name="sources">The claims, those of denied facts included.</param>
    public Decisions(ClaimSources sources)
    {
        this.sources = sources;
        Votes = new ClaimVotes(sources.WithoutContested(), Own);
        (counting, contested) = (new(() => Facts(isContested: false)), new(() => Facts(isContested: true)));

        ImmutableHashSet<Guid> Facts(bool isContested) => [.. sources.Claims.Values.SelectMany(claims => claims)
            .Where(claim => claim.IsContested == isContested).Select(claim => claim.FactId)];
    }

    /// <summary>What the facts say that count and are not denied.</summary>
    public ClaimVotes Votes { get; }

    /// <summary>What was decided for a measure itself.</summary>
    public Decided Own(Measure measure) => known.TryGetValue(measure, out var decided) ? decided : known[measure] = Decide(measure);

    /// <summary>What was decided for a measure, or for another whose decision reaches it as a claim would.</summary>
    public Decided Of(Measure measure) => Own(measure) is { Accepted: not null } own ? own
        : measure is LegMeasure leg ? FromTerms(leg) ?? FromWhole(leg) ?? Own(leg) : Own(measure);

    private Decided Decide(Measure measure)
    {
        if (Same(measure).Select(same => sources.Reconciliations.GetValueOrDefault(same)).OfType<Reconciliation>()
            .Aggregate(new Reconciliation(), (known, other) => known.With(other)).Standing is not { } decision) return Decided.Nothing;
        ImmutableArray<Guid> reopening = [.. Contradictions(decision).Concat(WithdrawnSupport(decision)).Distinct()];
        return reopening is not [] ? new Decided(decision, reopening, null, null)
            : new Decided(decision, [], decision.Value, NumberOf(decision));
    }

    // The one leg of an exchange and the whole are decided together.
    private IEnumerable<Measure> Same(Measure measure) => measure switch
    {
        LegMeasure leg when Votes.LegsOf(leg.Exchange).Only == leg.Leg => [leg, new ExchangeMeasure(leg.Exchange, leg.Aspect)],
        ExchangeMeasure whole when Votes.LegsOf(whole.Exchange).Only is { } only =>
            [whole, new LegMeasure(whole.Exchange, only, whole.Aspect)],
        _ => [measure],
    };

    // A number per side is what each side gives.
    private Decided? FromWhole(LegMeasure leg) =>
        Own(new ExchangeMeasure(leg.Exchange, leg.Aspect)) is { Accepted.Quantity: { Basis: Basis.PerSide } perSide } whole
            && Votes.LegsOf(leg.Exchange).IsOnlyOfSide(leg.Leg)
            ? whole with { Number = Votes.UpTo(leg, perSide, whole.Decision!.Moment()) } : null;

    // An exchange decided to be unilateral owes nothing on the other legs.
    private Decided? FromTerms(LegMeasure leg) => leg.Aspect == ExchangeAspect.Agreed && Votes.IsLeftOut(leg)
        ? Own(Measure.Terms(leg.Exchange)) with
        { Accepted = ClaimValue.Of(NumberRange.Zero.ToQuantity()), Number = NumberRange.Zero } : null;

    // Claims that were not considered and contradict the decided value.
    private IEnumerable<Guid> Contradictions(ClaimsReconciled decision) =>
        (NumberOf(decision) is { } number
            ? Votes.Stated(decision.Measure).Where(vote => !vote.Meets(number)).SelectMany(vote => FactsOf(vote, decision.Measure))
            : Votes.Direct(decision.Measure).Where(claim => claim.Value != decision.Value).Select(claim => claim.FactId))
        .Where(fact => !decision.Considered.Contains(fact));

    // A sum rests on each report that its speaker adds to it.
    private IEnumerable<Guid> FactsOf(Vote vote, Measure measure) => vote.Fact is { } fact ? [fact]
        : Votes.Direct(measure).Where(claim => claim.IsIncrement && claim.Speaker() == vote.Speaker).Select(claim => claim.FactId);

    // Considered facts that count no longer, if nothing is left that supports the value.
    private IEnumerable<Guid> WithdrawnSupport(ClaimsReconciled decision) =>
        (NumberOf(decision) is { } number ? Votes.Stated(decision.Measure).Any(vote => vote.Meets(number))
            : Votes.Direct(decision.Measure).Any(claim => claim.Value == decision.Value))
        || Same(decision.Measure).SelectMany(measure => sources.Claims.GetValueOrDefault(measure, []))
            .Any(claim => IsSupport(claim, decision)) ? []
        : decision.Considered.Where(fact => !counting.Value.Contains(fact) && !IsKnownDenied(fact, decision));

    // A denied claim supports the value if it was chosen in spite of the denial.
    private bool IsSupport(Claim claim, ClaimsReconciled decision) =>
        decision.Considered.Contains(claim.FactId) && IsKnownDenied(claim.FactId, decision)
        && (claim.Value == decision.Value || (claim.IsNumber && decision.Value.Quantity is { } quantity
            && NumberRange.Share([NumberRange.Of(claim.Value.Quantity!), NumberRange.Of(quantity)])));

    // Whether a fact was known to be denied when the decision was taken.
    private bool IsKnownDenied(Guid fact, ClaimsReconciled decision) => contested.Value.Contains(fact)
        && sources.Denials(fact).All(denial => ReferenceEquals(KnowledgeOrder.Later<Fact>(denial, decision), decision));

    // A decision on a running total holds up to its date.
    private NumberRange? NumberOf(ClaimsReconciled decision) => decision.Value.Quantity is { } quantity
        ? Votes.UpTo(decision.Measure, quantity, decision.Moment()) : null;
}
