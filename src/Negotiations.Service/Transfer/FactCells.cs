using System.Text.Json;
using Negotiations.Contracts.Answers;
using Negotiations.Contracts.Json;
using Negotiations.Domain;
using Negotiations.Domain.Children;
using Negotiations.Domain.Claims;
using Negotiations.Domain.Exchanges;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Knowledge;
using Negotiations.Domain.Papers;

namespace Negotiations.Service.Transfer;

/// <summary>
/// What a fact says as cells of a table: who, from whom to whom, how many, in words, and all of it as JSON. A fact of several legs has
/// several words in a cell, one after another; a fact that states several numbers has none in a cell: claims.csv has one in a row.
/// </summary>
internal static class FactCells
{
    /// <summary>The names of the columns.</summary>
    public static readonly string[] Columns = ["thingKind", "thing", "actors", "from", "to", "category", "measure", "value", "quantityLow",
        "quantityHigh", "basis", "text", "content"];

    /// <summary>The cells of a fact.</summary>
    /// <param name="fact">The fact.</param>
    /// <param name="narrator">Knows the legs of exchanges.</param>
    public static object?[] Of(Fact fact, Narrator narrator)
    {
        var ways = Ways(fact, narrator).ToArray();
        var (measure, value) = Stated(fact);
        var thing = fact.About ?? measure?.Thing;
        return
        [
            thing?.Kind, thing?.Id, narrator.ActorsOf(fact), ways.Select(way => way.From), ways.Select(way => way.To),
            Joined(" ", ways.Select(way => way.Category).OfType<Enum>().Select(Words.Of).Distinct()), measure, Text(value),
            .. Csv.Cells(value?.Quantity is { } quantity ? NumberRange.Of(quantity) : null), value?.Quantity?.Basis,
            Joined("; ", fact.OwnWords()), FactView.ContentOf(fact).ToJsonString(Formats.Line),
        ];
    }

    /// <summary>A claimed value: a date or a word as it is, a quantity in JSON, as it was claimed.</summary>
    public static string? Text(ClaimValue? value) => value switch
    {
        QuantityValue { Stated: var quantity } => JsonSerializer.Serialize(quantity, Formats.Line),
        DateValue { Stated: var date } => date.Text,
        _ => value?.Word,
    };

    private static string? Joined(string between, IEnumerable<string> texts) =>
        string.Join(between, texts) is { Length: > 0 } text ? text : null;

    private static IEnumerable<(ActorKey From, ActorKey To, Enum? Category)> Ways(Fact fact, Narrator narrator) => fact switch
    {
        MemoReceived memo => [(memo.From, memo.To, null)],
        ChildListSubmitted list => [(list.From, list.To, LegCategory.Children)],
        ChildrenReturned returned => [(returned.From, returned.To, LegCategory.Children)],
        ExchangeAgreed agreed => agreed.Legs.Select(leg => (leg.From, leg.To, (Enum?)leg.Category)),
        ExchangeStageCompleted stage => stage.Deliveries.SelectMany(delivery => Way(narrator.Leg(stage.Exchange, delivery.Leg))),
        _ => Stated(fact).Measure switch
        {
            LegMeasure leg => Way(narrator.Leg(leg.Exchange, leg.Leg)),
            StageMeasure stage => Way(narrator.Leg(stage.Exchange, stage.Leg)),
            _ => [],
        },
    };

    private static IEnumerable<(ActorKey From, ActorKey To, Enum? Category)> Way(ToldLeg? leg) =>
        leg is null ? [] : [(leg.From, leg.To, leg.Category)];

    private static (Measure? Measure, ClaimValue? Value) Stated(Fact fact) => fact switch
    {
        ClaimsReconciled decided => (decided.Measure, decided.Value),
        ReconciliationReopened reopened => (reopened.Measure, null),
        ChildrenReturned { List: null, Returned: var returned } => (null, ClaimValue.Of(returned)),
        _ when fact.Claims().DistinctBy(claim => claim.Measure).ToArray() is [var only] => (only.Measure, only.Value),
        _ => (null, null),
    };
}
