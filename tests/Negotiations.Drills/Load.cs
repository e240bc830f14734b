using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using Negotiations.Service.Tests;
using Npgsql;

namespace Negotiations.Drills;

/// <summary>
/// People who record without a pause, each over a connection of their own. After 503 they send the same command again, when
/// <c>Retry-After</c> says. It counts what came of it.
/// </summary>
internal sealed class Load : IAsyncDisposable
{
    // Longer than any fault lasts.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private readonly CancellationTokenSource ends = new();
    private readonly ConcurrentDictionary<Guid, bool> acknowledged = [], refused = [];
    private readonly ConcurrentQueue<string> odd = [];
    private readonly HttpClient[] clients;
    private readonly Task[] writers;
    private int sent, unavailable, withoutRetryAfter;
    private long lastAcknowledged = Stopwatch.GetTimestamp(), longestGap;

    public Load(int port, int connections)
    {
        clients = [.. Enumerable.Range(0, connections).Select(_ => ClientOf(port))];
        writers = [.. clients.Select((client, i) => Task.Run(() => Write(client, i % 2 == 0 ? "remains" : "terms")))];
    }

    /// <summary>How many commands were acknowledged so far.</summary>
    public int Acknowledged => acknowledged.Count;

    /// <summary>How many answers said that the service can't do it now.</summary>
    public int Unavailable => unavailable;

    /// <summary>Waits until so many more are acknowledged.</summary>
    public Task More(int count) => Reaches(() => Acknowledged, count);

    /// <summary>Waits until the service has said so many more times that it can't.</summary>
    public Task Fails(int count) => Reaches(() => Unavailable, count);

    /// <summary>
    /// Ends it, looks for everything in the database, prints the count, and fails where something was lost, doubled or wrongly answered.
    /// </summary>
    public async Task Account(string drill, string database, string schema)
    {
        await ends.CancelAsync();
        await Task.WhenAll(writers);
        var found = await Found(database, schema);
        var lost = acknowledged.Keys.Count(id => !found.ContainsKey(id));
        var (doubled, despite) = (found.Count(fact => fact.Value > 1), refused.Keys.Count(found.ContainsKey));
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{drill}: {clients.Length} connections, {sent} sent, {acknowledged.Count} acknowledged, {found.Count} found, lost {lost}, "
            + $"duplicated {doubled}, refused {refused.Count} (of them found {despite}), 503 {unavailable}; "
            + $"longest wait for an acknowledgement {longestGap / 1000.0:0.0} s");
        acknowledged.ShouldNotBeEmpty("nothing was observed");
        (lost, doubled, despite, withoutRetryAfter).ShouldBe((0, 0, 0, 0));
        odd.ShouldBeEmpty();
    }

    public async ValueTask DisposeAsync()
    {
        await ends.CancelAsync();
        await Task.WhenAll(writers);
        foreach (var client in clients) client.Dispose();
        ends.Dispose();
    }

    // One connection each, as strangers have.
    private static HttpClient ClientOf(int port) => new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 1 })
    {
        BaseAddress = new Uri($"http://127.0.0.1:{port}"),
        Timeout = TimeSpan.FromMinutes(2),
    }.As(OperatorsKey.Text);

    private static Task Reaches(Func<int> number, int more)
    {
        var until = number() + more;
        return Eventually.Until(() => number() >= until, Eventually.Long);
    }

    private async Task Write(HttpClient client, string track)
    {
        while (!ends.IsCancellationRequested)
        {
            var id = Guid.CreateVersion7();
            Interlocked.Increment(ref sent);
            // What was begun is carried through, so that nothing is left in doubt.
            await Eventually.Until(() => IsSettled(client, id, track), Patience);
        }
    }

    private async Task<bool> IsSettled(HttpClient client, Guid id, string track)
    {
        var fields = $$"""{"commandId": "{{id}}", "tracks": ["{{track}}"], "actor": "ua", "stance": "comment", "text": "{{id}}"}""";
        var body = Requests.Envelope("RecordPosition", fields).ToJsonString();
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        try
        {
            using var response = await client.PostAsync(new Uri("/commands/RecordPosition", UriKind.Relative), content);
            if (response.StatusCode == HttpStatusCode.ServiceUnavailable)
            {
                Interlocked.Increment(ref unavailable);
                if (response.Headers.RetryAfter?.Delta is null) Interlocked.Increment(ref withoutRetryAfter);
                await response.WaitAsAsked(ends.Token);
                return false;
            }
            if (response.StatusCode is HttpStatusCode.Created or HttpStatusCode.OK) Count(id);
            else
            {
                refused[id] = true;
                odd.Enqueue($"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");
            }
            return true;
        }
        catch (HttpRequestException)
        {
            // No answer is no refusal: the same again.
            return false;
        }
    }

    private void Count(Guid id)
    {
        acknowledged[id] = true;
        lock (odd)
        {
            longestGap = Math.Max(longestGap, (long)Stopwatch.GetElapsedTime(lastAcknowledged).TotalMilliseconds);
            lastAcknowledged = Stopwatch.GetTimestamp();
        }
    }

    private static async Task<Dictionary<Guid, int>> Found(string database, string schema)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var command =
            new NpgsqlCommand($"select (data ->> 'text')::uuid, count(*) from {schema}.mt_events where type = 'position_stated' group by 1",
            connection);
        await using var reader = await command.ExecuteReaderAsync();
        var found = new Dictionary<Guid, int>();
        while (await reader.ReadAsync()) found[reader.GetGuid(0)] = (int)reader.GetInt64(1);
        return found;
    }
}
