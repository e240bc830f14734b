using System.Collections.Immutable;
using Negotiations.Domain.Ceasefires;
using Negotiations.Domain.Claims;
using Negotiations.Domain.Commitments;
using Negotiations.Domain.Time;

namespace Negotiations.Domain.Ledgers;

/// <summary>What is to be kept on a track and how far it was, to derive the track's stage.</summary>
/// <param name="Items">Exchanges, commitments, ceasefires, and lists of children of which some returned.</param>
/// <param name="Agreements">The days of agreements; they promise nothing that could be counted.</param>
internal sealed record Fulfilment(ImmutableArray<Fulfilment.Item> Items, ImmutableArray<DateOnly> Agreements)
{
    /// <summary>Whether some of it is outstanding.</summary>
    public bool HasOpen => Items.Any(item => item.IsOpen);

    /// <summary>The last day on which something was given up or ran out; null where nothing was.</summary>
    public DateOnly? LastGivenUp => Items.Where(item => item.IsGivenUp).Max(item => item.Last);

    /// <summary>The same of what had been kept in part, so that the track is not as if nothing had happened.</summary>
    public DateOnly? LastKeptInVain => Items.Where(item => item is { IsGivenUp: true, First: not null }).Max(item => item.Last);

    /// <summary>What the items of a track say of its stage, and since when; null where they say nothing.</summary>
    public (Stage Stage, DateOnly? Since)? Stage
    {
        get
        {
            ImmutableArray<Item> open = [.. Items.Where(item => item.IsOpen)];
            if (open.Min(item => item.First) is { } first) return (Ledgers.Stage.Implementing, Back(first, item => item.First));
            if (open is not [])
                return (Ledgers.Stage.Agreed, Days.Latest(AgreedSince(open.Min(item => item.Agreed)), LastKept));
            if (Items.Where(item => !item.IsGivenUp).Min(item => (DateOnly?)item.Agreed) is { } done)
                return (Ledgers.Stage.Completed, Days.Latest(done, Items.Where(item => item.Agreed < item.Last).Max(item => item.Last)));
            return Agreements is [] ? null : (Ledgers.Stage.Agreed, Days.Latest(AgreedSince(Agreements.Min()), LastKept));
        }
    }

    // The last day on which something was kept that is settled now.
    private DateOnly? LastKept => Items.Where(item => !item.IsOpen && item.First < item.Last).Max(item => item.Last);

    // Moves the start of a stage back, without a gap, over items settled meanwhile.
    private DateOnly Back(DateOnly since, Func<Item, DateOnly?> start)
    {
        while (Items.Where(item => !item.IsOpen && item.Last >= since && start(item) < since).Min(start) is { } earlier) since = earlier;
        return since;
    }

    // An earlier agreement may have made the track agreed, unless an item was kept since: that completed it.
    private DateOnly AgreedSince(DateOnly day)
    {
        var since = Back(day, item => item.Agreed);
        return Agreements is not [] && Agreements.Min() < since
            && !Items.Any(item => item is { IsOpen: false, IsGivenUp: false } && item.Last < since)
            ? Back(Agreements.Min(), item => item.Agreed) : since;
    }

    public static Fulfilment Of(TrackLedger ledger, DateOnly day) => new(
        [
            .. ledger.Exchanges.Select(Of).OfType<Item>(), .. ledger.Track.Commitments.Values.Select(Of).OfType<Item>(),
            .. ledger.Lists.Select(Of).OfType<Item>(),
            .. ledger.Track.Ceasefires.Values.SelectMany(ceasefire => Of(ceasefire, day)),
        ],
        [.. ledger.Track.Agreements.Values.Select(fact => fact.Day())]);

    // A count of zero is no hand-over, and one that is denied gives no date.
    private static Item? Of(ExchangeLedger exchange)
    {
        if (exchange is not { IsContested: false, Held: { Agreed: { } agreement } held }) return null;
        DateOnly[] kept =
        [
            .. exchange.Stages.Where(stage => exchange.Legs.Any(leg => stage.Delivers(leg.Leg.Leg))).Select(stage => Days.Of(stage.Moment)),
            .. exchange.Stages.SelectMany(stage => stage.Deliveries).Select(delivery => delivery.Counted)
                .Concat(exchange.Legs.Select(leg => leg.Counted)).Append(exchange.Counted).SelectMany(counted => counted.Claims)
                .Where(claim => claim is { IsContested: false, Value.Quantity.High: not 0 }
                    && (claim.Measure is StageMeasure || claim.Value.Quantity.Low > 0)).Select(claim => Days.Of(claim.Moment())),
        ];
        if (exchange.Status == LegStatus.Cancelled) return Item.GivenUp(agreement.Day(), kept, Settled(held.Assessments));
        // Handed over after it was given up: kept from then on.
        if (held.Assessed is { } end && IsGivenUp(end) && kept.Where(day => day >= end.Day()).ToArray() is { Length: > 0 } again)
            return Item.Of(Days.Latest(agreement.Day(), again.Min()), again, !exchange.IsSettled);
        return exchange.IsSettled && exchange.Legs.Select(leg => leg.FulfilledOn?.Day).OfType<DateOnly>().ToArray() is { Length: > 0 } settled
            ? Item.Of(agreement.Day(), [.. kept.Where(day => day < settled.Max()), settled.Max()], isOpen: false)
            : Item.Of(agreement.Day(), kept, !exchange.IsSettled);
    }

