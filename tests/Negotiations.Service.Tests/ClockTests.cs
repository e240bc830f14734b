using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Negotiations.Domain.Facts;
using Negotiations.Service.Deadlines;
using Wolverine;

namespace Negotiations.Service.Tests;

/// <summary>Clocks that don't go together: instants never go back, and a host that is off says so and takes nothing for overdue.</summary>
public sealed class ClockTests(PostgresFixture postgres)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Within_a_track_the_instants_of_recording_never_go_back_whichever_host_records()
    {
        await using var ahead = new ServiceUnderTest(postgres);
        await using var behind = new ServiceUnderTest(postgres).WithSameStore(ahead);
        using var first = await ahead.CreateClient().WithNegotiation();
        using var second = behind.CreateClient();
        ahead.Clock.Advance(TimeSpan.FromSeconds(300));

        for (var i = 0; i < 5; i++)
            foreach (var client in new[] { first, second })
                await client.Accepted("RecordPosition",
                    """{"tracks": ["talks", "terms"], "actor": "ua", "stance": "comment", "text": "x"}""");
        await second.Accepted("AddActor", """{"actor": "de", "name": "Germany", "kind": "state"}""");

        foreach (var track in new[] { "talks", "terms" })
        {
            var instants = (await first.Get($"/negotiations/{Requests.N}/tracks/{track}/facts"))["items"]!.AsArray()
                .Select(fact => DateTimeOffset.Parse(fact!.At("recorded/at")!, null)).ToArray();
            instants.ShouldBe(instants.Order());
            instants.Distinct().Count().ShouldBe(instants.Length);
        }
    }

    [Fact]
    public async Task A_host_whose_clock_is_off_says_so_is_not_ready_and_takes_nothing_for_overdue()
    {
        await using var service = new ServiceUnderTest(postgres).With("Clock:MostSkew", "5");
        service.Clock.SetUtcNow(DateTimeOffset.UtcNow.AddSeconds(300));
        using var client = await service.CreateClient().WithNegotiation();
        var due = DateTimeOffset.UtcNow.AddSeconds(200).ToString("yyyy-MM-ddTHH:mm:ssZ", null);
        await client.Accepted("RecordCommitment", $$"""{"commitment": "c-1", "by": ["ru"], "what": "x", "due": "{{due}}"}""");

        await Review(service);
        using var health = await client.GetAsync(new Uri("/health/ready", UriKind.Relative), Cancellation);
        var told = JsonNode.Parse(await health.Content.ReadAsStringAsync(Cancellation))!;

        ((int)health.StatusCode).ShouldBe(503);
        told.At("checks/clock/description")!.ShouldContain("s ahead of the database's");
        (await Passed(service)).ShouldBe(0);
    }

    [Fact]
    public async Task A_host_whose_clock_is_right_is_ready_and_notes_what_is_overdue()
    {
        await using var service = new ServiceUnderTest(postgres).With("Clock:MostSkew", "60");
        service.Clock.SetUtcNow(DateTimeOffset.UtcNow);
        using var client = await service.CreateClient().WithNegotiation();
        var soon = DateTimeOffset.UtcNow.AddSeconds(20).ToString("yyyy-MM-ddTHH:mm:ssZ", null);
        await client.Accepted("RecordCommitment", $$"""{"commitment": "c-1", "by": ["ru"], "what": "x", "due": "{{soon}}"}""");
        service.Clock.Advance(TimeSpan.FromSeconds(25));

        await Review(service);

        (await client.GetAsync(new Uri("/health/ready", UriKind.Relative), Cancellation)).IsSuccessStatusCode.ShouldBeTrue();
        (await Passed(service)).ShouldBe(1);
    }

    private static async Task Review(ServiceUnderTest service)
    {
        await using var scope = service.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<IMessageBus>()
            .InvokeAsync(new ReviewDeadlines(Requests.N, "remains", DateTimeOffset.MinValue), Cancellation);
    }

    private static async Task<long> Passed(ServiceUnderTest service) =>
        (long)(await service.Look("select count(*) from {0}.mt_events where type like 'deadline_passed%'"))!;
}
