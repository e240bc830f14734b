using System.Collections.Immutable;
using Negotiations.Domain.Claims;
using Negotiations.Domain.Exchanges;

namespace Negotiations.Domain.Ledgers;

/// <summary>An exchange as a two-way ledger: promised against delivered, by leg and by stage.</summary>
/// <param name="Exchange">The exchange's id.</param>
/// <param name="Held">What is known of it.</param>
/// <param name="Terms">Who claims which terms.</param>
/// <param name="Legs">Each leg; none while the agreement is not known.</param>
/// <param name="Stages">Each hand-over, in world order.</param>
public sealed record ExchangeLedger(Key Exchange, Exchange Held, MeasureSummary Terms, ImmutableArray<LegLedger> Legs,
    ImmutableArray<StageLedger> Stages)
{
    /// <summary>The terms on which all claimants agree, or that a person decided to use; null when nobody says or they differ.</summary>
    public string? AgreedTerms =>
        Terms.Accepted?.Word ?? (Terms.Claims.Select(claim => claim.Value.Word).Distinct().ToArray() is [var only] ? only : null);

    /// <summary>How far the whole is kept; null while the agreement is not known.</summary>
    public LegStatus? Status => Legs is [] ? null
        : Legs.All(leg => leg.Status == LegStatus.Fulfilled) ? LegStatus.Fulfilled
        : Held.IsAbandoned ? LegStatus.Cancelled
        : Legs.All(leg => leg.Status == LegStatus.NothingDelivered) ? LegStatus.NothingDelivered : LegStatus.Partial;

    /// <summary>Whether its agreement is denied: it is shown, and nothing is owed by it for certain.</summary>
    public bool IsContested { get; private init; }

    /// <summary>Whether nothing of it is outstanding any more.</summary>
    public bool IsSettled => Status is LegStatus.Fulfilled or LegStatus.Cancelled;

    /// <summary>The first hand-over of something that nobody denies.</summary>
    internal StageLedger? FirstHandover
    {
        get
        {
            var legs = Legs.Select(leg => leg.Leg.Leg).ToHashSet();
            return Stages.FirstOrDefault(stage => stage.Delivers(legs));
        }
    }

    /// <summary>What each claimant says was promised in all; a number per side counts once for each giving side.</summary>
    public required MeasureSummary Promised { get; init; }

    /// <summary>What each claimant says was delivered in all.</summary>
    public required MeasureSummary Counted { get; init; }

    /// <summary>How many were promised in all; null when nobody says.</summary>
    public NumberRange? Agreed => Promised.Number;

    /// <summary>How many were delivered in all; null when nobody counts.</summary>
    public NumberRange? Delivered => Counted.Number;

    /// <summary>The ledger of one exchange of a track.</summary>
    internal static ExchangeLedger Of(Key exchange, Exchange held, ClaimBook book, bool isContested = false)
    {
        var stages = StageLedger.Of(exchange, held, book);
        var handovers = new Handovers(stages);
        ImmutableArray<LegLedger> legs = held.Agreed is { } agreed
            ? [.. agreed.Legs.Select(leg => LegLedger.Of(leg, exchange, held, isContested, handovers, book))] : [];
        return new ExchangeLedger(exchange, held, book.Of(Measure.Terms(exchange)), legs, stages)
        {
            IsContested = isContested,
            Promised = book.Of(Measure.Agreed(exchange)),
            Counted = book.Of(Measure.Delivered(exchange)),
        };
    }
}
