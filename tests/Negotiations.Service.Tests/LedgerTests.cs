using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Negotiations.Domain.Facts;
using Negotiations.Store.SqlViews;
using Npgsql;

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
        schema = SchemaOf(postgres.Sampled.Service);
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
    [InlineData("remains", "remains-1", "ua-ru", "6000", "78", "5922", "partial", false, 2)]
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

    [Fact]
    public async Task Commitments_are_the_same_over_HTTP_and_by_SQL()
    {
        var items = (await client.Get($"{N}/commitments?limit=500"))["items"]!.AsArray();
        var rows = await Rows(
            "select kind, thing, leg, status, open, overdue, due, category, array_to_string(owed_by, ',') as owed_by from commitments");

        items.Select(item => string.Join('|', item!.At("kind"), item!.At("thing"), item!.At("leg"), item!.At("status"), item!.At("open"),
            item!.At("overdue"), item!.At("due"), item!.At("category"), string.Join(',', item!["by"]!.AsArray())))
            .ShouldBe(rows.Select(row =>
                string.Join('|', row.Values.Select(value => value is bool flag ? (flag ? "true" : "false") : value))), ignoreOrder: true);
        items.Count.ShouldBe(10);
    }

    [Fact]
    public async Task Claims_facts_and_rounds_are_the_same_over_HTTP_and_by_SQL()
    {
        var claims = (await client.Get($"{N}/claims?limit=500"))["items"]!.AsArray()
            .SelectMany(measure => measure!["claims"]!.AsArray(),
            (measure, claim) => $"{measure!.At("measure")} {claim!.At("claimant")} {claim!.At("factId")}");
        var facts = (await client.Get($"{N}/timeline?limit=500"))["items"]!.AsArray()
            .Select(fact => (fact!.At("factId"), fact!.At("standing"), fact!.At("summary")));
        var rounds = (await client.Get($"{N}/rounds"))["items"]!.AsArray()
            .Select(round => (round!.At("track"), round!.At("round/round"), round!.At("round/status")));

        (await Rows("select measure || ' ' || coalesce(claimant, '') || ' ' || fact_id as claim from claims where standing = 'counts'"))
            .Select(row => row["claim"]).ShouldBe(claims, ignoreOrder: true);
        (await Rows("select fact_id, standing, summary from facts where standing in ('counts', 'contested')"))
            .Select(row => (row["fact_id"]!.ToString(), (string?)row["standing"], (string?)row["summary"]))
            .ShouldBe(facts, ignoreOrder: true);
        (await Rows("select track, round, status from rounds"))
            .Select(row => ((string?)row["track"], (string?)row["round"], (string?)row["status"])).ShouldBe(rounds, ignoreOrder: true);
    }

    [Fact]
    public async Task What_no_longer_counts_leaves_the_views_or_is_marked()
    {
        await using var own = new SampledService(postgres);
        using var client = await own.Client();
        schema = SchemaOf(own.Service);
        await client.Accepted("RetractFact",
            """
            {"tracks": ["remains"], "occurred": "2025-07-01", "fact": "01973000-0000-7000-8000-000000000015",
             "reason": "A misprint"}
            """);
        await own.Service.IsIndexed();

        (await Rows("select standing from facts where fact_id = '01973000-0000-7000-8000-000000000015'"))
            .Single()["standing"].ShouldBe("retracted");
        (await Rows("select distinct standing from claims where fact_id = '01973000-0000-7000-8000-000000000015'"))
            .Single()["standing"].ShouldBe("retracted");
        (await Rows("select low from deliveries where stage = '2025-06-16' and leg = 'ru-ua'")).Single()["low"].ShouldBe(1248L);
    }

    [Fact]
    public async Task Every_column_says_what_it_means()
    {
        var undescribed = await Rows(
            $"""
            select table_name || '.' || column_name as name from information_schema.columns where table_schema = '{schema}'
            and col_description(format('%I.%I', table_schema, table_name)::regclass, ordinal_position) is null
            """);

        undescribed.ShouldBeEmpty();
        (await Rows($"select count(distinct table_name) as views from information_schema.columns where table_schema = '{schema}'"))
            .Single()["views"].ShouldBe(8L);
    }

    [Theory]
    [InlineData("select * from {store}.mt_events")]
    [InlineData("delete from facts")]
    [InlineData("create table x(y int)")]
    public async Task The_reader_may_read_the_views_and_nothing_else(string statement) =>
        (await Should.ThrowAsync<PostgresException>(() =>
            Rows(statement.Replace("{store}", postgres.Sampled.Service.Store.Options.DatabaseSchemaName,
            StringComparison.Ordinal)))).SqlState.ShouldBeOneOf("42501", "55000");

    [Fact]
    public async Task A_schema_of_that_name_that_somebody_else_made_is_left_alone()
    {
        await using var connection = new NpgsqlConnection(postgres.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var make = new NpgsqlCommand($"create schema theirs_{schema}; create table theirs_{schema}.facts (kept int)",
            connection);
        await make.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);

        await new SqlViewSetup(postgres.ConnectionString, postgres.Sampled.Service.Store.Options.DatabaseSchemaName, $"theirs_{schema}",
            NullLogger<SqlViewSetup>.Instance).StartAsync(TestContext.Current.CancellationToken);

        await using var kept = new NpgsqlCommand($"select table_name from information_schema.tables where table_schema = 'theirs_{schema}'",
            connection);
        (await kept.ExecuteScalarAsync(TestContext.Current.CancellationToken)).ShouldBe("facts");
    }

    private static string SchemaOf(ServiceUnderTest service) =>
        SqlViewSetup.SchemaOf(service.Store.Options.DatabaseSchemaName, service.Services.GetRequiredService<IConfiguration>());

    private async Task<List<Dictionary<string, object?>>> Rows(string sql)
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var connection = new NpgsqlConnection(postgres.ConnectionString);
        await connection.OpenAsync(cancellation);
        await using (var role = new NpgsqlCommand($"set role {SqlViewSetup.Reader}; set search_path to {schema}",
            connection)) await role.ExecuteNonQueryAsync(cancellation);
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var rows = new List<Dictionary<string, object?>>();
        while (await reader.ReadAsync(cancellation))
            rows.Add(Enumerable.Range(0, reader.FieldCount)
                .ToDictionary(reader.GetName, i => reader.IsDBNull(i) ? null : reader.GetValue(i)));
        await using (var reset = connection.CreateCommand())
        {
            await reader.CloseAsync();
            reset.CommandText = "reset role; reset search_path";
            await reset.ExecuteNonQueryAsync(cancellation);
        }
        return rows;
    }

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
