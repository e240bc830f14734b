using System.Collections.Immutable;

namespace Negotiations.Domain;

/// <summary>An exchange as a two-way ledger: promised against delivered, by leg and by stage.</summary>
/// <param name="Exchange">The exchange's id.</param>
/// <param name="Held">What is known of it.</param>
/// <param name="Terms">Who claims which terms.</param>
/// <param name="Legs">Each leg; none while the agreement is not known.</param>
/// <param name="Stages">Each hand-over, in world order.</param>
public sealed record ExchangeLedger(Key Exchange, Exchange Held, MeasureStanding Terms, ImmutableArray<LegLedger> Legs, ImmutableArray<StageLedger> Stages)
{
    /// <summary>The terms on which all claimants agree, or that a person decided to use; null when nobody says or they differ.</summary>
    public string? AgreedTerms => Terms.Accepted?.Word ?? (Terms.Claims.Select(claim => claim.Value.Word).Distinct().ToArray() is [var only] ? only : null);

    /// <summary>How far the whole is kept; null while the agreement is not known.</summary>
    public LegStatus? Status => Legs is [] ? null
        : Legs.All(leg => leg.Status == LegStatus.Fulfilled) ? LegStatus.Fulfilled
        : Held.IsAbandoned ? LegStatus.Cancelled
        : Legs.All(leg => leg.Status == LegStatus.NothingDelivered) ? LegStatus.NothingDelivered : LegStatus.Partial;

    /// <summary>Whether nothing of it is outstanding any more.</summary>
    public bool IsSettled => Status is LegStatus.Fulfilled or LegStatus.Cancelled;

    /// <summary>Who claims which promise of the whole; a number per side is meant once for each giving side.</summary>
    public required MeasureStanding Promised { get; init; }

    /// <summary>Who counts which delivery of the whole.</summary>
    public required MeasureStanding Counted { get; init; }

    /// <summary>How many were promised in all; null when nobody says.</summary>
    public required NumberRange? Agreed { get; init; }

    /// <summary>How many were delivered in all; null when nobody counts.</summary>
    public required NumberRange? Delivered { get; init; }

    /// <summary>The ledger of one exchange of a track.</summary>
    internal static ExchangeLedger Of(Key exchange, Exchange held, ClaimBook book)
    {
        var stages = StageLedger.Of(exchange, held, book);
        ImmutableArray<LegLedger> legs = held.Agreed is { } agreed ? [.. agreed.Legs.Select(leg => LegLedger.Of(leg, exchange, held, stages, book))] : [];
        var (promised, counted) = (Measure.Agreed(exchange), Measure.Delivered(exchange));
        return new ExchangeLedger(exchange, held, book.Of(Measure.Terms(exchange)), legs, stages)
        {
            Promised = book.Of(promised),
            Counted = book.Of(counted),
            Agreed = book.Number(promised),
            Delivered = book.Number(counted),
        };
    }
}

/// <summary>One leg of the ledger. All numbers are ranges: what the claimants say, taken together.</summary>
/// <param name="Leg">The leg as agreed.</param>
/// <param name="Promised">Who claims which promise.</param>
/// <param name="Counted">Who counts which delivery, all stages together.</param>
/// <param name="Agreed">How many were promised; null when nobody says.</param>
/// <param name="Delivered">How many were delivered.</param>
/// <param name="Outstanding">How many are still owed; null when nobody says how many were promised.</param>
/// <param name="Surplus">How many were delivered beyond the promise; null when nobody says how many were promised, or all there are.</param>
/// <param name="Share">Which share of the promise was delivered; null when the promise is no number.</param>
/// <param name="First">When the first hand-over took place.</param>
/// <param name="Last">When the last one did.</param>
/// <param name="Status">How far it is kept.</param>
public sealed record LegLedger(
    ExchangeLeg Leg, MeasureStanding Promised, MeasureStanding Counted, NumberRange? Agreed, NumberRange Delivered, NumberRange? Outstanding, NumberRange? Surplus,
    Share? Share, Occurrence? First, Occurrence? Last, LegStatus Status)
{
    private static readonly ClaimValue AllForAll = ClaimValue.Of(ExchangeTerms.AllForAll);

    /// <summary>Whether the counts of what was delivered conflict.</summary>
    public bool IsDisputed => Counted.Status == ClaimStatus.Disputed;

    /// <summary>When it was fulfilled: the hand-over that reached the promise, or the assessment that says so; null while it is not known to be.</summary>
    public Occurrence? FulfilledOn { get; init; }

    internal static LegLedger Of(ExchangeLeg leg, Key exchange, Exchange held, ImmutableArray<StageLedger> stages, ClaimBook book)
    {
        var (promised, counted) = (book.Of(Measure.Agreed(exchange, leg.Leg)), book.Of(Measure.Delivered(exchange, leg.Leg)));
        var handovers = stages.Where(stage => stage.Deliveries.Any(delivery => delivery.Leg == leg.Leg && delivery.Quantity.High != 0)).ToArray();
        var agreed = book.Number(promised.Measure);
        var delivered = book.Number(counted.Measure) ?? (handovers is [] ? NumberRange.Zero : NumberRange.Any);
        // Where everybody is promised, a number is no more than an estimate of how many there are.
        var isNumber = agreed is not null && agreed != NumberRange.Any && !book.Of(Measure.Terms(exchange)).Claims.Any(claim => claim.Value == AllForAll);
        var isReached = isNumber && delivered.Low >= agreed!.Value.High;
        var status = held.Assessed?.Status == Assessment.Full || isReached ? LegStatus.Fulfilled
            : held.IsAbandoned ? LegStatus.Cancelled
            : delivered.High == 0 ? LegStatus.NothingDelivered : LegStatus.Partial;
        var outstanding = status is LegStatus.Fulfilled or LegStatus.Cancelled ? NumberRange.Zero : isNumber ? agreed!.Value.Minus(delivered) : agreed is null ? (NumberRange?)null : NumberRange.Any;
        return new LegLedger(leg, promised, counted, agreed, delivered, outstanding, isNumber ? delivered.Minus(agreed!.Value) : null,
            isNumber ? Domain.Share.Of(delivered, agreed!.Value) : null, handovers.FirstOrDefault()?.Occurred, handovers.LastOrDefault()?.Occurred, status)
        {
            FulfilledOn = isReached ? Reaching(agreed!.Value.High!.Value, leg.Leg, handovers) : status == LegStatus.Fulfilled ? held.Assessed!.Occurred : null,
        };
    }

    // Where only a running total tells that it was reached, the last hand-over did it.
    private static Occurrence? Reaching(long promised, Key leg, StageLedger[] handovers)
    {
        var sum = 0L;
        foreach (var handover in handovers)
        {
            sum += handover.Deliveries.Where(delivery => delivery.Leg == leg).Sum(delivery => delivery.Quantity.Low);
            if (sum >= promised) return handover.Occurred;
        }
        return handovers.LastOrDefault()?.Occurred;
    }
}

