using System.Text.Json.Nodes;
using Negotiations.Domain.Facts;

namespace Negotiations.Service.Tests;

/// <summary>Both samples, asked three ways: the ledger over HTTP, the track, and plain SQL as the role that may only read.</summary>
public sealed class LedgerTests(PostgresFixture postgres) : IAsyncLifetime
{
    private const string N = $"/negotiations/{Requests.OfSamples}";
    private HttpClient client = null!;
    private string schema = "";

    public async ValueTask InitializeAsync()
    {
        client = await postgres.Sampled.Client();
        schema = SqlReader.SchemaOf(postgres.Sampled.Service);
    }

    public ValueTask DisposeAsync()
    {
        client.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("prisoners", "prisoners-1", "ru-ua", "1000", "1000", "0", "fulfilled", false, 3)]
    [InlineData("prisoners", "prisoners-1", "ua-ru", "1000", "1000", "0", "fulfilled", false, 3)]
    [InlineData("remains", "remains-1", "ru-ua", "6000", "6057–6060", "0", "fulfilled", true, 5)]
    [InlineData("remains", "remains-1", "ua-ru", "0–6000", "78", "0–5922", "partial", true, 2)]
    [InlineData("prisoners", "prisoners-2", "ru-ua", "?", "1000–", "?", "partial", false, 9)]
    [InlineData("prisoners", "prisoners-2", "ua-ru", "?", "?", "?", "partial", false, 9)]
    public async Task A_leg_stands_the_same_in_the_ledger_the_track_and_SQL(
        string track, string exchange, string leg, string agreed, string delivered, string outstanding, string status, bool disputed,
        int stages)
    {
        var ledger = (await client.Get($"{N}/ledger"))["exchanges"]!.AsArray()
            .Single(line => line!.At("exchange/exchange") == exchange)!["exchange"]!;
        var state = (await client.Get($"{N}/tracks/{track}"))["exchanges"]!.AsArray().Single(line => line!.At("exchange") == exchange)!;
        var ofTrack = (await client.Get($"{N}/tracks/{track}/ledger"))["exchanges"]!.AsArray()
            .Single(line => line!.At("exchange/exchange") == exchange)!["exchange"]!;
        var sql = (await Rows($"select * from exchange_legs where exchange = '{exchange}' and leg = '{leg}'")).Single();

        var expected = (agreed, delivered, outstanding, status, disputed, stages);
        new[] { ledger, state, ofTrack }.ShouldAllBe(view => Shown(view, leg).Equals(expected));
        (Range(sql, "agreed"), Range(sql, "delivered"), Range(sql, "outstanding"), sql["status"], sql["disputed"], sql["stages"])
            .ShouldBe((agreed, delivered, outstanding, status, disputed, (object)stages));
    }

    [Fact]
    public async Task Each_stage_is_told_by_claimant_and_the_last_one_is_disputed()
    {
        var ledger = (await client.Get($"{N}/ledger"))["exchanges"]!.AsArray()
            .Single(line => line!.At("exchange/exchange") == "remains-1")!["exchange"]!;
        var sql = await Rows(
            """
            select c.claimant, c.low from deliveries d join claims c using (negotiation, measure)
            where d.stage = '2025-06-16' and d.leg = 'ru-ua' order by 1
            """);

        var last = ledger["stages"]!.AsArray()[^1]!["deliveries"]!.AsArray().Single(delivery => delivery!.At("leg") == "ru-ua")!;

        (last.At("quantity/between/0"), last.At("disputed"), last.At("counted/status")).ShouldBe(("1245", "true", "disputed"));
        last["counted"]!["claims"]!.AsArray().Select(claim => (claim!.At("claimant"), claim!.At("value/value")))
            .ShouldBe([("ru", "1248"), ("ua", "1245")], ignoreOrder: true);
        sql.Select(row => (row["claimant"], row["low"])).ShouldBe([("ru", (object)1248L), ("ua", 1245L)]);
    }

    [Fact]
    public async Task Of_339_children_none_is_known_to_have_returned()
    {
        var list = (await client.Get($"{N}/ledger"))["childLists"]!.AsArray().Single()!;
        var sql = (await Rows("select * from child_lists")).Single();

        (list.At("track"), list.At("listed/value"), list.At("reviewed/value"), list.At("returned/value"), list.At("outstanding/value"),
            list.At("status")).ShouldBe(("children", "339", "0", "0", "339", "nothingDelivered"));
        (Range(sql, "listed"), Range(sql, "returned"), Range(sql, "outstanding"), sql["status"])
            .ShouldBe(("339", "0", "339", (object)"nothingDelivered"));
    }

    [Theory]
    [InlineData("asOf=2025-06-09", "false")]
    [InlineData("asOf=2025-06-10", "true")]
    public async Task The_memos_reply_is_due_on_9_June_2025_and_overdue_from_the_10th(string query, string overdue)
    {
        var reply = (await client.Get($"{N}/commitments?{query}"))["items"]!.AsArray()[0]!;

        (reply.At("kind"), reply.At("thing"), reply.At("due"), reply.At("status"), reply.At("overdue"), reply.At("by/0"))
            .ShouldBe(("memo", "russian-memo-1", "2025-06-09", "reviewing", overdue, "ua"));
    }

    [Fact]
    public async Task On_the_commission_for_the_wounded_there_is_no_report()
    {
        var item = (await client.Get($"{N}/commitments?category=wounded&status=noReport"))["items"]!.AsArray().Single()!;

        (item.At("thing"), item.At("overdue"), item["by"]!.AsArray().Count).ShouldBe(("wounded-commission", "false", 2));
    }

    private Task<List<Dictionary<string, object?>>> Rows(string sql) => postgres.Rows(schema, sql);

    private static string Range(Dictionary<string, object?> row, string name) =>
        Text(row[$"{name}_low"]?.ToString(), row[$"{name}_high"]?.ToString());

    private static (string, string, string, string?, bool, int) Shown(JsonNode exchange, string id)
    {
        var leg = exchange["legs"]!.AsArray().Single(line => line!.At("leg") == id)!;
        return (Quantity(leg["agreed"]), Quantity(leg["delivered"]), Quantity(leg["outstanding"]), leg.At("status"),
            leg.At("disputed") == "true",
            exchange["stages"]!.AsArray().Count(stage => stage!["deliveries"]!.AsArray().Any(delivery => delivery!.At("leg") == id)));
    }

    private static string Quantity(JsonNode? quantity) =>
        quantity?["value"] is { } value ? Text($"{value}", $"{value}") : quantity?["between"] is JsonArray range
            ? Text($"{range[0]}", $"{range[1]}") : quantity?["atLeast"] is { } least ? Text($"{least}", null) : "?";

    private static string Text(string? low, string? high) => low is null ? "?" : low == high ? low : $"{low}–{high}";
}
