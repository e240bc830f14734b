using System.Collections.Immutable;
using Negotiations.Domain.Claims;
using Negotiations.Domain.Commitments;
using Negotiations.Domain.Exchanges;
using Negotiations.Domain.Time;

namespace Negotiations.Domain.Ledgers;

/// <summary>One leg of the ledger. All numbers are ranges: what the claimants say, taken together.</summary>
/// <param name="Leg">The leg as agreed.</param>
/// <param name="Promised">What each claimant says was promised.</param>
/// <param name="Counted">What each claimant says was delivered, over all stages.</param>
/// <param name="Agreed">How many were promised; null when nobody says.</param>
/// <param name="Delivered">How many were delivered.</param>
/// <param name="Outstanding">How many are still owed; null when nobody says how many were promised.</param>
/// <param name="Surplus">How many were delivered beyond the promise; null when nobody says how many were promised, or all there
/// are.</param>
/// <param name="Share">Which share of the promise was delivered; null when the promise is no number.</param>
/// <param name="First">When the first hand-over took place.</param>
/// <param name="Last">When the last one did.</param>
/// <param name="Status">How far it is kept.</param>
public sealed record LegLedger(
    ExchangeLeg Leg, MeasureSummary Promised, MeasureSummary Counted, NumberRange? Agreed, NumberRange Delivered, NumberRange? Outstanding,
    NumberRange? Surplus,
    Share? Share, Occurrence? First, Occurrence? Last, LegStatus Status)
{
    private static readonly ClaimValue AllForAll = ClaimValue.Of(ExchangeTerms.AllForAll);

    /// <summary>Whether it is disputed how many were promised, or how many delivered.</summary>
    public bool IsDisputed => Promised.Status == ClaimStatus.Disputed || Counted.Status == ClaimStatus.Disputed;

    /// <summary>The date of the first running total that counts some; null where none does.</summary>
    public Occurrence? FirstCounted => Counted.Claims.FirstOrDefault(claim => claim.Value.Quantity?.Low > 0)?.Occurred;

    /// <summary>
    /// When it was fulfilled: the hand-over that reached the promise, or the assessment that says so; null while it is not known to be.
    /// </summary>
    public Occurrence? FulfilledOn { get; init; }

    internal static LegLedger Of(ExchangeLeg leg, Key exchange, Exchange held, ImmutableArray<StageLedger> stages, ClaimBook book)
    {
        var (promised, counted) = (book.Of(Measure.Agreed(exchange, leg.Leg)), book.Of(Measure.Delivered(exchange, leg.Leg)));
        var handovers = stages.Where(stage => stage.Deliveries.Any(delivery => delivery.Leg == leg.Leg && delivery.Quantity.High != 0))
            .ToArray();
        var agreed = book.Number(promised.Measure);
        var delivered = book.Number(counted.Measure) ?? (handovers is [] ? NumberRange.Zero : NumberRange.Any);
        // If all are promised, a number is only an estimate of how many there are.
        var isNumber = agreed is not null && agreed != NumberRange.Any
            && !book.Of(Measure.Terms(exchange)).Claims.Any(claim => claim.Value == AllForAll);
        var isReached = isNumber && delivered.Low >= agreed!.Value.High;
        var status = held.Assessed?.Status == Assessment.Full || isReached ? LegStatus.Fulfilled
            : held.IsAbandoned ? LegStatus.Cancelled
            : delivered.High == 0 ? LegStatus.NothingDelivered : LegStatus.Partial;
        var outstanding = status is LegStatus.Fulfilled or LegStatus.Cancelled ? NumberRange.Zero : isNumber
            ? agreed!.Value.Minus(delivered) : agreed is null ? (NumberRange?)null : NumberRange.Any;
        return new LegLedger(leg, promised, counted, agreed, delivered, outstanding, isNumber ? delivered.Minus(agreed!.Value) : null,
            isNumber ? Share.Of(delivered, agreed!.Value) : null, handovers.FirstOrDefault()?.Occurred, handovers.LastOrDefault()?.Occurred,
            status)
        {
            FulfilledOn = new[]
            {
                isReached ? Reaching(agreed!.Value.High!.Value, leg.Leg, handovers, counted) : null,
                held.Assessed is { Status: Assessment.Full } full ? full.Occurred : null,
            }.OfType<Occurrence>().MinBy(occurred => occurred.Moment),
        };
    }

    // Where the hand-overs don't add up to it, a running total or the last hand-over reached it.
    private static Occurrence? Reaching(long promised, Key leg, StageLedger[] handovers, MeasureSummary counted)
    {
        var sum = 0L;
        foreach (var handover in handovers)
        {
            sum += handover.Deliveries.Where(delivery => delivery.Leg == leg).Sum(delivery => delivery.Quantity.Low);
            if (sum >= promised) return handover.Occurred;
        }
        return counted.Claims.FirstOrDefault(claim => claim.Value.Quantity?.Low >= promised)?.Occurred
            ?? handovers.LastOrDefault()?.Occurred;
    }
}
