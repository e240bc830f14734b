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

    /// <summary>
    /// When it was fulfilled: the hand-over that reached the promise, or the assessment that says so; null while it is not known to be.
    /// </summary>
    public Dated? FulfilledOn { get; init; }

    internal static LegLedger Of(ExchangeLeg leg, Key exchange, Exchange held, bool isContested, Handovers handovers,
        ClaimBook book)
    {
        var (promised, counted) = (book.Of(Measure.Agreed(exchange, leg.Leg)), book.Of(Measure.Delivered(exchange, leg.Leg)));
        // Who counts or decides only the whole leaves open which leg it was.
        var (inAll, own) = (book.Of(Measure.Delivered(exchange)), handovers.Of(leg.Leg));
        // If it is denied that anything was agreed, it may be nothing.
        var agreed = isContested && promised.Number is { } denied ? NumberRange.Hull([NumberRange.Zero, denied]) : promised.Number;
        var delivered = counted.Number
            ?? (inAll.Accepted?.Quantity is { Basis: not Basis.OneWay } || inAll.Votes.Any(vote => vote.Fact is not null)
                ? NumberRange.Any.AtMost(inAll.Number?.High) : NumberRange.Zero);
        // If all are promised, a number is only an estimate of how many there are.
        var terms = book.Of(Measure.Terms(exchange));
        var isEstimate = terms.Accepted is { } decided ? decided == AllForAll
            : terms.Claims.Any(claim => claim.Value == AllForAll && (isContested || !claim.IsContested));
        var isNumber = agreed is not null && agreed != NumberRange.Any && !isEstimate;
        // A total of the whole is kept when the sum of the legs reaches it.
        var (wanted, had) = isNumber ? (agreed, delivered)
            : isEstimate ? (null, default) : (book.Of(Measure.Agreed(exchange)).Number, inAll.Number ?? NumberRange.Zero);
        var isReached = wanted?.High is { } most && had.Low >= most;
        var status = held.Assessed?.Status == Assessment.Full || isReached ? LegStatus.Fulfilled
            : held.IsAbandoned ? LegStatus.Cancelled
            : delivered.High == 0 ? LegStatus.NothingDelivered : LegStatus.Partial;
        var outstanding = status is LegStatus.Fulfilled or LegStatus.Cancelled ? NumberRange.Zero : isNumber
            ? agreed!.Value.Minus(delivered) : agreed is null ? (NumberRange?)null : NumberRange.Any;
        return new LegLedger(leg, promised, counted, agreed, delivered, outstanding, isNumber ? delivered.Minus(agreed!.Value) : null,
            isNumber ? Share.Of(delivered, agreed!.Value) : null, own is [var first, ..] ? first.Stage.Occurred : null,
            own is [.., var last] ? last.Stage.Occurred : null, status)
        {
            FulfilledOn = new[]
            {
                !isReached ? null : wanted!.Value.High == 0 ? Dated.Of(held.Agreed!)
                    : Reached(wanted.Value.High!.Value, isNumber ? own : handovers.All,
                        [.. counted.Claims.Concat(inAll.Claims).Where(claim => !claim.IsContested).Order()]),
                held.Assessed is { Status: Assessment.Full } full ? Dated.Of(full) : null,
            }.OfType<Dated>().MinBy(dated => dated.Moment),
        };
    }

    // Where the hand-overs don't add up to it, a running total or the last hand-over reached it.
    private static Dated? Reached(long promised, IReadOnlyList<(StageLedger Stage, long Count)> handovers, Claim[] totals)
    {
        var sum = 0L;
        foreach (var (stage, count) in handovers)
            if ((sum += count) >= promised) return Dated.Of(stage);
        return totals.FirstOrDefault(claim => claim.Value.Quantity?.Low >= promised) is { } total ? Dated.Of(total)
            : handovers is [.., var last] ? Dated.Of(last.Stage)
            : totals is [.., var counted] ? Dated.Of(counted) : null;
    }
}