    private static Item? Of(Commitment commitment)
    {
        if (commitment.Made is not { } made) return null;
        DateOnly[] kept = [.. commitment.Assessments
            .Where(assessed => assessed.Status is Assessment.Minimal or Assessment.Intermediate or Assessment.Full)
            .Select(assessed => assessed.Day())];
        return commitment.Assessed?.Status switch
        {
            Assessment.Breached or Assessment.Lapsed => Item.GivenUp(made.Day(), kept, Settled(commitment.Assessments)),
            Assessment.Full when Settled(commitment.Assessments) is var end =>
                Item.Of(made.Day(), [.. kept.Where(day => day < end), end], isOpen: false),
            _ => Item.Of(made.Day(), kept, isOpen: true),
        };
    }

    // Since when the last assessments agree: all kept, or all given up.
    private static DateOnly Settled(ImmutableArray<CommitmentAssessed> assessments) =>
        assessments.Reverse().TakeWhile(assessed => IsGivenUp(assessed) == IsGivenUp(assessments[^1])
            && (assessed.Status == Assessment.Full) == (assessments[^1].Status == Assessment.Full)).Last().Day();

    private static bool IsGivenUp(CommitmentAssessed assessed) => assessed.Status is Assessment.Breached or Assessment.Lapsed;

    // A submitted list promises nothing; once some children came back, it is being kept.
    private static Item? Of(ChildLedger list)
    {
        var claims = list.Measures.Single(measure => measure.Measure == Measure.Returned(list.List.List)).Claims
            .Where(claim => claim is { IsContested: false, Value.Quantity: { } counted } && (claim.IsIncrement ? counted.High != 0 : counted.Low > 0))
            .ToArray();
        if (list.IsContested || list.Returned.High == 0 || claims is []) return null;
        var (returned, returns, isOpen) = (0L, new List<DateOnly>(), list.Status != LegStatus.Fulfilled);
        foreach (var claim in claims)
        {
            var counted = claim.Value.Quantity!.Low;
            returned = claim.IsIncrement ? returned + counted : Math.Max(returned, counted);
            returns.Add(Days.Of(claim.Moment()));
            if (!isOpen && returned >= list.Listed.High) break;
        }
        return Item.Of(Days.Latest(list.List.Day(), returns[0]), [.. returns], isOpen);
    }

    // Agreed before it begins, kept until it ends; then it no longer affects the stage. One for which no end was set is kept until it is
    // first said to be violated; from then on it is only agreed.
    private static IEnumerable<Item> Of(Ceasefire ceasefire, DateOnly day)
    {
        if (ceasefire.Declared is not { } declared) return [];
        var from = Days.Latest(declared.Day(), declared.From.Earliest is { } start ? Days.Of(start) : null);
        var kept = from <= day ? new[] { from } : [];
        DateOnly?[] ends = [ceasefire.Ended?.Day(), declared.Until?.Latest is { } until ? Days.Later(Days.Of(until), 1) : null];
        var end = ends.Min() is { } last && last <= day ? last : (DateOnly?)null;
        var broken = declared.Until is null && from <= day && ceasefire.FirstViolation is { } violated
            ? Days.Latest(from, violated.Day()) : (DateOnly?)null;
        return broken is { } first && !(end <= first) ? new[] { Item.GivenUp(declared.Day(), kept, first), Of(first, [], end) }.OfType<Item>()
            : new[] { Of(declared.Day(), kept, end) }.OfType<Item>();

        static Item? Of(DateOnly agreed, DateOnly[] kept, DateOnly? end) =>
            end is { } last ? Item.GivenUp(agreed, kept, last) : Item.Of(agreed, kept, isOpen: true);
    }

    /// <summary>One thing that is to be kept.</summary>
    /// <param name="Agreed">When it was agreed.</param>
    /// <param name="First">When some of it was kept first; null while nothing was.</param>
    /// <param name="Last">When some of it was kept last, or from when it was given up.</param>
    /// <param name="IsOpen">Whether some of it is outstanding.</param>
    /// <param name="IsGivenUp">Whether it was broken, has lapsed or run out: it affects the stage no more.</param>
    internal sealed record Item(DateOnly Agreed, DateOnly? First, DateOnly? Last, bool IsOpen, bool IsGivenUp = false)
    {
        // What was kept before it was agreed counts from then on.
        public static Item Of(DateOnly agreed, DateOnly[] kept, bool isOpen) => new(agreed,
            kept is [] ? null : Days.Latest(agreed, kept.Min()), kept is [] ? null : Days.Latest(agreed, kept.Max()), isOpen);

        public static Item? GivenUp(DateOnly agreed, DateOnly[] kept, DateOnly end) => end <= agreed ? null
            : new Item(agreed, kept is [] || kept.Min() >= end ? null : Days.Latest(agreed, kept.Min()), end, IsOpen: false,
                IsGivenUp: true);
    }
}
