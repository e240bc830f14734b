using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Negotiations.Contracts.Json;
using Negotiations.Contracts.Transparency;
using Negotiations.Service.Transparency;
using Negotiations.Store;
using Negotiations.Store.Log;
using Negotiations.Store.Transparency;

namespace Negotiations.Service.Tests.Transparency;

/// <summary>Who has the owner's rights on the database, but not the key of the log, can't change what was recorded unseen.</summary>
public sealed class AttackTests(PostgresFixture postgres) : IAsyncLifetime
{
    private const string Everything = """{"mode": "verify"}""";

    private readonly ServiceUnderTest service = new(postgres);
    private HttpClient client = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        client = service.CreateClient();
        service.Clock.SetUtcNow(new DateTimeOffset(2025, 8, 1, 0, 0, 0, TimeSpan.Zero));
        await client.PostSamples(Requests.OfSamples);
        await service.IsIndexed();
        await Follow();
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await service.DisposeAsync();
    }

    [Fact]
    public async Task What_nobody_touched_is_proven()
    {
        var verified = await client.Replay(Everything);

        (string.Join(", ", verified.Found()), verified.At("unproven")).ShouldBe(("", "0"));
        await client.Accepted("RecordPosition",
            """{"negotiation": "russia-ukraine", "tracks": ["terms"], "actor": "ua", "stance": "comment", "text": "x"}""");
        (await client.Replay(Everything)).At("unproven").ShouldNotBe("0");
    }

    [Fact]
    public async Task What_was_changed_is_named_and_not_made_good()
    {
        var streams = await Streams();
        var (rewritten, removed, cut, swapped, other) = (streams[0], streams[1], streams[2], streams[3], streams[4]);
        var shared = await service.Look(
            "select data ->> 'id' from {0}.mt_events group by data ->> 'id' having count(*) > 1 order by 1 desc limit 1");
        await service.ByHand(
            $$"""
            delete from {0}.mt_events where stream_id = '{{removed}}';
            delete from {0}.mt_doc_track where id = '{{removed}}';
            delete from {0}.mt_streams where id = '{{removed}}';
            delete from {0}.mt_doc_fact f where not exists (select from {0}.mt_events e where e.id = f.id);
            delete from {0}.mt_events where stream_id = '{{cut}}' and version > 1;
            update {0}.mt_streams set version = 1 where id = '{{cut}}';
            update {0}.mt_events set stream_id = '{{other}}', version = 1000000 where stream_id = '{{swapped}}' and version = 2;
            update {0}.mt_events set stream_id = '{{swapped}}' where stream_id = '{{other}}' and version = 2;
            update {0}.mt_events set version = 2 where version = 1000000;
            update {0}.mt_events set data = data || '{"note": "Forged"}'
            where seq_id = (select max(seq_id) from {0}.mt_events where data ->> 'id' = '{{shared}}')
            """);
        await Rewrite(rewritten);

        foreach (var mode in new[] { "verify", "rebuild", "verify" })
        {
            var verified = await client.Replay($$"""{"mode": "{{mode}}"}""");
            string[] found = [.. verified.Found()];
            foreach (var stream in new[] { rewritten, swapped, other }) found.ShouldContain($"eventAltered event {stream}", mode);
            if (mode == "rebuild") continue;
            foreach (var stream in new[] { removed, cut }) found.ShouldContain($"eventMissing event {stream}", mode);
            Details(verified).ShouldContain("this fact says one thing on one track and another on another");
            foreach (var one in verified["found"]!.AsArray()
                .Where(one => one!.At("kind") == "eventMissing" && one!.At("logEntry") is not null))
                one!.At("checkpoint")!.ShouldMatch("^[0-9]+ of 2025-08-01T00:00:00Z$");
            verified["found"]!.AsArray().Count(one => one!.At("stream") == rewritten && one!.At("checkpoint") is not null)
                .ShouldBeGreaterThan(0);
        }
    }

    [Fact]
    public async Task Columns_beside_the_content_are_covered()
    {
        string[] changes = ["headers = headers || '{\"copyOf\": \"x\"}'", "timestamp = timestamp - interval '1 day'",
            "user_name = 'somebody else'", "is_archived = true", "type = 'exchange_postponed'", "seq_id = seq_id + 100000"];
        var streams = await Streams();
        foreach (var (change, stream) in changes.Zip(streams))
            await service.ByHand($"update {{0}}.mt_events set {change} where stream_id = '{stream}' and version = 2");
        await Follow();
        // What is told to be older than what the log has.
        await service.ByHand(
            """
            update {0}.mt_events set seq_id = (select min(seq_id) from {0}.mt_events) - 1
            where seq_id = (select max(seq_id) from {0}.mt_events)
            """);

        var verified = await client.Replay(Everything);

        foreach (var (_, stream) in changes.Zip(streams)) verified.Found().ShouldContain(found => found.EndsWith($" event {stream}",
            StringComparison.Ordinal), stream);
        Details(verified).ShouldContain(detail => detail.StartsWith("the log has later events", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("delete from {0}.log_entry where index = 5", "logAltered event tile 0")]
    [InlineData("update {0}.log_entry set kind = 'x', position = null where index = 5", "logAltered event entry 5")]
    [InlineData("update {0}.log_entry set ref = 'zz' where kind = 'key'", "logAltered event entry")]
    [InlineData("update {0}.log_entry set kind = 'audit', ref = 'zz', position = null where index = 5", "logAltered event entry 5")]
    [InlineData("update {0}.mt_events set bdata = '\\x00' where seq_id = 9", "eventAltered event russia-ukraine")]
    [InlineData("alter table {0}.mt_events drop constraint fkey_mt_events_stream_id; "
        + "update {0}.mt_events set stream_id = 'mt_tombstone' where seq_id = (select max(seq_id) from {0}.mt_events)",
        "eventMissing event russia-ukraine")]
    [InlineData("alter table {0}.mt_events drop constraint fkey_mt_events_stream_id; "
        + "delete from {0}.mt_streams where id = (select stream_id from {0}.mt_events order by seq_id desc limit 1)",
        "eventMissing event russia-ukraine")]
    [InlineData("insert into {0}.log_entry (index, kind, position, hash, entry) select 100000, kind, null, hash, entry from {0}.log_entry "
        + "where index = 5", "logAltered event")]
    public async Task What_is_hidden_from_the_log_is_named(string change, string expected)
    {
        (await service.ByHand(change)).ShouldBeGreaterThan(0);

        (await client.Replay(Everything)).Found().ShouldContain(found => found.StartsWith(expected, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_database_set_back_contradicts_the_checkpoint_outside()
    {
        var kept = service.Services.GetRequiredService<CheckpointFile>();
        var signed = kept.All().Count();
        await service.ByHand("delete from {0}.mt_events where seq_id > 20; delete from {0}.log_entry where index >= 20");
        await Rebuilt();

        var verified = await client.Replay(Everything);

        Details(verified).ShouldContain(detail => detail.Contains("the log has 20 entries only", StringComparison.Ordinal));
        await service.Services.GetRequiredService<LogFollower>().Follow(Cancellation);
        kept.All().Count().ShouldBe(signed);
    }

    [Fact]
    public async Task A_log_rewritten_without_the_key_contradicts_the_checkpoint_outside()
    {
        await Rewrite((await Streams())[0]);
        await service.ByHand("delete from {0}.log_entry");
        await service.ByHand("delete from {0}.log_tile");
        await service.Services.GetRequiredService<RecordLog>().Follow(long.MaxValue, Cancellation);
        await client.Replay("""{"mode": "rebuild"}""");

        var found = (await client.Replay(Everything)).Found().ToArray();

        found.ShouldNotBeEmpty();
        found.ShouldAllBe(one => one.StartsWith("logAltered event checkpoint", StringComparison.Ordinal));
    }

    private static IEnumerable<string> Details(JsonObject replay) => replay["found"]!.AsArray().Select(found => found!.At("detail")!);

    // Tracks with facts enough to change some.
    private async Task<string[]> Streams() => [.. ((string)(await service.Look(
        """
        select string_agg(id, ' ' order by version desc, id) from {0}.mt_streams where version > 2 and strpos(id, '/') > 0
        """))!).Split(' ')];

    private Task Follow() => service.Services.GetRequiredService<LogFollower>().Follow(Cancellation);

    // As whoever knows how the chain is made would do it.
    private async Task Rewrite(string stream)
    {
        await using var connection = await service.Store.OpenConnection(Cancellation);
        var (chain, isDone) = (Chain.Start, false);
        foreach (var row in await EventRow.OfStream(connection, service.Store.Options.DatabaseSchemaName, stream, Cancellation)
            .ToListAsync(Cancellation))
        {
            var data = JsonNode.Parse(row.Data)!;
            if (row.Version > 1 && !isDone && data["alsoOn"] is not JsonArray { Count: > 0 } && data["tracks"]!.AsArray().Count == 1)
                (isDone, data["occurred"]) = (true, "2025-05-01");
            chain = Chain.Next(chain, CanonicalJson.Of(Encoding.UTF8.GetBytes(data.ToJsonString())).Span);
            var text = data.ToJsonString().Replace("'", "''", StringComparison.Ordinal);
            await service.ByHand($$"""
                update {0}.mt_events set data = '{{text}}', headers = jsonb_set(headers, '{chain}', '"{{chain}}"')
                where seq_id = {{row.Sequence}}
                """);
        }
        isDone.ShouldBeTrue();
    }

    // The tree over what is left, as whoever owns the database could make it.
    private async Task Rebuilt()
    {
        await service.ByHand("delete from {0}.log_tile");
        await using var connection = await service.Store.OpenConnection(Cancellation);
        var schema = service.Store.Options.DatabaseSchemaName;
        var hashes = await connection.Rows<byte[]>($"select hash from {schema}.log_entry order by index", Cancellation);
        await new LogTree(connection, schema).Add(0, hashes, Cancellation);
        hashes[0].Length.ShouldBe(MerkleTree.HashSize);
    }
}
