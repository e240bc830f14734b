using System.Net;
using System.Text.Json.Nodes;

namespace Negotiations.Service.Tests;

/// <summary>Answers that stay open end within two seconds when their caller's right does.</summary>
public sealed class RevokedTests(SharedService shared) : IAsyncLifetime, IClassFixture<SharedService>
{
    private const int Facts = 400;
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(2);
    private HttpClient operators = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        operators = await shared.WithNegotiation();
        var text = new string('x', 500);
        var lines = Enumerable.Range(0, Facts).Select(i => Requests.Envelope("RecordPosition",
            $$"""{"command": "RecordPosition", "actor": "ua", "stance": "comment", "text": "{{text}} {{i}}"}""").ToJsonString());
        await operators.PostLines(string.Join('\n', lines));
    }

    public ValueTask DisposeAsync()
    {
        operators.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("stream", false)]
    [InlineData("stream?after=0", false)]
    [InlineData("stream", true)]
    [InlineData("export", false)]
    [InlineData("replay?step=fact", false)]
    public async Task What_is_open_ends_with_the_key(string what, bool expires)
    {
        var (client, id) = await Key(expires);
        using var response = await client.GetAsync(new Uri($"/negotiations/{Requests.N}/{what}", UriKind.Relative),
            HttpCompletionOption.ResponseHeadersRead, Cancellation);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);

        if (expires) shared.Service.Clock.Advance(TimeSpan.FromHours(2));
        else (await operators.Send(HttpMethod.Delete, $"/keys/{id}")).Status.ShouldBe(HttpStatusCode.OK);

        // It is cut: what came is not taken for all.
        await Should.ThrowAsync<IOException>(() => ReadSlowly(response).WaitAsync(Soon, Cancellation));
        client.Dispose();
    }

    [Fact]
    public async Task A_batch_that_is_sent_slowly_ends_with_the_key()
    {
        var (client, id) = await Key(expires: false);
        var before = await shared.Service.OwnEventCount();
        using var slow = new SlowContent(Requests.Envelope("RecordPosition",
            """{"command": "RecordPosition", "actor": "ua", "stance": "comment", "text": "y"}""").ToJsonString());
        var batch = client.PostAsync(new Uri("/commands", UriKind.Relative), slow, Cancellation);
        await slow.Begun;

        await operators.Send(HttpMethod.Delete, $"/keys/{id}");

        await Should.ThrowAsync<OperationCanceledException>(async () => await (await batch).Content.ReadAsStringAsync(Cancellation)
            .WaitAsync(Soon, Cancellation));
        slow.GoOn();
        (await shared.Service.OwnEventCount()).ShouldBe(before);
        client.Dispose();
    }

    // So that an export is still under way when its right ends.
    private static async Task ReadSlowly(HttpResponseMessage response)
    {
        await using var body = await response.Content.ReadAsStreamAsync(Cancellation);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        var buffer = new byte[1024];
        while (await body.ReadAsync(buffer, Cancellation) > 0) await timer.WaitForNextTickAsync(Cancellation);
    }

    private async Task<(HttpClient Client, string Id)> Key(bool expires)
    {
        var (_, made) = await operators.Send(HttpMethod.Post, "/keys", new JsonObject
        {
            ["name"] = $"Reader {Guid.NewGuid():N}",
            ["grants"] = new JsonArray("reader", "recorder", "operator"),
            ["expiresAt"] = shared.Service.Clock.GetUtcNow().AddHours(expires ? 1 : 1000).ToString("O"),
        });
        return (shared.Service.CreateDefaultClient().As(made.At("key")!), made.At("id")!);
    }

    /// <summary>One line, sent in two parts.</summary>
    private sealed class SlowContent : HttpContent
    {
        private readonly string line;
        private readonly TaskCompletionSource begun = new(), goesOn = new();

        public SlowContent(string line) => (this.line, Headers.ContentType) = (line, new("application/x-ndjson"));

        public Task Begun => begun.Task;

        public void GoOn() => goesOn.TrySetResult();

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(System.Text.Encoding.UTF8.GetBytes(line[..20]), Cancellation);
            await stream.FlushAsync(Cancellation);
            begun.SetResult();
            await goesOn.Task;
            await stream.WriteAsync(System.Text.Encoding.UTF8.GetBytes(line[20..] + "\n"), Cancellation);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
