using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Negotiations.Domain.Facts;

namespace Negotiations.Service.Tests;

/// <summary>What is measured and traced, and the dashboard that shows it.</summary>
public sealed partial class ObservabilityTests(PostgresFixture postgres) : IAsyncLifetime
{
    private HttpClient client = null!;

    public async ValueTask InitializeAsync() => client = await postgres.Shared.WithNegotiation();

    public ValueTask DisposeAsync()
    {
        client.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public void The_dashboard_shows_every_instrument_and_nothing_that_is_not_measured()
    {
        var known = new Dictionary<string, HashSet<string>>();
        using var listener =
            new MeterListener
            {
                InstrumentPublished = (instrument, _) =>
            {
                if (instrument.Meter.Name.StartsWith("Negotiations",
            StringComparison.Ordinal)) known[instrument.Name] = [.. PrometheusNames(instrument)];
            }
            };
        listener.Start();
        var dashboard = JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, "infra", "dashboard.json")))!;
        var shown = dashboard["panels"]!.AsArray().SelectMany(panel => panel!["targets"]!.AsArray())
            .SelectMany(target => Metric.Matches(target!.At("expr")!)).Select(match => match.Value).ToHashSet();

        shown.Except(known.Values.SelectMany(names => names)).ShouldBeEmpty();
        known.Where(instrument => !instrument.Value.Overlaps(shown)).Select(instrument => instrument.Key).ShouldBeEmpty();
        known.Count.ShouldBeGreaterThanOrEqualTo(8);
    }

    [Fact]
    public async Task Commands_are_counted_by_name_and_outcome()
    {
        var counted = new List<(long Count, string Command, string Outcome)>();
        using var listener =
            new MeterListener
            {
                InstrumentPublished = (instrument, to) =>
            { if (instrument.Name == "negotiations.commands") to.EnableMeasurementEvents(instrument); }
            };
        listener.SetMeasurementEventCallback<long>((_, count, tags, _) =>
            { lock (counted) counted.Add((count, Tag(tags, "command"), Tag(tags, "outcome"))); });
        listener.Start();

        await client.Accepted("RecordLegalAction", """{"body": "ua", "action": "x", "subjects": ["ru"], "text": "x"}""");
        await client.Post("RecordLegalAction", """{"body": "nobody", "action": "x", "subjects": ["ru"], "text": "x"}""");

        lock (counted) counted.Where(one => one.Command == "RecordLegalAction")
            .ShouldBe([(1, "RecordLegalAction", "recorded"), (1, "RecordLegalAction", "refused")]);
    }

    [Fact]
    public async Task One_trace_leads_from_the_request_to_the_index_and_holds_nothing_of_what_was_said()
    {
        var spans = new List<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "Negotiations" or "Wolverine" or "Npgsql" or "Marten" or "Microsoft.AspNetCore",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span => { lock (spans) spans.Add(span); },
        };
        ActivitySource.AddActivityListener(listener);
        var trace = ActivityTraceId.CreateRandom();

        var (_, receipt) = await client.Post("RecordLegalAction",
            """{"body": "ua", "action": "x", "subjects": ["ru"], "text": "Unmistakable"}""",
            ("traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom()}-01"));
        await client.Get($"/negotiations/{Requests.N}/timeline?minSequence={receipt.At("sequence")}");

        Activity[] own;
        lock (spans) own = [.. spans.Where(span => span.TraceId == trace)];
        own.Select(span => span.Source.Name).Distinct()
            .ShouldBe(["Npgsql", "Wolverine", "Negotiations", "Microsoft.AspNetCore"], ignoreOrder: true);
        own.Single(span => span.Source.Name == "Negotiations").DisplayName.ShouldBe("index legalActionNoted");
        own.SelectMany(span => span.TagObjects.Select(tag => $"{tag.Value}").Append(span.DisplayName))
            .ShouldAllBe(text => !text.Contains("Unmistakable", StringComparison.Ordinal));
    }

    // As the collector's exporter for Prometheus writes them.
    private static IEnumerable<string> PrometheusNames(Instrument instrument)
    {
        var name = instrument.Name.Replace('.', '_') + (instrument.Unit == "s" ? "_seconds" : "");
        var kind = instrument.GetType().Name;
        return kind.StartsWith("Counter", StringComparison.Ordinal) ? [$"{name}_total"]
            : kind.StartsWith("Histogram", StringComparison.Ordinal) ? [$"{name}_bucket", $"{name}_sum", $"{name}_count"] : [name];
    }

    private static string Tag(ReadOnlySpan<KeyValuePair<string, object?>> tags, string name)
    {
        foreach (var (key, value) in tags)
            if (key == name) return $"{value}";
        return "";
    }

    [GeneratedRegex("negotiations_[a-z_]+")]
    private static partial Regex Metric { get; }
}
