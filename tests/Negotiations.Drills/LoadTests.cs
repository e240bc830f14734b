using System.Net;
using System.Text.Json;
using Marten;
using Negotiations.Contracts.Json;
using Negotiations.Domain.Facts;
using Negotiations.Service.Tests;
using Negotiations.Store.Log;
using Npgsql;

namespace Negotiations.Drills;

/// <summary>Many writers at once, and tracks that hold very many facts.</summary>
public sealed class LoadTests(PostgresFixture postgres) : IAsyncLifetime
{
    private readonly ServiceUnderTest service = new(postgres);
    private HttpClient client = null!;

    public async ValueTask InitializeAsync() => client = await service.CreateClient().WithNegotiation();

    public ValueTask DisposeAsync() => service.DisposeAsync();

    [Fact]
    public async Task Of_1000_commands_by_16_clients_on_8_tracks_each_is_stored_once_without_gaps_and_the_chains_hold()
    {
        for (var track = 0; track < 8; track++)
            await client.Accepted("OpenTrack", $$"""{"track": "t-{{track}}", "title": "x", "subject": "other"}""");

        var receipts = new List<string>[16];
        await Task.WhenAll(Enumerable.Range(0, 16).Select(async writer =>
        {
            receipts[writer] = [];
            for (var i = writer; i < 1000; i += 16)
            {
                var (home, other) = (i % 8, (i + writer) % 8);
                var tracks = home == other ? $"\"t-{home}\"" : $"\"t-{home}\", \"t-{other}\"";
                receipts[writer].Add((await client.Accepted("RecordPosition",
                    $$"""{"tracks": [{{tracks}}], "actor": "ua", "stance": "comment", "text": "{{i}}"}""")).At("factId")!);
            }
        }));

        var facts = receipts.SelectMany(ids => ids).ToHashSet();
        facts.Count.ShouldBe(1000);
        (await Homes()).ShouldBe(facts, ignoreOrder: true);
        await ChainsHold();
        (await client.Replay("""{"mode": "verify"}""")).Found().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_retried_conflict_between_hosts_loses_nothing()
    {
        await using var other = new ServiceUnderTest(postgres).WithSameStore(service);
        var clients = new[] { client, other.CreateClient() };

        var statuses = await Task.WhenAll(Enumerable.Range(0, 100).Select(async i =>
            (await clients[i % 2].Post("RecordPosition", $$"""{"actor": "ua", "stance": "comment", "text": "{{i}}"}""")).Status));

        statuses.ShouldAllBe(status => status == HttpStatusCode.Created);
        (await client.Get($"/negotiations/{Requests.N}/tracks/remains")).At("version").ShouldBe("101");
        await ChainsHold();
    }

    [Fact]
    public async Task Thousands_of_incidents_and_positions_leave_the_snapshot_small()
    {
        var lines = Enumerable.Range(0, 2000).Select(i => (i % 2 == 0
            ? Requests.Envelope("RecordIncident",
                $$"""
                {"command": "RecordIncident", "incident": "i-{{i}}", "kind": "shelling", "text": "Shelling",
                 "occurred": "2025-{{1 + (i * 7 % 5):00}}-02", "figures": [{"figure": "persons", "quantity": 3}]}
                """)
            : Requests.Envelope("RecordPosition",
                $$"""
                {"command": "RecordPosition", "actor": "ua", "stance": "comment", "text": "{{i}}",
                 "occurred": "2025-{{1 + (i * 7 % 5):00}}-02"}
                """)).ToJsonString());

        var (_, answers) = await client.PostLines(string.Join('\n', lines));

        answers[^1].At("summary/recorded").ShouldBe("2000");
        (await Sql<int>("select max(length(data::text)) from {0}.mt_doc_track")).Single().ShouldBeLessThan(64 * 1024);
        await ChainsHold();
        (await client.Replay("""{"mode": "verify"}""")).Found().ShouldBeEmpty();
    }

    // Straight from the table, as an auditor would: the stored JSON, the header, nothing of the service's reading.
    private async Task ChainsHold()
    {
        var rows = await Sql<(string Stream, long Version, string Data, string Chain)>(
            "select stream_id, version, data::text, headers ->> 'chain' from {0}.mt_events order by stream_id, version",
            row => (row.GetString(0), row.GetInt64(1), row.GetString(2), row.GetString(3)));
        foreach (var stream in rows.GroupBy(row => row.Stream))
        {
            stream.Select(row => row.Version).ShouldBe(Enumerable.Range(1, stream.Count()).Select(version => (long)version));
            var chain = Chain.Start;
            foreach (var row in stream)
            {
                using var data = JsonDocument.Parse(row.Data);
                chain = Chain.Next(chain, CanonicalJson.Of(data.RootElement).Span);
                row.Chain.ShouldBe(chain, $"{row.Stream} at {row.Version}");
            }
        }
    }

    private async Task<IEnumerable<string>> Homes() =>
        await Sql<string>("select id::text from {0}.mt_events where type = 'position_stated' and id::text = data ->> 'id'");

    private async Task<List<T>> Sql<T>(string sql, Func<NpgsqlDataReader, T>? read = null)
    {
        var schema = ((DocumentStore)service.Store).Options.DatabaseSchemaName;
        await using var source = NpgsqlDataSource.Create(postgres.ConnectionString);
        await using var command = source.CreateCommand(string.Format(System.Globalization.CultureInfo.InvariantCulture, sql, schema));
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var rows = new List<T>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
            rows.Add(read is null ? reader.GetFieldValue<T>(0) : read(reader));
        return rows;
    }
}
