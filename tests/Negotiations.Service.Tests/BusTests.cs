using Microsoft.Extensions.DependencyInjection;
using Negotiations.Contracts.Answers;
using Negotiations.Domain;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Positions;
using Negotiations.Domain.Setup;
using Negotiations.Domain.Time;
using Negotiations.Service.Access;
using Negotiations.Service.Commands;
using Wolverine;

namespace Negotiations.Service.Tests;

/// <summary>Commands as objects on the bus inside the service.</summary>
public sealed class BusTests(PostgresFixture postgres) : IAsyncLifetime
{
    private readonly ServiceUnderTest service = postgres.Shared.Service;
    private HttpClient client = null!;

    public async ValueTask InitializeAsync() => client = await postgres.Shared.WithNegotiation();

    public ValueTask DisposeAsync()
    {
        client.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task From_inside_the_same_commands_travel_on_the_bus()
    {
        await using var scope = service.Services.CreateAsyncScope();
        var bus = scope.ServiceProvider.GetRequiredService<IMessageBus>();
        var command = new RecordPosition
        {
            Negotiation = Key.Of(Requests.N),
            Tracks = [Key.Of("remains")],
            Occurred = Occurrence.Of("2025-06-02"),
            Report = new Report { Source = new Source { Publisher = "A newspaper" } },
            Actor = ActorKey.Of("ua"),
            Stance = Stance.Demand,
            Text = "An unconditional ceasefire",
        };

        var accepted = await bus.InvokeAsync<CommandResult>(command, Caller.Local.AsSender(), TestContext.Current.CancellationToken);
        var refused = await bus.InvokeAsync<CommandResult>(command with { Tracks = [Key.Of("nowhere")] }, Caller.Local.AsSender(),
            TestContext.Current.CancellationToken);

        (accepted.Status, accepted.Receipt!.Tracks.Single().Version).ShouldBe((CommandStatus.Recorded, 2));
        refused.Refusals.Single().Code.ShouldBe("unknown-track");
        await Should.ThrowAsync<InvalidOperationException>(() =>
            bus.InvokeAsync<CommandResult>(command, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void What_a_command_says_is_in_no_text_that_could_reach_a_log()
    {
        var command = new OpenNegotiation { Negotiation = Key.Of("secret"), Title = "Secret" };

        command.ToString().ShouldBe("OpenNegotiation");
        new RecordMany([command], Atomic: true).ToString().ShouldBe("RecordMany");
    }
}
