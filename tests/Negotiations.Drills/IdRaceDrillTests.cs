using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Negotiations.Domain.Facts;
using Negotiations.EmbeddedPostgres;
using Negotiations.Service.Tests;
using Npgsql;

namespace Negotiations.Drills;

/// <summary>
/// Many who make things under the same few ids at once, on several tracks, by two hosts: each id is held once. At full size with
/// <c>NEGOTIATIONS_DRILL=full</c>, 64 clients for a minute; else 8 for a
/// few seconds.
/// </summary>
public sealed class IdRaceDrillTests : IAsyncLifetime
{
    private const string Doubled =
        """
        select count(*) from (
            select data ->> 'memo' from negotiations.mt_events where type = 'memo_received' and id::text = data ->> 'id'
            group by 1 having count(*) > 1) twice
        """;
    private static readonly bool IsFull = Environment.GetEnvironmentVariable("NEGOTIATIONS_DRILL") == "full";
    private static readonly string[] Tracks = ["talks", "terms", "remains"];
    private readonly DirectoryInfo home = Directory.CreateTempSubdirectory("negotiations-race-");
    private readonly int[] ports = [HostProcess.FreePort(), HostProcess.FreePort()];
    private readonly ConcurrentDictionary<string, int> made = [];
    private readonly ConcurrentQueue<string> odd = [];
    private int next, refused;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        if (!OperatingSystem.IsWindows()) home.UnixFileMode |= UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        home.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task An_id_is_held_once_whoever_races()
    {
        var options = new EmbeddedPostgresOptions
        {
            Folder = Path.Combine(home.FullName, "postgres"),
            FallbackFolder = Path.Combine(home.FullName, "fallback")
        };
        await using var server = await EmbeddedPostgresServer.StartAsync(options, NullLogger.Instance, Cancellation);
        string[] settings = [$"--ConnectionStrings:Negotiations={server.ConnectionString}", "--Bus:ManyHosts=true",
            $"--Keys:Folder={Path.Combine(home.FullName, "keys")}"];
        using var first = await HostProcess.Start(home.FullName, ports[0], settings);
        using var second = await HostProcess.Start(home.FullName, ports[1], settings);
        using var client = OperatorsKey.Client(ports[0]);
        await client.WithNegotiation();

        var (began, clients) = (Stopwatch.GetTimestamp(), IsFull ? 64 : 8);
        await Task.WhenAll(Enumerable.Range(0, clients).Select(i => Make(i, began)));

        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"ids raced for: {clients} clients over two hosts, {made.Count} made, {refused} refused as taken, "
            + $"{(made.Count + refused) / seconds:0} commands/s");
        odd.ShouldBeEmpty(string.Join('\n', first.Said.Concat(second.Said).Where(line => line.Contains("Failed", StringComparison.Ordinal))
            .Distinct().Take(5)));
        made.ShouldNotBeEmpty();
        refused.ShouldBeGreaterThan(0, "nobody raced");
        made.Values.ShouldAllBe(times => times == 1);
        (await Count(server.ConnectionString)).ShouldBe(0);
        (await client.Replay("""{"mode": "verify"}""")).At("differences").ShouldBe("0");
    }

    // Every id is asked for four times, by whoever comes next, on whatever track.
    private async Task Make(int number, long began)
    {
        using var client = OperatorsKey.Client(ports[number % ports.Length]);
        while (Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(IsFull ? 60 : 2))
        {
            var turn = Interlocked.Increment(ref next);
            var (id, track) = ($"m-{turn / 4}", Tracks[turn % Tracks.Length]);
            var (status, body) = await client.Post("RecordMemo",
                $$"""
                {"tracks": ["{{track}}"], "memo": "{{id}}", "kind": "memorandum", "from": "ua", "to": "ru",
                 "title": "x", "disclosure": "withheld"}
                """);
            if (status == HttpStatusCode.Created) made.AddOrUpdate(id, 1, (_, times) => times + 1);
            else if (body.At("code") == "memo-exists") Interlocked.Increment(ref refused);
            else odd.Enqueue($"{(int)status} {body.ToJsonString()}");
        }
    }

    private static async Task<long> Count(string database)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand(Doubled);
        return (long)(await command.ExecuteScalarAsync(Cancellation))!;
    }
}
