using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Negotiations.Service.Access;

namespace Negotiations.Service.Tests;

/// <summary>Nobody fills the audit trail, takes all connections or breaks an answer by what they send before they are let in.</summary>
public sealed class FloodTests(PostgresFixture postgres)
{
    private const int Share = 20;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Attempts_with_a_wrong_secret_are_counted_not_listed_one_by_one()
    {
        const int attempts = 300;
        await using var service = new ServiceUnderTest(postgres).With("Limits:RequestsPerSecond", "50");
        using var local = service.CreateClient();
        using var known = await service.ClientOf("reader");
        var id = known.DefaultRequestHeaders.Authorization!.Parameter!.Split('_')[1];
        using var guessing = service.CreateDefaultClient().As($"neg_{id}_{new string('A', 43)}");

        var answers = await Task.WhenAll(Enumerable.Range(0, attempts).Select(_ => guessing.Status("/negotiations")));
        var listed = await Entries();
        service.Clock.Advance(TimeSpan.FromMinutes(2));
        await service.Services.GetRequiredService<AuditTrail>().SaveCounted(all: false, Cancellation);

        answers.ShouldAllBe(status => status == HttpStatusCode.Unauthorized || status == HttpStatusCode.TooManyRequests);
        answers.ShouldContain(HttpStatusCode.TooManyRequests);
        listed.ShouldBe([null]);
        (await Entries()).ShouldBe([$"{attempts - 1}", null]);

        async Task<string?[]> Entries() => [.. (await local.Audit("refused")).Where(entry => entry.At("thing") == $"key {id}")
            .Select(entry => entry.At("times"))];
    }

    [Fact]
    public async Task Who_opens_connections_and_says_nothing_has_a_share_of_them_and_is_cut_off_soon()
    {
        await using var service = new ServiceUnderTest(postgres).With("Limits:ConnectionsPerAddress", $"{Share}")
            .With("Limits:SilentSeconds", "1");
        var address = Started(service);
        var silent = await Task.WhenAll(Enumerable.Range(0, 5 * Share).Select(_ => Silent(address)));

        await Eventually.Until(() => Task.FromResult(silent.Count(IsCut) >= 4 * Share));
        using var other = new HttpClient { BaseAddress = address };
        (await other.Status("/health/live")).ShouldBe(HttpStatusCode.OK);
        await Eventually.Until(() => Task.FromResult(silent.All(IsCut)));
        using var again = await Connected(address, "127.0.0.2");
        (await Said(again, "GET /health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")).ShouldStartWith("HTTP/1.1 200");

        foreach (var one in silent) one?.Dispose();
    }

    [Theory]
    [InlineData("POST /commands/RecordPosition", "application/json")]
    [InlineData("POST /commands", "application/x-ndjson")]
    [InlineData("POST /import", "application/x-ndjson")]
    [InlineData("POST /keys", "application/json")]
    [InlineData("POST /replays", "application/json")]
    [InlineData("POST /sign-in", "application/x-www-form-urlencoded")]
    [InlineData("PUT /negotiations/{n}/sealed-lists/list-7", "application/json")]
    public async Task A_damaged_chunk_is_the_senders_fault(string request, string type)
    {
        await using var service = new ServiceUnderTest(postgres);
        var address = Started(service);
        using (await service.CreateClient().WithNegotiation())
            foreach (var chunk in new[] { "zzz\r\n{}", "-1\r\n{}", "FFFFFFFFFFFF\r\n{}", "2\r\n{}junk\r\n0\r\n\r\n", "2;\r{\n\r\n" })
            {
                using var socket = await Connected(address, "127.0.0.1");
                var answer = await Said(socket, $"{request.Replace("{n}", Requests.N, StringComparison.Ordinal)} HTTP/1.1\r\nHost: x\r\n"
                    + $"Authorization: Bearer {OperatorsKey.Text}\r\nContent-Type: {type}\r\nTransfer-Encoding: chunked\r\n\r\n{chunk}");
                // An answer that has begun can only be cut.
                if (!answer.StartsWith("HTTP/1.1 207", StringComparison.Ordinal)) answer.ShouldStartWith("HTTP/1.1 4", Case.Sensitive,
                    chunk);
            }
    }

    private static Uri Started(ServiceUnderTest service)
    {
        service.UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        service.StartServer();
        return service.ClientOptions.BaseAddress;
    }

    // Null where it was cut while it was made.
    private static async Task<TcpClient?> Silent(Uri address)
    {
        try
        {
            return await Connected(address, "127.0.0.2");
        }
        catch (SocketException)
        {
            return null;
        }
    }

    private static async Task<TcpClient> Connected(Uri address, string from)
    {
        var client = new TcpClient(new IPEndPoint(IPAddress.Parse(from), 0));
        await client.ConnectAsync(address.Host, address.Port, Cancellation);
        return client;
    }

    // Readable without anything to read: the other side has closed it.
    private static bool IsCut(TcpClient? client)
    {
        if (client is null) return true;
        try
        {
            return client.Client.Poll(0, SelectMode.SelectRead) && client.Client.Available == 0;
        }
        catch (SocketException)
        {
            return true;
        }
    }

    private static async Task<string> Said(TcpClient client, string request)
    {
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request), Cancellation);
        var answer = new byte[64 * 1024];
        try
        {
            var length = await client.GetStream().ReadAsync(answer, Cancellation);
            return Encoding.UTF8.GetString(answer, 0, length);
        }
        catch (IOException)
        {
            return "";
        }
    }
}
