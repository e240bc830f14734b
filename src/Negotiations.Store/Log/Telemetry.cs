using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Negotiations.Store.Log;

/// <summary>The service's own spans and instruments. Names of commands and outcomes only: what is reported is in none of them.</summary>
internal static class Telemetry
{
    /// <summary>The name of the source and of the meter.</summary>
    public const string Name = "Negotiations";

    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);
    private static readonly Counter<long> Commands = Meter.CreateCounter<long>("negotiations.commands", "{command}",
        "Commands, by name and outcome");
    private static readonly Histogram<double> Appends = Meter.CreateHistogram<double>("negotiations.append.duration", "s",
        "How long saving facts took, with their snapshots and messages");

    /// <summary>A command was decided.</summary>
    public static void Decided(string command, string outcome) => Commands.Add(1, new("command", command), new("outcome", outcome));

    /// <summary>Facts were saved.</summary>
    public static void Saved(long startedAt) => Appends.Record(Stopwatch.GetElapsedTime(startedAt).TotalSeconds);

    /// <summary>The current span's id, so that what later follows from a fact joins its trace; null where nobody traces.</summary>
    public static string? Parent => Activity.Current is { Recorded: true, IdFormat: ActivityIdFormat.W3C } span ? span.Id : null;

    /// <summary>
    /// A span for something that follows from a fact, in the trace that recorded the fact; null where nobody traces, or did then.
    /// </summary>
    public static Activity? Follow(string what, object? parent) =>
        parent is string id && ActivityContext.TryParse(id, null, isRemote: true, out var context)
            ? Source.StartActivity(what, ActivityKind.Consumer, context) : null;
}
