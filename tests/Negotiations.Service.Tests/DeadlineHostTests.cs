using System.Globalization;
using System.Text.Json.Nodes;
using Negotiations.Domain.Facts;

namespace Negotiations.Service.Tests;

/// <summary>
/// Deadlines and real hosts, which are stopped or killed around them. What was planned for an instant fires by the real clock.
/// </summary>
public sealed class DeadlineHostTests(PostgresFixture postgres) : IDisposable
{
    private const int Rounds = 24;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly string[] store = [$"--ConnectionStrings:Negotiations={postgres.ConnectionString}",
        $"--Store:Schema=hosts_{Guid.NewGuid():N}"];
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("negotiations-hosts-");

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_host_that_was_stopped_before_a_deadline_and_started_after_records_it_once(bool isKilled)
    {
        var port = HostProcess.FreePort();
        using var client = ClientOf(port);
        using (var host = await HostProcess.Start(folder.FullName, port, store))
        {
            await client.WithNegotiation();
            await Plan(client, "remains", 1, TimeSpan.FromSeconds(2));
            if (isKilled) host.Kill();
            else await host.Stop();
        }

        using var next = await HostProcess.Start(folder.FullName, port, store);

        (await Passed(client, 1)).Select(fact => fact.At("content/thing")).ShouldBe(["round-1"]);
        next.Said.Count(line => line.Contains("Deadline passed", StringComparison.Ordinal)).ShouldBeLessThanOrEqualTo(1);
    }

    [Fact]
    public async Task Two_hosts_that_are_killed_and_restarted_around_deadlines_record_each_exactly_once()
    {
        var ports = new[] { HostProcess.FreePort(), HostProcess.FreePort() };
        string[] arguments = [.. store, "--Bus:ManyHosts=true"];
        using var client = ClientOf(ports[0]);
        using (var first = await HostProcess.Start(folder.FullName, ports[0], arguments))
        using (var second = await HostProcess.Start(folder.FullName, ports[1], arguments))
        {
            await client.WithNegotiation();
            for (var round = 1; round <= Rounds; round++)
                await Plan(client, round % 2 == 0 ? "remains" : "terms", round, TimeSpan.FromSeconds(round * 0.3));
            // Some have passed by the time that this one is recorded, by whichever host; the others pass while no host runs, or after.
            await Passed(client, 1);
            first.Kill();
            second.Kill();
        }

        using var third = await HostProcess.Start(folder.FullName, ports[0], arguments);
        using var fourth = await HostProcess.Start(folder.FullName, ports[1], arguments);

        (await Passed(client, Rounds)).Select(fact => fact.At("content/thing")).Order(StringComparer.Ordinal)
            .ShouldBe(Enumerable.Range(1, Rounds).Select(round => $"round-{round}").Order(StringComparer.Ordinal));
        foreach (var track in new[] { "remains", "terms" })
            (await client.Get($"/negotiations/{Requests.N}/tracks/{track}/facts?limit=500"))["items"]!.AsArray()
                .Count(fact => fact!.At("type") == "deadlinePassed").ShouldBe(Rounds / 2);
    }

    private static HttpClient ClientOf(int port) => OperatorsKey.Client(port);

    private static Task<JsonObject> Plan(HttpClient client, string track, int round, TimeSpan ahead)
    {
        var planned = DateTimeOffset.UtcNow.Add(ahead).ToString("yyyy-MM-ddTHH:mm:ss.ffZ", CultureInfo.InvariantCulture);
        return client.Accepted("ScheduleRound",
            $$"""{"tracks": ["{{track}}"], "round": "round-{{round}}", "planned": "{{planned}}", "status": "agreed"}""");
    }

    // Each look waits at the service until one more fact is visible.
    private static async Task<IReadOnlyList<JsonNode>> Passed(HttpClient client, int count)
    {
        var until = DateTimeOffset.UtcNow + Patience;
        while (true)
        {
            var items = (await client.Get($"/negotiations/{Requests.N}/timeline?type=deadlinePassed&limit=500"))["items"]!.AsArray();
            if (items.Count >= count || DateTimeOffset.UtcNow > until) return [.. items.Select(item => item!)];
            var newest = (await client.Get($"/negotiations/{Requests.N}/timeline?limit=500"))["items"]!.AsArray()
                .Select(item => long.Parse(item!.At("sequence")!, CultureInfo.InvariantCulture)).DefaultIfEmpty(0).Max();
            using var _ = await client.GetAsync(new Uri($"/negotiations?minSequence={newest + 1}", UriKind.Relative),
                TestContext.Current.CancellationToken);
        }
    }
}
