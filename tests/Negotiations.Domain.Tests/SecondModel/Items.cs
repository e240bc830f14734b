namespace Negotiations.Domain.Tests.SecondModel;

/// <summary>All that was to be kept on a track, contested things left out.</summary>
internal sealed class Items(Seen seen, DateOnly day)
{
    private readonly Numbers numbers = new(seen);

    public IReadOnlyList<Item> All() =>
        [.. OfKind("exchange_agreed", "exchange", Exchange), .. OfKind("commitment_made", "commitment", Commitment),
        .. OfKind("child_list_submitted", "list", ChildList).OfType<Item>(), .. OfKind("ceasefire_declared", "ceasefire", Ceasefire)];

    private IEnumerable<T> OfKind<T>(string name, string member, Func<string, T> read) =>
        seen.All(name).Select(fact => fact.Text(member)!).Distinct().Select(read);

    private Item Exchange(string exchange)
    {
        var exchanges = new Exchanges(seen, numbers);
        var statuses = exchanges.ShapeOf(exchange).Legs.Select(leg => exchanges.LegOf(exchange, leg).Status).ToList();
        var settled = statuses.All(status => status == Exchanges.Fulfilled);
        var givenUp = !settled && statuses.Contains(Exchanges.Cancelled);
        var kept = numbers.Uncontested.Any(claim => claim.IsSomething && claim.Measure.Kind == "exchange"
            && claim.Measure.Thing == exchange && IsCounted(claim.Measure));
        return new Item(!settled && !givenUp, kept, givenUp);
    }

    /// <summary>Whether what is claimed for it tells of a delivery; not where it was decided that nothing was handed over.</summary>
    private bool IsCounted(MeasureName measure) => measure.IsDelivered
        || (measure.IsStage && !(numbers.Standing.TryGetValue(measure.Text, out var decision) && decision.Stated.High == 0));

    private Item Commitment(string commitment)
    {
        var commitments = new Commitments(seen);
        var (status, open, _) = commitments.Of(commitment);
        return new Item(open, commitments.HasKept(commitment), status is "breached" or "lapsed");
    }

    /// <summary>A list is to be kept once some of it was returned.</summary>
    private Item? ChildList(string list)
    {
        var returned = new MeasureName($"children/{list}/returned");
        if (!numbers.Uncontested.Any(claim => claim.Measure == returned && claim.IsSomething)) return null;
        var open = new ChildLists(seen, numbers).Of(list).Status != Exchanges.Fulfilled;
        return new Item(open, true, false);
    }

    private Item Ceasefire(string ceasefire)
    {
        var declared = seen.On("ceasefire", ceasefire, "ceasefire_declared").Last();
        var start = declared.SpanOf("from")?.Day is { } from && from > declared.Day ? from : declared.Day;
        var until = declared.SpanOf("until")?.Day;
        var ended = seen.On("ceasefire", ceasefire, "ceasefire_ended").FirstOrDefault()?.Day;
        if (ended is { } end) return new Item(false, start < end && (until is null || start <= until), true);
        if (day > until) return new Item(false, start <= until, true);
        var broken = until is null
            && seen.On("ceasefire", ceasefire, "ceasefire_violated").Any(violation => violation.Day <= day);
        return new Item(true, start <= day && !broken, false);
    }
}
