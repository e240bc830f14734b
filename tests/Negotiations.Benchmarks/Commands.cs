using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Negotiations.Contracts.Answers;
using Negotiations.Domain;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Positions;
using Negotiations.Domain.Time;
using Negotiations.Service.Access;
using Wolverine;

namespace Negotiations.Benchmarks;

/// <summary>Commands a second through the bus, beside pgbench with the same SQL statements that one command causes.</summary>
internal static class Commands
{
    private static readonly (int Clients, double Goal)[] Loads = [(1, 0.7), (8, 1.2), (16, 1.2), (64, 2)];

    public static async Task Run(Bench bench)
    {
        var tracks = Enumerable.Range(0, Pgbench.TracksOfEach * Loads[^1].Clients).Select(Track).ToArray();
        var span = TimeSpan.FromSeconds(Math.Max(0.3, 6.0 / bench.Scale));
        await bench.Open(tracks);
        using var pgbench = await Pgbench.Make(bench, tracks);
        await ThroughTheBus(bench, 16, 3 * span);
        bench.Sheet.Begin("Commands a second through the bus, and pgbench with the same statements");
        foreach (var (clients, goal) in Loads)
        {
            await bench.Tidy();
            // Before and after, because the machine may be slower at one time than at another.
            var before = pgbench is null ? 0 : await pgbench.Rate(clients, span);
            var (rate, median, high) = await ThroughTheBus(bench, clients, span);
            var after = pgbench is null ? 0 : await pgbench.Rate(clients, span);
            bench.Sheet.Add($"commands, {clients} clients", rate, "/s", pgbench is null ? null : (before + after) / 2, goal);
            bench.Sheet.Add($"… p50, {clients} clients", median, "ms");
            bench.Sheet.Add($"… p99, {clients} clients", high, "ms");
        }
    }

    /// <summary>The tracks that the clients write to, by number.</summary>
    public static string Track(int i) => $"c-{i}";

    /// <summary>Commands through the bus for a while: how many a second, and how long one took.</summary>
    public static async Task<(double Rate, double Median, double High)> ThroughTheBus(Bench bench, int clients, TimeSpan span)
    {
        var bus = bench.Service.Services.GetRequiredService<IServiceScopeFactory>();
        var start = Stopwatch.GetTimestamp();
        var times = await Task.WhenAll(Enumerable.Range(0, clients).Select(client => Task.Run(async () =>
        {
            await using var scope = bus.CreateAsyncScope();
            var (messages, random, taken) = (scope.ServiceProvider.GetRequiredService<IMessageBus>(), new Random(client),
                new List<double>());
            while (Stopwatch.GetElapsedTime(start) < span)
            {
                var begun = Stopwatch.GetTimestamp();
                var command = Command((client * Pgbench.TracksOfEach) + random.Next(Pgbench.TracksOfEach));
                var result = await messages.InvokeAsync<CommandResult>(command, Caller.Local.AsSender());
                if (result.Status != CommandStatus.Recorded) throw new InvalidOperationException(result.Refusals[0].Detail);
                taken.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            }
            return taken;
        })));
        var all = times.SelectMany(time => time).Order().ToArray();
        return (all.Length / Stopwatch.GetElapsedTime(start).TotalSeconds, all[all.Length / 2], all[(int)(all.Length * 0.99)]);
    }

    private static RecordPosition Command(int track) => new()
    {
        Negotiation = Key.Of(Bench.Negotiation),
        CommandId = Guid.CreateVersion7(),
        Tracks = [Key.Of(Track(track))],
        Occurred = Occurrence.Of("2025-06-02"),
        Report = new Report { Source = new Source { Publisher = "A newspaper" }, Claimants = [ActorKey.Of("ua")] },
        Actor = ActorKey.Of("ua"),
        Stance = Stance.Comment,
        Text = "What was said, in one sentence of ordinary length, as a newspaper reports it.",
    };
}
