using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Negotiations.Domain.Facts;
using Negotiations.Service.Tests;
using Npgsql;

namespace Negotiations.Drills;

/// <summary>
/// The database fails over to a synchronous standby: what was acknowledged is there afterwards, also where the standby had stopped
/// answering before; whatever it had not confirmed is answered 503 with <c>outcome-unknown</c> and <c>Retry-After</c>, and no less when the
/// same command is sent again. By 34 writers with <c>NEGOTIATIONS_DRILL=full</c>, else by 6. Prints what it saw.
/// </summary>
public sealed class ReplicationDrillTests : IDisposable
{
    private const string Unknown = "outcome-unknown";
    private static readonly bool IsFull = Environment.GetEnvironmentVariable("NEGOTIATIONS_DRILL") == "full";
    private static readonly int Connections = IsFull ? 34 : 6;

    // At small size the service waits for the database three seconds, else as long as by itself; patience is longer, haste shorter.
    private static readonly string Waits = IsFull ? "" : ";Command Timeout=3";
    private static readonly TimeSpan Patient = TimeSpan.FromSeconds(40), Hasty = TimeSpan.FromSeconds(IsFull ? 5 : 1);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);
    private readonly DirectoryInfo home = Directory.CreateTempSubdirectory("negotiations-replication-");
    private readonly int port = HostProcess.FreePort();
    private readonly CancellationTokenSource ends = new();
    private readonly ConcurrentDictionary<Guid, Acknowledgement> acknowledged = [];
    private readonly ConcurrentQueue<Unavailability> unavailable = [];
    private readonly ConcurrentQueue<string> odd = [];
    private volatile bool isFrozen;
    private int givenUp;
    private HostProcess? said;

    public ReplicationDrillTests()
    {
        if (!OperatingSystem.IsWindows()) home.UnixFileMode |= UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        if (TestContext.Current.TestState?.Result == TestResult.Failed)
            foreach (var line in said?.Said.Distinct().Take(60) ?? []) TestContext.Current.TestOutputHelper?.WriteLine(line);
        ends.Cancel();
        ends.Dispose();
        home.Delete(recursive: true);
    }

    [Fact]
    public async Task What_is_acknowledged_survives_a_failover()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the servers are frozen with signals, and found, as Linux does it");
        await using var pair = new SynchronousPair(home.FullName);
        await pair.Start();
        using var host = await HostProcess.Start(home.FullName, port, $"--ConnectionStrings:Negotiations={pair.Primary}{Waits}");
        said = host;
        var writers = await Writers();
        var writing = writers.Select(writer => Task.Run(() => Write(writer))).ToArray();
        await Eventually.Until(() => acknowledged.Count >= 10 * Connections, Eventually.Long);

        await pair.Freeze();
        isFrozen = true;
        await Eventually.Until(() => writers.All(writer => writer.HasHeard), Eventually.Long);
        await pair.FailOver();
        await ends.CancelAsync();
        await Task.WhenAll(writing);

        await Account(pair.Standby);
        foreach (var writer in writers) writer.Client.Dispose();
    }

    // Each on a track of its own, so that nobody waits for another; every third gives up early and asks again, and the last sends lines.
    private async Task<Writer[]> Writers()
    {
        using var client = OperatorsKey.Client(port);
        await client.WithNegotiation();
        string[] tracks = [.. Enumerable.Range(0, Connections).Select(i => $"t{i}")];
        foreach (var track in tracks) await client.Accepted("OpenTrack", $$"""{"track": "{{track}}", "title": "x", "subject": "talks"}""");
        return [.. tracks.Select((track, i) =>
            new Writer(OperatorsKey.Client(port), track, i % 3 == 1 ? Hasty : Patient, SendsLines: i == tracks.Length - 1))];
    }

    private async Task Write(Writer writer)
    {
        while (!ends.IsCancellationRequested)
        {
            Guid[] ids = [.. Enumerable.Range(0, writer.SendsLines ? 2 : 1).Select(_ => Guid.CreateVersion7())];
            await Eventually.Until(async () => ends.IsCancellationRequested || await IsAcknowledged(writer, ids), Longest);
        }
    }

    private async Task<bool> IsAcknowledged(Writer writer, Guid[] ids)
    {
        var isLate = isFrozen;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ends.Token);
        patience.CancelAfter(writer.Patience);
        try
        {
            return await (writer.SendsLines ? PostLines(writer, ids, patience.Token) : PostOne(writer, ids[0], patience.Token));
        }
        catch (Exception cut) when (cut is OperationCanceledException or HttpRequestException or IOException)
        {
            if (!ends.IsCancellationRequested) Interlocked.Increment(ref givenUp);
            return false;
        }
        finally
        {
            if (isLate) writer.HasHeard = true;
        }
    }

    private async Task<bool> PostOne(Writer writer, Guid id, CancellationToken patience)
    {
        using var content = new StringContent(Position(writer, id), Encoding.UTF8, "application/json");
        using var response = await writer.Client.PostAsync(new Uri("/commands/RecordPosition", UriKind.Relative), content, patience);
        var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync(patience))!;
        if (response.StatusCode is HttpStatusCode.Created or HttpStatusCode.OK)
        {
            acknowledged.TryAdd(id, new Acknowledgement($"{(int)response.StatusCode}", isFrozen));
            return true;
        }
        if (response.StatusCode != HttpStatusCode.ServiceUnavailable) odd.Enqueue($"{(int)response.StatusCode} {answer.ToJsonString()}");
        else unavailable.Enqueue(new Unavailability(answer.At("code")!, response.Headers.RetryAfter?.Delta));
        await response.WaitAsAsked(ends.Token);
        return false;
    }

    // Each line is heard when it comes, so that it counts also where the writer gives up before the next.
    private async Task<bool> PostLines(Writer writer, Guid[] ids, CancellationToken patience)
    {
        var lines = string.Join('\n', ids.Select(id => Position(writer, id)));
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/commands", UriKind.Relative))
        {
            Content = new StringContent(lines, Encoding.UTF8, "application/x-ndjson"),
        };
        using var response = await writer.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience);
        // While the database is away, nobody can tell whose the key is, and the batch doesn't begin.
        if (response.StatusCode == HttpStatusCode.ServiceUnavailable)
        {
            var problem = JsonNode.Parse(await response.Content.ReadAsStringAsync(patience))!;
            unavailable.Enqueue(new Unavailability(problem.At("code")!, response.Headers.RetryAfter?.Delta));
            await response.WaitAsAsked(ends.Token);
            return false;
        }
        using var answers = new StreamReader(await response.Content.ReadAsStreamAsync(patience));
        while (await answers.ReadLineAsync(patience) is { } line)
        {
            var answer = JsonNode.Parse(line)!.AsObject();
            if (answer["factId"] is { } id) acknowledged.TryAdd(Guid.Parse($"{id}"), new Acknowledgement($"{answer["status"]}", isFrozen));
            else if (answer["problem"] is { } problem && problem.At("status") != "503") odd.Enqueue(line);
        }
        return ids.All(acknowledged.ContainsKey);
    }

    private static string Position(Writer writer, Guid id)
    {
        var fields = $$"""{"commandId": "{{id}}", "tracks": ["{{writer.Track}}"], "actor": "ua", "stance": "comment", "text": "{{id}}"}""";
        var position = Requests.Envelope("RecordPosition", fields);
        if (writer.SendsLines) position["command"] = "RecordPosition";
        return position.ToJsonString();
    }

    private async Task Account(string database)
    {
        var stored = await Stored(database);
        Acknowledgement[] lost = [.. acknowledged.Where(fact => !stored.Contains(fact.Key)).Select(fact => fact.Value)];
        var late = acknowledged.Values.Count(fact => fact.IsLate);
        var unknown = unavailable.Count(answer => answer.Code == Unknown);
        var silent = unavailable.Count(answer => answer.RetryAfter is null);
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"failover: {Connections} writers, {acknowledged.Count - late} acknowledged before the standby froze and {late} after, "
            + $"lost {lost.Count(fact => !fact.IsLate)} and {lost.Count(fact => fact.IsLate)} of them{Kinds(lost)}; "
            + $"given up {givenUp} times; 503 {unavailable.Count} ({unknown} {Unknown}, {silent} without Retry-After); others {odd.Count}");
        lost.Length.ShouldBe(0, "acknowledged and not there");
        (acknowledged.Count - late).ShouldBePositive("nothing was observed");
        unavailable.ShouldContain(answer => answer.Code == Unknown && answer.RetryAfter != null);
        silent.ShouldBe(0);
        odd.ShouldBeEmpty();
    }

    private static string Kinds(Acknowledgement[] lost) =>
        string.Concat(lost.CountBy(fact => fact.How).Select(how => $", {how.Value} as {how.Key}"));

    private static async Task<HashSet<Guid>> Stored(string database)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand("select id from negotiations.mt_events");
        await using var reader = await command.ExecuteReaderAsync(Cancellation);
        var stored = new HashSet<Guid>();
        while (await reader.ReadAsync(Cancellation)) stored.Add(reader.GetGuid(0));
        return stored;
    }

    private sealed record Acknowledgement(string How, bool IsLate);

    private sealed record Unavailability(string Code, TimeSpan? RetryAfter);

    private sealed record Writer(HttpClient Client, string Track, TimeSpan Patience, bool SendsLines)
    {
        private volatile bool hasHeard;

        /// <summary>Whether something that it sent after the standby froze was answered, or given up.</summary>
        public bool HasHeard { get => hasHeard; set => hasHeard = value; }
    }
}
