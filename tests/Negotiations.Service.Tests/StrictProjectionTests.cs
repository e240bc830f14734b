using System.Diagnostics.Metrics;
using System.Net;
using Negotiations.Service.Hosting;

namespace Negotiations.Service.Tests;

/// <summary>An event that can't be applied: nothing is passed over, it shows, and when it is repaired everything goes on.</summary>
public sealed class StrictProjectionTests(PostgresFixture postgres) : IAsyncLifetime
{
    private const string BadEvent = "0193f000-0000-7000-8000-00000000bad0";
    private const int Tries = 40;
    private readonly ServiceUnderTest service = new(postgres);
    private HttpClient client = null!;

    public async ValueTask InitializeAsync() => client = await service.CreateClient().WithNegotiation();

    public ValueTask DisposeAsync() => service.DisposeAsync();

    [Theory]
    [InlineData("talks_held", """{"occurred": 5}""")]
    [InlineData("nothing_known", "{}")]
    public async Task It_stops_the_index_shows_with_its_id_and_is_resumed_after_the_repair(string type, string data)
    {
        await service.IsIndexed();
        service.Clock.AutoAdvanceAmount = TimeSpan.FromMilliseconds(200);
        await service.ByHand($$"""
            insert into {0}.mt_events (seq_id, id, stream_id, version, data, type, timestamp, headers)
            select nextval('{0}.mt_events_sequence'), '{{BadEvent}}', id, 1000, '{{data}}', '{{type}}', now(), '{}'
            from {0}.mt_streams where id = 'russia-ukraine/remains'
            """);
        var receipt = await client.Accepted("RecordPosition",
            """{"tracks": ["talks"], "actor": "ua", "stance": "comment", "text": "Recorded after it"}""");

        var ill = await Health(HttpStatusCode.ServiceUnavailable);
        var track = await client.Get($"/negotiations/{Requests.N}/tracks/talks");
        var measured = Measure();
        await service.ByHand($"delete from {{0}}.mt_events where id = '{BadEvent}'");
        var well = await Health(HttpStatusCode.OK);

        ill.ShouldContain(BadEvent);
        track.At("version").ShouldBe("2");
        measured.ShouldContain(line => line.StartsWith($"negotiations.projection.stopped 1 {BadEvent}", StringComparison.Ordinal));
        measured.ShouldContain(line => line.StartsWith("negotiations.projection.lag ", StringComparison.Ordinal)
            && !line.StartsWith("negotiations.projection.lag 0", StringComparison.Ordinal));
        well.ShouldContain("timeline");
        (await client.Get($"/negotiations/{Requests.N}/timeline?type=positionStated")).At("items/0/factId").ShouldBe(receipt.At("factId"));
    }

    // The watch looks once a second; each look waits at the service for a sequence that the index does not reach.
    private async Task<string> Health(HttpStatusCode expected)
    {
        for (var i = 0; i < Tries; i++)
        {
            using var response = await client.GetAsync(new Uri("/health/ready", UriKind.Relative), TestContext.Current.CancellationToken);
            if (response.StatusCode == expected) return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            service.Clock.Advance(TimeSpan.FromSeconds(6));
            using var _ = await client.GetAsync(new Uri($"/negotiations/{Requests.N}/timeline?minSequence=1000000", UriKind.Relative),
                TestContext.Current.CancellationToken);
        }
        throw new ShouldAssertException($"the health never became {expected}");
    }

    private static List<string> Measure()
    {
        var measured = new List<string>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, target) =>
        {
            if (instrument.Meter.Name == ProjectionWatch.MeterName) target.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => measured.Add($"{instrument.Name} {value}"));
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) =>
            measured.Add($"{instrument.Name} {value} {tags.ToArray().FirstOrDefault(tag => tag.Key == "event.id").Value}"));
        listener.Start();
        listener.RecordObservableInstruments();
        return measured;
    }
}
