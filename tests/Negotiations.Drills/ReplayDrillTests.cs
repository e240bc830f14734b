using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Negotiations.Domain.Facts;
using Negotiations.Service.Tests;
using Npgsql;

namespace Negotiations.Drills;

/// <summary>
/// A large store is verified, damaged, and rebuilt while many read and write; a host is killed in the middle of a rebuild. With
/// <c>NEGOTIATIONS_DRILL=full</c> (as <c>scripts/drill</c>
/// runs it) over 2,000 tracks with 200,000 facts, else over 10 with 1,000. It prints what it saw.
/// </summary>
public sealed class ReplayDrillTests(PostgresFixture postgres) : IDisposable
{
    private const int FactsPerTrack = 100, Readers = 8, Writers = 4;
    private const string N = "/negotiations/drill";
    private static readonly int Tracks = Environment.GetEnvironmentVariable("NEGOTIATIONS_DRILL") == "full" ? 2_000 : 10;
    private readonly string schema = $"drill_{Guid.NewGuid():N}"[..20];
    private readonly int port = HostProcess.FreePort();
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("negotiations-drill-");
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task A_large_store_is_verified_and_mended_while_people_read_and_write_and_a_host_is_killed()
    {
        using var client = OperatorsKey.Client(port);
        using (var host = await Start())
        {
            await Fill(client);
            (await Verified(client)).ShouldBeEmpty();
            await CanBeEnded(client);

            await Run("update {0}.mt_doc_track set data = jsonb_set(data, '{state,opened,title}', '\"Forged\"') where id = 'drill/t-1'");
            await Run("delete from {0}.mt_doc_track where id = 'drill/t-2'");
            await Run(
                """update {0}.mt_events set data = jsonb_set(data, '{text}', '"Forged"') where stream_id = 'drill/t-3' and version = 50""");
            (await Verified(client))
                .ShouldBe(["documentDiffers track drill/t-1", "documentMissing track drill/t-2", "eventAltered event drill/t-3",
                "documentDiffers timeline drill/t-3"], ignoreOrder: true);

            var (reads, written) =
                await WhilePeopleWork(client, async () => Say($"rebuilt: {await Replay(client, """{"mode": "rebuild"}""")}"));
            Say($"meanwhile: {reads} reads without an error or an empty answer, {written.Count} facts written");
            (await Verified(client)).ShouldBe(["eventAltered event drill/t-3"]);
            (await Look($"select count(*) from {{0}}.mt_events where id = any('{{{string.Join(",", written)}}}'::uuid[])"))
                .ShouldBe((long)written.Count);

            var job = (await Ask(client, """{"mode": "rebuild", "projection": "timeline"}""")).At("replay");
            while ((await client.Get($"/replays/{job}")).At("status") == "queued") await client.Get(N + "/timeline?limit=1");
            host.Kill();
        }

        using var next = await Start();
        var since = Stopwatch.GetTimestamp();
        (await client.Get($"{N}/timeline?limit=5"))["items"]!.AsArray().Count.ShouldBe(5);
        var waited = Stopwatch.GetElapsedTime(since);
        Say($"killed in the middle of a rebuild: the old index served {waited.TotalMilliseconds:0} ms after the restart");
        var unfinished = (await client.Get("/replays?limit=1")).At("items/0/replay")!;
        (await Ended(client, unfinished)).At("status").ShouldBe("completed");
        Say("the rebuild went on and completed");
        (await Verified(client)).ShouldBe(["eventAltered event drill/t-3"]);
    }

    private static async Task Fill(HttpClient client)
    {
        var start = Stopwatch.GetTimestamp();
        await client.Accepted("OpenNegotiation", """{"negotiation": "drill", "title": "A drill"}""");
        foreach (var (actor, name) in new[] { ("ua", "Ukraine"), ("ru", "Russia") })
            await client.Accepted("AddActor", $$"""{"negotiation": "drill", "actor": "{{actor}}", "name": "{{name}}", "kind": "state"}""");
        foreach (var part in Enumerable.Range(0, Tracks).Chunk(50))
        {
            var lines = part.SelectMany(track => Enumerable.Range(0, FactsPerTrack).Select(i => Line(track, i)));
            (await client.PostLines(string.Join('\n', lines))).Lines[^1].At("summary/recorded").ShouldBe($"{part.Length * FactsPerTrack}");
        }
        Say($"filled: {Tracks * FactsPerTrack} facts on {Tracks} tracks in {Stopwatch.GetElapsedTime(start).TotalSeconds:0} s");
    }

    // Of every track: its opening, some papers, an exchange with stages, corrections; the rest are positions and incidents.
    private static string Line(int track, int i)
    {
        var (command, fields) = i switch
        {
            0 => ("OpenTrack", $$"""{"track": "t-{{track}}", "title": "Track {{track}}", "subject": "other"}"""),
            1 => ("RecordMemo",
                $$"""
                {"memo": "memo-{{track}}", "kind": "draft", "from": "ru", "to": "ua", "title": "A paper",
                 "disclosure": "withheld"}
                """),
            2 => ("RecordExchangeAgreement",
                $$"""
                {"exchange": "exchange-{{track}}", "terms": "unilateral",
                 "legs": [{"leg": "one", "from": "ru", "to": "ua", "category": "remains", "quantity": 100}]}
                """),
            < 10 => ("RecordExchangeStage",
                $$"""{"exchange": "exchange-{{track}}", "stage": "stage-{{i}}", "deliveries": [{"leg": "one", "quantity": {{i}}}]}"""),
            40 => ("RetractFact", $$"""{"fact": "{{Id(track, 9)}}", "reason": "A misprint"}"""),
            41 => ("DenyFact", $$"""{"fact": "{{Id(track, 8)}}"}"""),
            _ when i % 2 == 0 => ("RecordPosition", $$"""{"actor": "ua", "stance": "comment", "text": "Said, number {{i}}"}"""),
            _ => ("RecordIncident",
                $$"""
                {"incident": "incident-{{i}}", "kind": "shelling", "text": "Reported, number {{i}}",
                 "figures": [{"figure": "persons", "quantity": {{i}}}]}
                """),
        };
        var line = Requests.Envelope(command, fields);
        (line["negotiation"], line["command"], line["commandId"]) = ("drill", command, Id(track, i));
        if (command != "OpenTrack") line["tracks"] = new JsonArray($"t-{track}");
        return line.ToJsonString();
    }

    private static string Id(int track, int i) => $"0193f000-0000-7000-8000-{track:x6}{i:x6}";

    private static async Task<(long Reads, ConcurrentBag<string> Written)> WhilePeopleWork(HttpClient client, Func<Task> act)
    {
        var (reads, written, isOver) = (0L, new ConcurrentBag<string>(), false);
        var readers = Enumerable.Range(0, Readers).Select(reader => Task.Run(async () =>
        {
            for (var i = reader; !Volatile.Read(ref isOver); i++)
            {
                (await client.Get($"{N}/tracks/t-{i % Tracks}"))["exchanges"]!.AsArray().Count.ShouldBe(1);
                (await client.Get($"{N}/timeline?limit=10&track=t-{i % Tracks}"))["items"]!.AsArray().Count.ShouldBe(10);
                Interlocked.Add(ref reads, 2);
            }
        }, Cancellation)).ToArray();
        var writers = Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            for (var i = writer; !Volatile.Read(ref isOver); i++)
                written.Add((await client.Accepted("RecordPosition",
                    $$"""
                    {"negotiation": "drill", "tracks": ["t-{{i % Tracks}}"], "actor": "ua", "stance": "comment",
                     "text": "While it is rebuilt"}
                    """)).At("factId")!);
        }, Cancellation)).ToArray();
        await act();
        Volatile.Write(ref isOver, true);
        await Task.WhenAll([.. readers, .. writers]);
        return (reads, written);
    }

    private static async Task<string[]> Verified(HttpClient client)
    {
        var ended = await Ended(client, (await Ask(client, """{"mode": "verify"}""")).At("replay")!);
        Say($"verified: {Told(ended)}");
        ended.At("status").ShouldBe("completed");
        return [.. ended.Found()];
    }

    private static async Task CanBeEnded(HttpClient client)
    {
        var job = (await Ask(client, """{"mode": "verify"}""")).At("replay")!;
        using var ended = await client.DeleteAsync(new Uri($"/replays/{job}", UriKind.Relative), Cancellation);
        ended.EnsureSuccessStatusCode();
        (await Ended(client, job)).At("status").ShouldBe("cancelled");
    }

    private static async Task<string> Replay(HttpClient client, string wanted)
    {
        var ended = await Ended(client, (await Ask(client, wanted)).At("replay")!);
        ended.At("status").ShouldBe("completed", ended.ToJsonString());
        return Told(ended);
    }

    private static string Told(JsonObject job) =>
        $"{job.At("eventsDone")} events, {job.At("eventsPerSecond")} a second, "
        + $"{job.At("differences")} differences ({string.Join(", ", job.Found())}), {job.At("mended")} mended or built";

    private static async Task<JsonObject> Ask(HttpClient client, string wanted)
    {
        using var content = new StringContent(wanted, System.Text.Encoding.UTF8, "application/json");
        using var response = await client.PostAsync(new Uri("/replays", UriKind.Relative), content, Cancellation);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancellation))!.AsObject();
    }

    private static async Task<JsonObject> Ended(HttpClient client, string replay) =>
        JsonNode.Parse((await client.GetStringAsync(new Uri($"/replays/{replay}/stream", UriKind.Relative), Cancellation)).TrimEnd()
            .Split("data: ")[^1])!.AsObject();

    private static void Say(string line) => Console.WriteLine($"drill: {line}");

    private Task<HostProcess> Start() =>
        HostProcess.Start(folder.FullName, port, $"--ConnectionStrings:Negotiations={postgres.ConnectionString}",
        $"--Store:Schema={schema}");

    private async Task Run(string sql) => await Execute(sql, async command => (object?)await command.ExecuteNonQueryAsync(Cancellation));

    private Task<object?> Look(string sql) => Execute(sql, command => command.ExecuteScalarAsync(Cancellation));

    private async Task<object?> Execute(string sql, Func<NpgsqlCommand, Task<object?>> act)
    {
        await using var connection = new NpgsqlConnection(postgres.ConnectionString);
        await connection.OpenAsync(Cancellation);
        await using var command = new NpgsqlCommand(sql.Replace("{0}", schema, StringComparison.Ordinal), connection);
        return await act(command);
    }
}
