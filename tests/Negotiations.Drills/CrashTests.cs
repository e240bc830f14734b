using Negotiations.Domain.Facts;
using Negotiations.Service.Tests;

namespace Negotiations.Drills;

/// <summary>The real host in a process of its own, with its private PostgreSQL, killed in the middle of its work.</summary>
public sealed class CrashTests : IDisposable
{
    private const int Enough = 60;
    private readonly DirectoryInfo home = Directory.CreateTempSubdirectory("negotiations-crash-");
    private readonly int port = HostProcess.FreePort();

    public CrashTests()
    {
        if (!OperatingSystem.IsWindows()) home.UnixFileMode |= UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
    }

    public void Dispose() => home.Delete(recursive: true);

    [Fact]
    public async Task What_was_acknowledged_before_the_host_was_killed_is_there_after_its_restart()
    {
        using var client = OperatorsKey.Client(port);
        var enough = new TaskCompletionSource();
        var acknowledged = new System.Collections.Concurrent.ConcurrentBag<string>();
        using (var host = await Start())
        {
            await client.WithNegotiation();
            var writers = Enumerable.Range(0, 8).Select(_ => WriteUntilCut(client, acknowledged, enough)).ToArray();
            await enough.Task;
            host.Kill();
            await Task.WhenAll(writers);
        }

        using var next = await Start();

        foreach (var id in acknowledged) (await client.Get($"/facts/{id}")).At("factId").ShouldBe(id);
        var version = int.Parse((await client.Get($"/negotiations/{Requests.N}/tracks/remains")).At("version")!,
            System.Globalization.CultureInfo.InvariantCulture);
        version.ShouldBeGreaterThanOrEqualTo(acknowledged.Count + 1);
        await Stop(next);
    }

    [Fact]
    public async Task The_sample_is_loaded_once()
    {
        string first, second;
        using (var host = await Start("--Sample=istanbul-2025-06-02")) first = await Stop(host);
        using (var host = await Start("--Sample=istanbul-2025-06-02")) second = await Stop(host);

        first.ShouldContain("100 recorded, 0 were there already");
        second.ShouldContain("0 recorded, 100 were there already");
        second.ShouldContain($"http://127.0.0.1:{port}/negotiations/russia-ukraine");
    }

    private static async Task WriteUntilCut(HttpClient client, System.Collections.Concurrent.ConcurrentBag<string> acknowledged,
        TaskCompletionSource enough)
    {
        try
        {
            while (true)
            {
                acknowledged.Add((await client.Accepted("RecordPosition", """{"actor": "ua", "stance": "comment", "text": "x"}"""))
                    .At("factId")!);
                if (acknowledged.Count >= Enough) enough.TrySetResult();
            }
        }
        catch (Exception cut) when (cut is HttpRequestException or IOException)
        {
            // The host is gone.
        }
    }

    private Task<HostProcess> Start(params string[] arguments) => HostProcess.Start(home.FullName, port, arguments);

    private async Task<string> Stop(HostProcess host)
    {
        var said = await host.Stop();
        File.Exists(Path.Combine(home.FullName, ".data", "postgres", "data", "postmaster.pid")).ShouldBeFalse();
        return said;
    }
}
