using Microsoft.Extensions.Logging.Abstractions;
using Negotiations.Domain.Facts;
using Negotiations.Store.SqlViews;
using Npgsql;

namespace Negotiations.Service.Tests;

/// <summary>The views for SQL say the same as the answers over HTTP, and whoever reads them can do nothing else.</summary>
public sealed class SqlViewTests(PostgresFixture postgres) : IAsyncLifetime
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
            .Select(fact => (fact!.At("factId"), fact!.At("standing"), fact!.At("type")));
        var rounds = (await client.Get($"{N}/rounds"))["items"]!.AsArray()
            .Select(round => (round!.At("track"), round!.At("round/round"), round!.At("round/status")));

        (await Rows("select measure || ' ' || coalesce(claimant, '') || ' ' || fact_id as claim from claims where standing = 'counts'"))
            .Select(row => row["claim"]).ShouldBe(claims, ignoreOrder: true);
        (await Rows("select fact_id, standing, type from facts where standing in ('counts', 'contested')"))
            .Select(row => (row["fact_id"]!.ToString(), (string?)row["standing"], (string?)row["type"]))
            .ShouldBe(facts, ignoreOrder: true);
        (await Rows("select track, round, status from rounds"))
            .Select(row => ((string?)row["track"], (string?)row["round"], (string?)row["status"])).ShouldBe(rounds, ignoreOrder: true);
    }

    [Fact]
    public async Task What_no_longer_counts_leaves_the_views_or_is_marked()
    {
        await using var own = new SampledService(postgres);
        using var client = await own.Client();
        schema = SqlReader.SchemaOf(own.Service);
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
            .Single()["views"].ShouldBe(12L);
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

    private Task<List<Dictionary<string, object?>>> Rows(string sql) => postgres.Rows(schema, sql);
}
