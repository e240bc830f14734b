using System.Text.Json.Nodes;
using Negotiations.Domain;

namespace Negotiations.Service.Tests;

/// <summary>The same things as each answer of the service tells them, line by line.</summary>
/// <param name="client">Asks.</param>
/// <param name="negotiation">The negotiation's address.</param>
/// <param name="time">From which viewpoint, as a query.</param>
internal sealed class Answers(HttpClient client, string negotiation, string time)
{
    /// <summary>By the name of the answer.</summary>
    public async Task<(string Name, string[] Lines)[]> All(Key[] tracks)
    {
        var board = await Get("");
        var ledger = await Get("/ledger");
        var views = new List<JsonObject>();
        foreach (var track in tracks) views.Add(await Get($"/tracks/{track}"));
        return
        [
            ("stages", Stages(board["tracks"]!.AsArray())), ("stages", Stages([.. views.Select(view => view.DeepClone())])),
            ("legs", Legs(ledger["exchanges"]!.AsArray().Select(line => line!["exchange"]!))),
            ("legs", Legs(views.SelectMany(view => view["exchanges"]!.AsArray())!)), ("table of legs", await CsvLegs()),
            ("lists", Lists(ledger["childLists"]!.AsArray()!)), ("lists", Lists(views.SelectMany(view => view["childLists"]!.AsArray())!)),
            ("measures", Measures((await Get("/claims?limit=500"))["items"]!.AsArray())),
            ("measures", Measures(views.SelectMany(view => view["claims"]!.AsArray()))), ("statuses", await CsvClaims()),
            ("commitments", await Commitments()), ("overdue", await Overdue(views)), ("awaited", await Awaited()),
        ];
    }

    private async Task<JsonObject> Get(string path) => await client.Get(Address(path));

    private string Address(string path) => $"{negotiation}{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{time}";

    private async Task<IEnumerable<string[]>> Csv(string table) => (await client.GetStringAsync(new Uri(Address($"/{table}.csv"),
        UriKind.Relative), TestContext.Current.CancellationToken)).TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries)
        .Skip(1).Select(line => line.Split(','));

    private static string[] Stages(JsonArray lines) => [.. lines.Select(line => $"{line!.At("track")} {line!.At("stage")} "
        + $"{(line!.At("stage") == "exploratory" ? "" : line!.At("stageSince"))} {line!.At("overdue")}")];

    private static string[] Legs(IEnumerable<JsonNode> exchanges) => [.. exchanges.SelectMany(exchange =>
        exchange["legs"]!.AsArray().Select(leg => $"{exchange.At("exchange")}/{leg!.At("leg")} {Range(leg!["agreed"])} "
            + $"{Range(leg!["delivered"])} {Range(leg!["outstanding"])} {leg!.At("status")}")).Order(StringComparer.Ordinal)];

    private async Task<string[]> CsvLegs() => [.. (await Csv("ledger")).Where(row => row[1] == "exchange").Select(row =>
        $"{row[2]}/{row[3]} {Range(row[8], row[9])} {Range(row[10], row[11])} {Range(row[12], row[13])} {row[17]}")
        .Order(StringComparer.Ordinal)];

    private static string[] Lists(IEnumerable<JsonNode> lists) => [.. lists.Select(list =>
        $"{list.At("list")} {Range(list["listed"])} {Range(list["reviewed"])} {Range(list["returned"])} {list.At("status")} "
            + $"{list.At("contested")}").Order(StringComparer.Ordinal)];

    private static string[] Measures(IEnumerable<JsonNode?> measures) => [.. measures.Where(item => item!["claims"]!.AsArray().Count > 0)
        .Select(item => $"{item!.At("measure")} {item!.At("status")} {Range(item!["number"])} {item!["claims"]!.AsArray().Count}")
        .Order(StringComparer.Ordinal)];

    private async Task<string[]> CsvClaims() =>
        [.. (await Csv("claims")).Select(row => $"{row[0]} {row[1]}").Distinct().Order(StringComparer.Ordinal)];

    private async Task<string[]> Commitments() => [.. (await Get("/commitments?limit=500"))["items"]!.AsArray()
        .Where(item => item!.At("kind") == "commitment")
        .Select(item => $"{item!.At("thing")} {item!.At("status")} {item!.At("contested")}").Order(StringComparer.Ordinal)];

    private async Task<string[]> Overdue(List<JsonObject> views)
    {
        string[] told = [.. views.SelectMany(view => view["overdueItems"]!.AsArray())
            .Select(due => $"{due!.At("kind")}/{due!.At("thing")}").Order(StringComparer.Ordinal)];
        (await Get("/commitments?status=overdue&limit=500"))["items"]!.AsArray().Select(item => $"{item!.At("kind")}/{item!.At("thing")}")
            .Distinct().Order(StringComparer.Ordinal).ShouldBe(told.Where(thing => !thing.StartsWith("round", StringComparison.Ordinal)));
        return told;
    }

    private async Task<string[]> Awaited() => [.. (await Get("/calendar?from=2000-01-01&limit=500"))["items"]!.AsArray()
        .Where(item => item!.At("overdue") == "true").Select(item => $"{item!.At("kind")}/{item!.At("thing")}")
        .Order(StringComparer.Ordinal)];

    private static string Range(string low, string high) => low == "" && high == "" ? "-" : $"{low}..{high}";

    private static string Range(JsonNode? quantity) => quantity switch
    {
        null => "-",
        _ when quantity["value"] is { } exact => $"{exact}..{exact}",
        _ when quantity["between"] is JsonArray both => $"{both[0]}..{both[1]}",
        _ when quantity["atLeast"] is { } least => $"{least}..",
        _ => "0..",
    };
}
