using System.Collections.Immutable;

namespace Negotiations.Domain;

/// <summary>An exchange as a two-way ledger: promised against delivered, by leg.</summary>
/// <param name="Legs">Each leg.</param>
/// <param name="IsSettled">Whether nothing of it is outstanding.</param>
/// <param name="IsAbandoned">Whether it was judged to be broken or to have lapsed.</param>
public sealed record ExchangeLedger(ImmutableArray<LegLedger> Legs, bool IsSettled, bool IsAbandoned)
{
    /// <summary>The ledger of an exchange of a track.</summary>
    public static ExchangeLedger Of(Track track, Key exchange)
    {
        ArgumentNullException.ThrowIfNull(track);
        ArgumentNullException.ThrowIfNull(exchange);
        if (track.Exchanges.GetValueOrDefault(exchange.Value) is not { Agreed: { } agreed } held) return new ExchangeLedger([], false, false);
        var book = ClaimBook.Of(track);
        var isAssessedFull = held.Assessed?.Status == Assessment.Full;
        ImmutableArray<LegLedger> legs = [.. agreed.Legs.Select(leg => LegLedger.Of(leg, agreed, held, book, isAssessedFull))];
        var isAbandoned = held.Assessed?.Status is Assessment.Breached or Assessment.Lapsed;
        return new ExchangeLedger(legs, isAbandoned || legs.All(leg => leg.Status == LegStatus.Fulfilled), isAbandoned);
    }
}

/// <summary>One leg of the ledger. All numbers are ranges: what the claimants say, taken together.</summary>
/// <param name="Leg">The leg as agreed.</param>
/// <param name="Agreed">How many were promised; null when nobody says.</param>
/// <param name="Delivered">How many were delivered.</param>
/// <param name="Outstanding">How many are outstanding; null when nobody says how many were promised.</param>
/// <param name="Surplus">How many were delivered beyond the promise; null when nobody says how many were promised.</param>
/// <param name="Status">How far it is kept.</param>
public sealed record LegLedger(ExchangeLeg Leg, NumberRange? Agreed, NumberRange Delivered, NumberRange? Outstanding, NumberRange? Surplus, LegStatus Status)
{
    private static readonly ClaimValue AllForAll = ClaimValue.Of(ExchangeTerms.AllForAll);

    internal static LegLedger Of(ExchangeLeg leg, ExchangeAgreed agreement, Exchange held, ClaimBook book, bool isAssessedFull)
    {
        var agreed = book.Number(Measure.Agreed(agreement.Exchange, leg.Leg));
        var isStaged = held.Stages.Values.Any(stage => stage.Deliveries.Any(delivery => delivery.Leg == leg.Leg));
        var delivered = book.Number(Measure.Delivered(agreement.Exchange, leg.Leg)) ?? (isStaged ? NumberRange.Any : NumberRange.Zero);
        var isCounted = agreed is { High: not null } && !book.Of(Measure.Terms(agreement.Exchange)).Claims.Any(claim => claim.Value == AllForAll);
        var status = isAssessedFull || (isCounted && delivered.Low >= agreed!.Value.High) ? LegStatus.Fulfilled : isStaged || delivered != NumberRange.Zero ? LegStatus.Partial : LegStatus.NothingDelivered;
        return new LegLedger(leg, agreed, delivered, agreed?.Minus(delivered), agreed is { } promised ? delivered.Minus(promised) : null, status);
    }
}

/// <summary>How far a leg is kept.</summary>
public enum LegStatus
{
    /// <summary>Nothing was handed over.</summary>
    NothingDelivered,

    /// <summary>Some was.</summary>
    Partial,

    /// <summary>All was.</summary>
    Fulfilled,
}
