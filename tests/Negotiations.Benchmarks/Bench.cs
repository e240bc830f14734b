using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Negotiations.Service.Commands;
using Npgsql;

namespace Negotiations.Benchmarks;

/// <summary>The whole service over a private PostgreSQL, and what every part of the bench does with it.</summary>
internal sealed class Bench(Service service, NpgsqlDataSource database, string connection, int scale, Sheet? sheet = null)
{
    /// <summary>The negotiation of the bench.</summary>
    public const string Negotiation = "bench";

    private readonly HashSet<string> opened = [];
    private bool isOpen;

    public Service Service => service;

    /// <summary>How many times smaller than full size everything is.</summary>
    public int Scale => scale;

    /// <summary>What was measured.</summary>
    public Sheet Sheet => sheet!;

    public NpgsqlDataSource Database => database;

    public NpgsqlConnectionStringBuilder Connection => new(connection);

    public HttpClient Client { get; } = service.CreateClient();

    /// <summary>Opens those tracks in the negotiation of the bench that are not open yet.</summary>
    public async Task Open(params IEnumerable<string> tracks)
    {
        if (!isOpen)
            await Post(
                """{"command": "OpenNegotiation", "negotiation": "bench", "title": "x"}""",
                """{"command": "AddActor", "negotiation": "bench", "actor": "ua", "name": "x", "kind": "state"}""",
                """{"command": "AddActor", "negotiation": "bench", "actor": "ru", "name": "y", "kind": "state"}""");
        isOpen = true;
        string[] further = [.. tracks.Where(opened.Add)];
        if (further is not [])
            await Post([.. further.Select(track =>
                $$"""{"command": "OpenTrack", "negotiation": "bench", "track": "{{track}}", "title": "x", "subject": "other"}""")]);
    }

    /// <summary>A fact of ordinary size: every other one an incident, the rest positions.</summary>
    public static string Line(string track, int i) => new JsonObject
    {
        ["command"] = i % 2 == 0 ? "RecordIncident" : "RecordPosition",
        ["negotiation"] = Negotiation,
        ["tracks"] = new JsonArray(track),
        ["occurred"] = $"2025-06-{1 + (i % 28):00}",
        ["report"] = new JsonObject { ["source"] = new JsonObject { ["publisher"] = "A newspaper" }, ["claimants"] = new JsonArray("ua") },
        [i % 2 == 0 ? "incident" : "actor"] = i % 2 == 0 ? $"incident-{i}" : "ua",
        [i % 2 == 0 ? "kind" : "stance"] = i % 2 == 0 ? "shelling" : "comment",
        ["text"] = $"What was reported, number {i}, in one sentence of ordinary length.",
    }.ToJsonString();

    /// <summary>Posts a batch of which every line must be recorded; returns the highest sequence.</summary>
    public async Task<long> Post(params string[] lines)
    {
        using var content = new StringContent(string.Join('\n', lines), Encoding.UTF8, "application/x-ndjson");
        using var response = await Client.PostAsync(new Uri("/commands", UriKind.Relative), content);
        var end = JsonNode.Parse((await response.Content.ReadAsStringAsync()).TrimEnd().Split('\n')[^1])!;
        if (end["summary"]!["recorded"]!.GetValue<int>() != lines.Length) throw new InvalidOperationException(end.ToJsonString());
        return end["sequence"]!.GetValue<long>();
    }

    /// <summary>Waits until the index of facts has come so far.</summary>
    public async Task Indexed(long sequence)
    {
        while (true)
        {
            using var response =
                await Client.GetAsync(new Uri($"/negotiations/{Negotiation}/timeline?limit=1&minSequence={sequence}", UriKind.Relative));
            if (response.IsSuccessStatusCode) return;
        }
    }

    /// <summary>What PostgreSQL would do by itself some time after many rows, it does now and not while something is measured.</summary>
    public async Task Tidy()
    {
        await using var tidy = database.CreateCommand("vacuum analyze");
        tidy.CommandTimeout = 0;
        await tidy.ExecuteNonQueryAsync();
    }

    /// <summary>How long something takes.</summary>
    public static async Task<TimeSpan> Time(Func<Task> act)
    {
        GC.Collect();
        var start = Stopwatch.GetTimestamp();
        await act();
        return Stopwatch.GetElapsedTime(start);
    }

    /// <summary>Reads an answer whole; returns its size.</summary>
    public async Task<int> Get(string path)
    {
        using var response = await Client.GetAsync(new Uri(path, UriKind.Relative));
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadAsByteArrayAsync()).Length;
    }

    /// <summary>The times of many rounds, after a few that don't count.</summary>
    public static async Task<Times> Measure(int rounds, Func<Task> act)
    {
        for (var i = 0; i < Math.Max(2, rounds / 4); i++) await act();
        // What was measured before must not be paid for here.
        GC.Collect();
        var times = new List<double>();
        for (var i = 0; i < rounds; i++)
        {
            var start = Stopwatch.GetTimestamp();
            await act();
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }
        times.Sort();
        return new Times(times[rounds / 2], times[(int)(rounds * 0.99)]);
    }
}

/// <summary>Half of the times were shorter than the first, all but one in a hundred than the second; in milliseconds.</summary>
internal sealed record Times(double Median, double High);

/// <summary>The service, quiet.</summary>
internal sealed class Service(string connection) : WebApplicationFactory<Recorder>
{
    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseSetting("ConnectionStrings:Negotiations", connection);
        builder.UseSetting("Logging:LogLevel:Default", "Error");
        builder.UseSetting("Logging:LogLevel:Negotiations", "Error");
        builder.UseSetting("Quiet", "true");
        builder.UseSetting("Access:OperatorKeyFile", KeyFile);
        builder.UseSetting("Keys:Folder", KeysFolder);
    }

    protected override void ConfigureClient(HttpClient client)
    {
        base.ConfigureClient(client);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", File.ReadAllText(KeyFile).Trim());
    }

    /// <summary>Where its keys are.</summary>
    public static string KeysFolder => Path.Combine(Path.GetDirectoryName(KeyFile)!, "keys");

    /// <summary>The operator's key.</summary>
    public static readonly string KeyFile = Path.Combine(Directory.CreateTempSubdirectory("negotiations-bench-key-").FullName,
        "operator.key");
}
