using System.IO.Compression;
using Npgsql;

namespace Negotiations.Service.Tests;

/// <summary>
/// A dump of a store of each schema that was released, with both samples, deadlines that passed and one that lies ahead: it is opened,
/// verified and added to. A dump is made once with
/// <c>pg_dump --no-owner --no-privileges --inserts --rows-per-insert=200</c>, less the lines that begin with a backslash, and never
/// changed.
/// </summary>
public sealed class OldStoreTests(PostgresFixture postgres)
{
    private const string N = $"/negotiations/{Requests.OfSamples}";

    public static TheoryData<int> Schemas =>
        [.. typeof(OldStoreTests).Assembly.GetManifestResourceNames().Where(name => name.StartsWith("Stores/", StringComparison.Ordinal))
        .Select(name => int.Parse(name["Stores/schema-".Length..^".sql.gz".Length], System.Globalization.CultureInfo.InvariantCulture))];

    [Theory]
    [MemberData(nameof(Schemas))]
    public async Task A_store_of_an_earlier_schema_is_read_verified_and_added_to(int schema)
    {
        var database = $"old_store_{schema}";
        await Restore(schema, database);
        await using var service = new ServiceUnderTest(postgres).Over(database, "negotiations");
        service.Clock.SetUtcNow(new DateTimeOffset(2026, 12, 1, 0, 0, 0, TimeSpan.Zero));
        using var client = service.CreateClient();
        var scheduled = await service.Look("select count(*) from negotiations_bus.wolverine_incoming_envelopes where status = 'Scheduled'");
        var before = await client.Get($"{N}/tracks/remains");

        foreach (var rebuild in (await client.Get("/replays"))["items"]!.AsArray())
            await client.GetStringAsync(new Uri($"/replays/{rebuild!.At("replay")}/stream", UriKind.Relative),
                TestContext.Current.CancellationToken);
        var receipt = await client.Accepted("RecordPosition",
            """{"tracks": ["remains", "terms"], "actor": "ua", "stance": "comment", "text": "Recorded by a later version"}""");
        await service.IsIndexed();

        (await client.Replay("""{"mode": "verify"}""")).Found().ShouldBeEmpty();
        (before.At("stage"), before.At("exchanges/0/legs/0/delivered/between/0")).ShouldBe(("implementing", "6057"));
        (await client.Get($"{N}/timeline?q=later+version")).At("items/0/factId").ShouldBe(receipt.At("factId"));
        (await client.Get($"{N}/timeline?type=deadlinePassed"))["items"]!.AsArray()
            .ShouldAllBe(fact => (fact!["content"]!["by"]!.AsArray().Count == 0) == (schema == 1));
        (await client.Get($"{N}/timeline?type=deadlinePassed"))["items"]!.AsArray().Count.ShouldBe(1);
        scheduled.ShouldBe(1L);
        (await service.Look(
            """
            select obj_description('negotiations.mt_doc_track'::regclass) || ', '
                || obj_description('negotiations.mt_doc_negotiation'::regclass) || ', '
                || obj_description('negotiations.mt_doc_fact'::regclass)
            """)).ShouldBe("schema 7, schema 4, schema 5");
    }

    private async Task Restore(int schema, string database)
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using (var server = new NpgsqlConnection(postgres.ConnectionString))
        {
            await server.OpenAsync(cancellation);
            await using var create = new NpgsqlCommand($"create database {database}", server);
            await create.ExecuteNonQueryAsync(cancellation);
        }
        await using var stream = new GZipStream(typeof(OldStoreTests).Assembly.GetManifestResourceStream($"Stores/schema-{schema}.sql.gz")!,
            CompressionMode.Decompress);
        using var reader = new StreamReader(stream);
        await using var connection =
            new NpgsqlConnection(new NpgsqlConnectionStringBuilder(postgres.ConnectionString)
            {
                Database = database,
                Pooling = false
            }.ConnectionString);
        await connection.OpenAsync(cancellation);
        await using var restore = new NpgsqlCommand(await reader.ReadToEndAsync(cancellation), connection);
        await restore.ExecuteNonQueryAsync(cancellation);
    }
}