/// <summary>One hand-over of an exchange.</summary>
/// <param name="Stage">The hand-over's id within the exchange.</param>
/// <param name="Completed">The fact that reports it; null when only counts of it are left.</param>
/// <param name="Occurred">When it took place.</param>
/// <param name="Deliveries">What each leg delivered.</param>
public sealed record StageLedger(Key Stage, ExchangeStageCompleted? Completed, Occurrence Occurred, ImmutableArray<StageDelivery> Deliveries)
{
    internal static ImmutableArray<StageLedger> Of(Key exchange, Exchange held, ClaimBook book) =>
    [
        .. from counted in book.StagesOf(exchange)
           group counted by counted.Measure.Stage into stage
           let completed = held.Stages.GetValueOrDefault(stage.Key!)
           let occurred = completed?.Occurred ?? stage.First().Claims[0].Occurred
           orderby occurred.Moment, stage.Key
           select new StageLedger(Key.Of(stage.Key!), completed, occurred, [.. stage.Select(StageDelivery.Of)]),
    ];
}

/// <summary>What one leg delivered at one hand-over.</summary>
/// <param name="Leg">The leg.</param>
/// <param name="Quantity">How many, over all claimants.</param>
/// <param name="Counted">Who counts how many.</param>
public sealed record StageDelivery(Key Leg, NumberRange Quantity, MeasureStanding Counted)
{
    internal static StageDelivery Of(MeasureStanding counted) => new(Key.Of(counted.Measure.Leg!),
        counted.Accepted?.Quantity is { } accepted ? NumberRange.Of(accepted) : NumberRange.Hull(counted.Votes.Select(vote => vote.Total)) ?? NumberRange.Any, counted);
}

/// <summary>A share of a promise, as a range from 0 to 1; what goes beyond the promise is surplus.</summary>
/// <param name="Low">The least that it can be.</param>
/// <param name="High">The most that it can be.</param>
public sealed record Share(decimal Low, decimal High)
{
    /// <summary>The share that was delivered of what was agreed, cut to four decimals; null when none was agreed.</summary>
    public static Share? Of(NumberRange delivered, NumberRange agreed) => agreed.High == 0 ? null : new Share(
        agreed.High is { } most ? Cut((decimal)delivered.Low / most) : 0,
        delivered.High is { } high && agreed.Low > 0 ? Cut((decimal)high / agreed.Low) : 1);

    private static decimal Cut(decimal share) => Math.Min(1, Math.Floor(share * 10_000) / 10_000);
}

/// <summary>How far a leg, or a list of children, is kept.</summary>
public enum LegStatus
{
    /// <summary>Nothing is known to have been handed over.</summary>
    NothingDelivered,

    /// <summary>Some was.</summary>
    Partial,

    /// <summary>All was.</summary>
    Fulfilled,

    /// <summary>What was not handed over is owed no longer: the exchange was judged to be broken or to have lapsed.</summary>
    Cancelled,
}
