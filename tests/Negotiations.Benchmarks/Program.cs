using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Negotiations.EmbeddedPostgres;
using Npgsql;

// What it costs to read a track, by the number of its facts: now (one document), as of a date (folded), and a command on top.
// Each number is the median and the 99th percentile of many requests through the whole service, beside a bare read of the same rows.
const int Rounds = 60;
int[] sizes = args is [] ? [100, 1_000, 10_000] : [.. args.Select(int.Parse)];

var home = Directory.CreateTempSubdirectory("negotiations-bench-");
if (!OperatingSystem.IsWindows()) home.UnixFileMode |= UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
await using (var postgres = await EmbeddedPostgresServer.StartAsync(new EmbeddedPostgresOptions { Folder = Path.Combine(home.FullName, "postgres") }, NullLogger.Instance))
await using (var service = new Service(postgres.ConnectionString))
using (var client = service.CreateClient())
await using (var database = NpgsqlDataSource.Create(postgres.ConnectionString))
{
    await Post(client, """{"command": "OpenNegotiation", "negotiation": "bench", "title": "x"}""", """{"command": "AddActor", "negotiation": "bench", "actor": "ua", "name": "x", "kind": "state"}""");
    Console.WriteLine("| facts on the track | now p50 / p99 | as of p50 / p99 | command p50 / p99 | bare document p50 | bare events p50 | as of / bare events |");
    Console.WriteLine("|---:|---:|---:|---:|---:|---:|---:|");
    foreach (var size in sizes)
    {
        await Fill(client, size);
        // What PostgreSQL would do by itself some time after so many rows, it does now and not while something is measured.
        await using (var tidy = database.CreateCommand("vacuum analyze")) await tidy.ExecuteNonQueryAsync();
        var now = await Measure(() => Get(client, $"/negotiations/bench/tracks/t-{size}"));
        var asOf = await Measure(() => Get(client, $"/negotiations/bench/tracks/t-{size}?asOf=2025-06-15"));
        var command = await Measure(() => Post(client, Line(size, 0)));
        var document = await Measure(() => Read(database, $"select data from negotiations.mt_doc_track where id = 'bench/t-{size}'"));
        var events = await Measure(() => Read(database, $"select data, headers from negotiations.mt_events where stream_id = 'bench/t-{size}' order by version"));
        Console.WriteLine(FormattableString.Invariant($"| {size} | {now} | {asOf} | {command} | {document.Median:0.00} ms | {events.Median:0.00} ms | {asOf.Median / events.Median:0.0} |"));
    }
}
home.Delete(recursive: true);

static async Task Fill(HttpClient client, int size)
{
    await Post(client, $$"""{"command": "OpenTrack", "negotiation": "bench", "track": "t-{{size}}", "title": "x", "subject": "other"}""");
    foreach (var chunk in Enumerable.Range(0, size - 1).Chunk(1000)) await Post(client, [.. chunk.Select(i => Line(size, i))]);
}

static string Line(int size, int i) => new JsonObject
{
    ["command"] = i % 2 == 0 ? "RecordIncident" : "RecordPosition",
    ["negotiation"] = "bench",
    ["tracks"] = new JsonArray($"t-{size}"),
    ["occurred"] = $"2025-06-{1 + (i % 28):00}",
    ["report"] = new JsonObject { ["source"] = new JsonObject { ["publisher"] = "A newspaper" }, ["claimants"] = new JsonArray("ua") },
    [i % 2 == 0 ? "incident" : "actor"] = i % 2 == 0 ? $"incident-{i}" : "ua",
    [i % 2 == 0 ? "kind" : "stance"] = i % 2 == 0 ? "shelling" : "comment",
    ["text"] = $"What was reported, number {i}, in one sentence of ordinary length.",
}.ToJsonString();

static async Task Post(HttpClient client, params string[] lines)
{
    using var content = new StringContent(string.Join('\n', lines), Encoding.UTF8, "application/x-ndjson");
    using var response = await client.PostAsync(new Uri("/commands", UriKind.Relative), content);
    var summary = JsonNode.Parse((await response.Content.ReadAsStringAsync()).TrimEnd().Split('\n')[^1])!["summary"]!;
    if (summary["recorded"]!.GetValue<int>() != lines.Length) throw new InvalidOperationException(summary.ToJsonString());
}

static async Task Get(HttpClient client, string path)
{
    using var response = await client.GetAsync(new Uri(path, UriKind.Relative));
    response.EnsureSuccessStatusCode();
    await response.Content.ReadAsByteArrayAsync();
}

static async Task Read(NpgsqlDataSource database, string sql)
{
    await using var command = database.CreateCommand(sql);
    await using var reader = await command.ExecuteReaderAsync();
    while (await reader.ReadAsync()) JsonNode.Parse(reader.GetString(0));
}

static async Task<Times> Measure(Func<Task> act)
{
    for (var i = 0; i < Rounds / 4; i++) await act();
    // What was measured before must not be paid for here.
    GC.Collect();
    var times = new List<double>();
    for (var i = 0; i < Rounds; i++)
    {
        var start = Stopwatch.GetTimestamp();
        await act();
        times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
    }
    times.Sort();
    return new Times(times[Rounds / 2], times[(int)(Rounds * 0.99)]);
}

internal sealed record Times(double Median, double High)
{
    public override string ToString() => FormattableString.Invariant($"{Median:0.0} / {High:0.0} ms");
}

internal sealed class Service(string connection) : WebApplicationFactory<Negotiations.Service.Recording.Recorder>
{
    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseSetting("ConnectionStrings:Negotiations", connection);
        builder.UseSetting("Logging:LogLevel:Default", "Error");
        builder.UseSetting("Quiet", "true");
    }
}
