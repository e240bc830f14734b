using System.Net;
using System.Net.ServerSentEvents;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Negotiations.Service.Access;

namespace Negotiations.Service.Tests;

/// <summary>Whoever may not read every negotiation can't tell from numbers or from time how much is recorded elsewhere.</summary>
public sealed class HiddenNumberTests(SharedService shared) : IAsyncLifetime, IClassFixture<SharedService>
{
    private HttpClient operators = null!, desk = null!;
    private string negotiation = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        operators = await shared.WithNegotiation();
        negotiation = Requests.N;
        desk = await shared.Service.ClientOf($"recorder:{negotiation}");
    }

    public ValueTask DisposeAsync()
    {
        operators.Dispose();
        desk.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_caller_of_one_negotiation_is_told_other_numbers_that_serve_as_well()
    {
        var receipt = await Recorded();
        var id = receipt.At("factId")!;
        var told = receipt.At("sequence")!;
        var stored = $"{await shared.Service.Look($"select seq_id from {{0}}.mt_events where id = '{id}'")}";

        told.ShouldNotBe(stored);
        (await desk.Get($"/facts/{id}")).At("sequence").ShouldBe(told);
        (await operators.Get($"/facts/{id}")).At("sequence").ShouldBe(stored);
        (await desk.Get($"/negotiations/{negotiation}/timeline?minSequence={told}"))["items"]!.AsArray()
            .Single(fact => fact!.At("factId") == id)!.At("sequence").ShouldBe(told);
        var lines = await desk.PostLines(Position().ToJsonString() + "\n" + Position().ToJsonString());
        (await desk.Status($"/negotiations/{negotiation}?minSequence={lines.Lines[^1].At("sequence")}")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task No_number_that_was_not_told_is_taken_whether_the_store_has_it_or_not()
    {
        await Recorded();
        var answers = new HashSet<string>();
        foreach (var number in new[] { "1", "5", "100", "1000000", "4503599627370495", "4503599627370496", "9223372036854775807" })
            foreach (var address in new[] { $"?minSequence={number}", $"/timeline?minSequence={number}", $"/stream?after={number}" })
            {
                var (status, problem) = await desk.Refused($"/negotiations/{negotiation}{address}");
                answers.Add($"{(int)status} {problem.At("code")} "
                    + problem.At("detail")!.Replace("after", "minSequence", StringComparison.Ordinal));
            }

        answers.ShouldHaveSingleItem().ShouldStartWith("400 invalid-number");
    }

    [Fact]
    public async Task A_stream_begins_where_its_own_negotiation_stands_and_goes_on_by_the_numbers_it_told()
    {
        var first = await Recorded();
        // The stream goes as far as all is settled, and so does the index.
        await desk.Get($"/negotiations/{negotiation}/timeline?minSequence={first.At("sequence")}");
        var before = await Start();
        await Elsewhere();
        var after = await Start();
        var second = await Recorded();

        (before, after).ShouldBe((first.At("sequence"), first.At("sequence")));
        var stream = await desk.GetStreamAsync(new Uri($"/negotiations/{negotiation}/stream?after={after}", UriKind.Relative),
            Cancellation);
        var next = await SseParser.Create(stream).EnumerateAsync(Cancellation).FirstAsync(Cancellation);
        (next.EventId, JsonNode.Parse(next.Data)!.At("sequence")!.TrimStart('0'), JsonNode.Parse(next.Data)!.At("id"))
            .ShouldBe((second.At("sequence"), second.At("sequence"), second.At("factId")));
    }

    [Fact]
    public void Each_number_stands_for_one_sequence_and_they_have_no_order()
    {
        var cloak = shared.Service.Services.GetRequiredService<SequenceCloak>();
        long[] sequences = [.. Enumerable.Range(1, 2_000).Select(i => (long)i), .. Enumerable.Range(0, 51).Select(i => 1L << i)];

        var hidden = sequences.Select(cloak.Hide).ToArray();

        hidden.Select(cloak.Find).ShouldBe(sequences);
        hidden.ShouldAllBe(number => number > 0 && number < 1L << 52);
        hidden.Take(2_000).Zip(hidden.Skip(1)).Count(pair => pair.First < pair.Second).ShouldBeInRange(800, 1_200);
        (cloak.Hide(0), cloak.Find(0)).ShouldBe((0, 0));
    }

    private Task<JsonNode> Recorded() => Told(desk);

    private static async Task<JsonNode> Told(HttpClient client) =>
        await client.Accepted("RecordPosition", """{"actor": "ua", "stance": "comment", "text": "x"}""");

    private static JsonObject Position() =>
        Requests.Envelope("RecordPosition", """{"command": "RecordPosition", "actor": "ua", "stance": "comment", "text": "x"}""");

    private async Task<string?> Start()
    {
        var stream = await desk.GetStreamAsync(new Uri($"/negotiations/{negotiation}/stream", UriKind.Relative), Cancellation);
        var start = await SseParser.Create(stream).EnumerateAsync(Cancellation).FirstAsync(Cancellation);
        JsonNode.Parse(start.Data)!.At("sequence").ShouldBe(start.EventId);
        return start.EventId;
    }

    // By others, in a negotiation that the desk can't see.
    private async Task Elsewhere()
    {
        var scribe = await shared.Scribe();
        scribe.Client.Dispose();
    }
}
