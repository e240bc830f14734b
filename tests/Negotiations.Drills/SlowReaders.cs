using System.Collections.Concurrent;
using System.Net;
using System.Net.ServerSentEvents;
using System.Net.Sockets;
using Negotiations.Service.Tests;

namespace Negotiations.Drills;

/// <summary>How somebody reads what is answered.</summary>
internal enum Pace
{
    /// <summary>Not at all, though the connection stays open.</summary>
    Never,

    /// <summary>A few bytes a second.</summary>
    Slowly,

    /// <summary>Each event as it comes.</summary>
    AsItComes,
}

/// <summary>One caller who asks for very much at once, each over its own connection, and takes little. It counts what came of it.</summary>
internal sealed class SlowReaders : IAsyncDisposable
{
    private const string CountHeader = "Negotiations-Facts";
    private const int Small = 16 * 1024, Few = 16, Patience = 4;
    private const int TcpLevel = 6, MaximumSegment = 2, Segment = 1_400;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private readonly CancellationTokenSource ends = new();
    private readonly ConcurrentBag<Task> readings = [];
    private readonly ConcurrentQueue<HttpResponseMessage> answers = [], unread = [];
    private readonly ConcurrentQueue<ConcurrentDictionary<string, bool>> followers = [];
    private readonly ConcurrentQueue<string> odd = [];
    private readonly HttpClient slow, quick;
    private int refused, cut;

    public SlowReaders(int port, string key)
    {
        slow = Client(new SocketsHttpHandler { ConnectCallback = WithSmallBuffer, MaxResponseDrainSize = 0 }, port, key);
        quick = Client(new SocketsHttpHandler { MaxResponseDrainSize = 0 }, port, key);
    }

    /// <summary>How many answers began.</summary>
    public int Served => answers.Count;

    /// <summary>How many streams are read as they come.</summary>
    public int Followers => followers.Count;

    /// <summary>How many times the service said that it was too much, and when to come back.</summary>
    public int Refused => refused;

    /// <summary>How many answers were cut off.</summary>
    public int Cut => cut;

    /// <summary>Answers that neither serve nor say when to come back.</summary>
    public IReadOnlyCollection<string> Odd => odd;

    /// <summary>
    /// Asks for everything, and waits until each answer has begun. One of each kind goes before, so that of a share each has a part;
    /// then all the others at once, in no order.
    /// </summary>
    public async Task Open(IReadOnlyCollection<(string Path, Pace Pace)> wanted)
    {
        foreach (var (path, pace) in wanted.Distinct()) await Open(path, pace);
        var others = wanted.GroupBy(one => one).SelectMany(kind => kind.Skip(1)).ToArray();
        Random.Shared.Shuffle(others);
        await Task.WhenAll(others.Select(one => Open(one.Path, one.Pace)));
    }

    /// <summary>Reads an export to its end that was left unread so far: how many facts it has, and how many it was said to have.</summary>
    public async Task<(int Lines, string Told)> ReadToEnd()
    {
        var export = unread.FirstOrDefault(answer => answer.Headers.Contains(CountHeader)).ShouldNotBeNull("no export was answered");
        using var reader = new StreamReader(await export.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        var lines = 0;
        while (await reader.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
            if (!line.Contains("\"negotiations.log-", StringComparison.Ordinal)) lines++;
        return (lines, export.Headers.GetValues(CountHeader).Single());
    }

    /// <summary>How many of those who read as it comes have seen all facts with these sequences.</summary>
    public int WhoSaw(IReadOnlyCollection<string> sequences) => followers.Count(seen => sequences.All(seen.ContainsKey));

    public async ValueTask DisposeAsync()
    {
        await ends.CancelAsync();
        await Task.WhenAll(readings);
        foreach (var answer in answers) answer.Dispose();
        slow.Dispose();
        quick.Dispose();
        ends.Dispose();
    }

    private static HttpClient Client(SocketsHttpHandler handler, int port, string key)
    {
        var client = new HttpClient(handler) { BaseAddress = new Uri($"http://127.0.0.1:{port}") }.As(key);
        client.DefaultRequestHeaders.AcceptEncoding.ParseAdd("identity");
        return client;
    }

    // Small, and in small segments as over a network: what the reader does not take waits in the service, and not in the system.
    private static async ValueTask<Stream> WithSmallBuffer(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = Small };
        if (OperatingSystem.IsLinux()) socket.SetRawSocketOption(TcpLevel, MaximumSegment, BitConverter.GetBytes(Segment));
        await socket.ConnectAsync(context.DnsEndPoint, cancellation);
        return new NetworkStream(socket, ownsSocket: true);
    }

    // Who is told that it can't be done now asks again.
    private async Task Open(string path, Pace pace)
    {
        for (var times = 0; times < Patience; times++)
            if (await Ask(path, pace) != HttpStatusCode.ServiceUnavailable) return;
    }

    // What the answer said; null where there was none.
    private async Task<HttpStatusCode?> Ask(string path, Pace pace)
    {
        try
        {
            var answer = await (pace == Pace.AsItComes ? quick : slow)
                .GetAsync(new Uri(path, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, ends.Token);
            if (answer.StatusCode == HttpStatusCode.OK) Begin(answer, pace);
            else if (answer.StatusCode == HttpStatusCode.TooManyRequests && answer.Headers.RetryAfter is not null)
                Interlocked.Increment(ref refused);
            else odd.Enqueue($"{(int)answer.StatusCode} {path}");
            return answer.StatusCode;
        }
        catch (Exception fault) when (fault is HttpRequestException or OperationCanceledException)
        {
            odd.Enqueue($"no answer {path}");
            return null;
        }
    }

    private void Begin(HttpResponseMessage answer, Pace pace)
    {
        answers.Enqueue(answer);
        if (pace == Pace.Never) unread.Enqueue(answer);
        else readings.Add(pace == Pace.Slowly ? UntilCut(() => Sip(answer)) : UntilCut(() => Follow(answer)));
    }

    private async Task UntilCut(Func<Task> read)
    {
        try
        {
            await read();
        }
        catch (OperationCanceledException)
        {
            // It was closed from this side.
        }
        catch (IOException)
        {
            if (!ends.IsCancellationRequested) Interlocked.Increment(ref cut);
        }
    }

    private async Task Sip(HttpResponseMessage answer)
    {
        var (few, body) = (new byte[Few], await answer.Content.ReadAsStreamAsync(ends.Token));
        using var timer = new PeriodicTimer(Pause);
        while (await timer.WaitForNextTickAsync(ends.Token) && await body.ReadAsync(few, ends.Token) > 0) continue;
    }

    private async Task Follow(HttpResponseMessage answer)
    {
        var seen = new ConcurrentDictionary<string, bool>();
        followers.Enqueue(seen);
        var body = await answer.Content.ReadAsStreamAsync(ends.Token);
        await foreach (var one in SseParser.Create(body).EnumerateAsync(ends.Token))
            if (one.EventType == "positionStated" && one.EventId is { } sequence) seen[sequence] = true;
    }
}
