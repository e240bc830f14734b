using System.Collections.Immutable;
using Negotiations.Domain.Children;
using Negotiations.Domain.Claims;
using Negotiations.Domain.Exchanges;

namespace Negotiations.Domain.Ledgers;

/// <summary>What one side has given and received of one category, and what it still owes and is owed.</summary>
/// <param name="Party">The side.</param>
/// <param name="Category">Of whom or what.</param>
/// <param name="Gave">How many it handed over.</param>
/// <param name="Received">How many were handed over to it.</param>
/// <param name="Owes">How many it still owes.</param>
/// <param name="Owed">How many it is still owed.</param>
public sealed record Reciprocity(Key Party, LegCategory Category, NumberRange Gave, NumberRange Received, NumberRange Owes,
    NumberRange Owed)
{
    /// <summary>
    /// Over some exchanges and returns of children; a leg of which nobody says how many were promised makes what is owed unknown.
    /// </summary>
    public static ImmutableArray<Reciprocity> Of(IEnumerable<ExchangeLedger> exchanges, IEnumerable<ChildLedger> lists,
        IEnumerable<ChildrenReturned> outsideLists)
    {
        var flows = exchanges.SelectMany(exchange => exchange.Legs).Select(Flow.Of).Concat(lists.SelectMany(Flow.Of))
            .Concat(outsideLists.Select(Flow.Of)).ToArray();
        return
        [
            .. from side in flows.SelectMany(flow => new[] { (Party: flow.From, flow.Category), (Party: flow.To, flow.Category) })
                .Distinct()
               orderby side.Category, side.Party.Value
               let given = flows.Where(flow => flow.From == side.Party && flow.Category == side.Category).ToArray()
               let received = flows.Where(flow => flow.To == side.Party && flow.Category == side.Category).ToArray()
               select new Reciprocity(side.Party, side.Category, Sum(given, flow => flow.Delivered), Sum(received, flow => flow.Delivered),
                   Sum(given, flow => flow.Owed), Sum(received, flow => flow.Owed)),
        ];
    }

    private static NumberRange Sum(IEnumerable<Flow> flows, Func<Flow, NumberRange> number) =>
        NumberRange.Sum(flows.Select(number));

    private sealed record Flow(Key From, Key To, LegCategory Category, NumberRange Delivered, NumberRange Owed)
    {
        public static Flow Of(LegLedger leg) =>
            new(leg.Leg.From.Actor, leg.Leg.To.Actor, leg.Leg.Category, leg.Delivered, leg.Outstanding ?? NumberRange.Any);

        public static Flow Of(ChildrenReturned returned) =>
            new(returned.From.Actor, returned.To.Actor, LegCategory.Children, NumberRange.Of(returned.Returned), NumberRange.Zero);

        // If all returns of a list went one way, the weighed number counts; otherwise each report's own. A list alone obliges nobody to
        // return those it names.
        public static IEnumerable<Flow> Of(ChildLedger list) =>
            list.Returns.Select(returned => (returned.From.Actor, returned.To.Actor)).Distinct().ToArray() is [var (from, to)]
                ? [new Flow(from, to, LegCategory.Children, list.Returned, NumberRange.Zero)]
                : list.Returns.Select(Of);
    }
}
