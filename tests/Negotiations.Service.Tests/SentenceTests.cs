using System.Text;
using System.Text.Json.Nodes;
using CodeHollow.FeedReader;
using Negotiations.Domain.Facts;

namespace Negotiations.Service.Tests;

/// <summary>A fact has the same sentence wherever it is shown, and is found by the words of it.</summary>
public sealed class SentenceTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static string Of => $"/negotiations/{Requests.N}";
    private readonly ServiceUnderTest service = postgres.Shared.Service;
    private HttpClient client = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => client = await postgres.Shared.WithNegotiation();

    public ValueTask DisposeAsync()
    {
        client.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_fact_has_the_same_sentence_everywhere()
    {
        var (stage, retraction) = await Corrected();
        await service.IsIndexed();

        foreach (var (fact, sentence, mark) in new[] { (stage, Handed, "[retracted] "), (retraction, Withdrawn, "[correction] ") })
        {
            (await client.Get($"/facts/{fact}")).At("summary").ShouldBe(sentence);
            Summary(await client.Get($"{Of}/tracks/remains/facts"), fact).ShouldBe(sentence);
            FeedReader.ReadFromString(await Text("feed.atom")).Items.Single(item => item.Id == $"urn:uuid:{fact}").Title
                .ShouldBe(mark + sentence);
            (await client.Get($"{Of}/feed.json"))["items"]!.AsArray().Single(item => item!.At("id") == $"urn:uuid:{fact}")!.At("title")
                .ShouldBe(mark + sentence);
            (await Streamed(fact)).At("summary").ShouldBe(sentence);
            Encoding.UTF8.GetString(await client.GetByteArrayAsync(new Uri($"{Of}/facts.csv", UriKind.Relative), Cancellation))
                .ShouldContain($"\"{sentence}\"");
        }
        Summary(await client.Get($"{Of}/timeline"), retraction).ShouldBe(Withdrawn);
        (await Text("replay?step=fact&over=knowledge")).ShouldContain($"\"{Withdrawn}\"");
    }

    [Fact]
    public async Task A_fact_is_found_by_the_words_of_its_sentence_by_names_and_by_numbers()
    {
        var (stage, retraction) = await Corrected();
        var said = await Fact("ClaimFigure", """
            {"measure": "exchange/e-1/ru-ua/delivered", "value": {"value": 6057},
             "report": {"source": {"publisher": "A newspaper"}, "claimants": ["ua/umerov"]}}
            """);

        (await Found("\"hands over 1,212 bodies to Ukraine\"")).ShouldBe([retraction]);
        (await Found("withdrawn")).ShouldBe([retraction]);
        (await Found("withdrawn asOf")).ShouldBeEmpty();
        (await Found("6057")).ShouldBe([said]);
        (await Found("6,057 russ")).ShouldBe([said]);
        (await Found("exchange bodies -6057")).Length.ShouldBe(1);
        (await Found("umerov -added")).ShouldBe([said]);
    }

    [Fact]
    public async Task Names_are_those_of_now_and_an_exchange_is_told_by_its_legs_also_when_it_is_denied()
    {
        var (stage, _) = await Corrected(retract: false);
        await client.Accepted("ChangeActor", """{"actor": "ua", "from": "2025-05-01", "name": "The Ukraine of today"}""");
        var agreed = (await client.Get($"{Of}/timeline?type=exchangeAgreed")).At("items/0/factId");
        await client.Accepted("DenyFact", $$"""{"fact": "{{agreed}}"}""");

        const string told = "Russia hands over 1,212 bodies to The Ukraine of today";
        (await client.Get($"/facts/{stage}")).At("summary").ShouldBe(told);
        (await client.Get($"{Of}/tracks/remains")).At("lastMovement/summary").ShouldBe(told);
        (await client.Get(Of)).At("tracks/0/lastMovement/summary").ShouldBe(told);
        (await Found("today")).ShouldContain(stage);
    }

    private const string Handed = "Russia hands over 1,212 bodies to Ukraine", Withdrawn = $"Withdrawn: {Handed} (A misprint)";

    private async Task<(string Stage, string Retraction)> Corrected(bool retract = true)
    {
        await Fact("RecordExchangeAgreement",
            """{"exchange": "e-1", "legs": [{"leg": "ru-ua", "from": "ru", "to": "ua", "category": "remains"}]}""");
        var stage = await Fact("RecordExchangeStage",
            """{"exchange": "e-1", "stage": "one", "deliveries": [{"leg": "ru-ua", "quantity": 1212}]}""");
        return (stage, retract ? await Fact("RetractFact", $$"""{"fact": "{{stage}}", "reason": "A misprint"}""") : "");
    }

    private async Task<string> Fact(string command, string fields) => (await client.Accepted(command, fields)).At("factId")!;

    private async Task<string?[]> Found(string query) =>
        [.. (await client.Get($"{Of}/timeline?q={Uri.EscapeDataString(query)}"))["items"]!.AsArray().Select(item => item!.At("factId"))];

    private static string? Summary(JsonObject list, string fact) =>
        list["items"]!.AsArray().Single(item => item!.At("factId") == fact)!.At("summary");

    private Task<string> Text(string path) => client.GetStringAsync(new Uri($"{Of}/{path}", UriKind.Relative), Cancellation);

    private async Task<JsonNode> Streamed(string fact)
    {
        await using var stream = await client.GetStreamAsync(new Uri($"{Of}/stream?after=0", UriKind.Relative), Cancellation);
        using var reader = new StreamReader(stream);
        while (await reader.ReadLineAsync(Cancellation) is { } line)
            if (line.StartsWith("data: ", StringComparison.Ordinal) && JsonNode.Parse(line[6..])!.At("id") == fact)
                return JsonNode.Parse(line[6..])!;
        throw new ShouldAssertException($"the stream ended before {fact}");
    }
}
