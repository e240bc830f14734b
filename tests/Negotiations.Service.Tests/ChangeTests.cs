using System.Net;
using System.Text.Json.Nodes;

namespace Negotiations.Service.Tests;

/// <summary>What is different between two views, and lists over all negotiations that a caller may read.</summary>
public sealed class ChangeTests(MadeUpNegotiation made, PostgresFixture postgres) : IClassFixture<MadeUpNegotiation>
{
    private const string N = MadeUpNegotiation.N;

    [Fact]
    public async Task Between_two_dates_stages_numbers_and_facts_are_told_before_and_after()
    {
        var items = await made.Items($"{N}/changes?from=2024-03-31&to=2024-04-05");

        items.Select(Told).ShouldBe(
        [
            "stage remains agreed 2024-03-25 > implementing 2024-04-02",
            "number exchange/remains-1/delivered  > single {\"between\":[118,120]}",
            "number exchange/remains-1/selin-varda/delivered  > disputed {\"between\":[118,120]}",
            "number exchange/remains-1/stage/2024-04-02/selin-varda  > disputed {\"between\":[118,120]}",
            "came exchangeStageCompleted 2024-04-02",
            "came figureClaimed 2024-04-02",
        ], ignoreOrder: true);
        var number = items.Single(item => item["number"]?.At("measure") == "exchange/remains-1/selin-varda/delivered");
        number["number"]!["after"]!["factIds"]!.AsArray().Count.ShouldBe(2);
        items[0].At("summary").ShouldBe("The track remains is implementing since 2024-04-02; it was agreed since 2024-03-25");
    }

    [Fact]
    public async Task What_became_known_is_told_apart_from_what_happened()
    {
        var decided = await made.Items($"{N}/changes?knownFrom=2024-04-04&knownTo=2024-04-06");
        var reopened = await made.Items($"{N}/changes?knownFrom=2024-04-06&knownTo=2024-04-09");

        decided.Select(Told).ShouldContain("number exchange/remains-1/selin-varda/delivered disputed {\"between\":[118,120]} > "
            + "corroborated {\"value\":120}");
        reopened.Select(Told).ShouldContain("number exchange/remains-1/stage/2024-04-02/selin-varda reconciled {\"value\":120} > "
            + "disputed {\"between\":[118,120]}");
        (await made.Items($"{N}/changes?knownFrom=2024-06-23&knownTo=2024-06-24")).Select(Told)
            .ShouldContain("went positionStated 2024-06-23");
        (await made.Items($"{N}/changes?knownFrom=2024-06-24&knownTo=2024-06-26")).Select(Told)
            .ShouldContain("restored positionStated 2024-06-23");
    }

    [Fact]
    public async Task What_was_corrected_is_told_member_by_member_also_beside_our_words()
    {
        await using var service = new ServiceUnderTest(postgres);
        using var client = await service.CreateClient().OnItsOwn().WithNegotiation();
        async Task<string> Release(string status, string on, string? supersedes) => (await client.Accepted("RecordAgreement", $$$"""
            {"agreement": "pact", "title": "A pact", "stage": "pre", "signatories": ["ua", "ru"], "occurred": "{{{on}}}"
            {{{(supersedes is null ? "" : $", \"supersedes\": \"{supersedes}\"")}}}, "attributes": {"pax.status": "{{{status}}}",
                "pax.n": 2}}
            """)).At("factId")!;
        var first = await Release("signed", "2025-06-01", null);
        service.Clock.Advance(TimeSpan.FromDays(2));
        var between = service.Clock.GetUtcNow();
        service.Clock.Advance(TimeSpan.FromDays(2));
        var second = await Release("Multiparty signed", "2025-06-01", first);
        var third = await Release("Multiparty signed", "2025-05-30", second);
        await client.Accepted("DenyFact", $$"""{"fact": "{{third}}"}""");
        await service.IsIndexed();

        var items = (await client.Get($"/negotiations/{Requests.N}/changes?knownFrom={between:yyyy-MM-ddTHH:mm:ssZ}"))["items"]!.AsArray();

        var corrected = items.Single(item => item!["fact"]?.At("change") == "corrected")!["fact"]!;
        (corrected.At("before/factId"), corrected.At("after/factId")).ShouldBe((first, second));
        corrected["differences"]!.AsArray().Select(difference => $"{difference!.At("member")}: {difference!.At("before")} > "
            + difference!.At("after")).ShouldBe(["attributes.pax.status: signed > Multiparty signed"]);
        items.Where(item => item!["fact"] is not null).Select(item => item!.At("fact/change")).ShouldBe(["came", "corrected", "came"],
            ignoreOrder: true);
    }

    [Fact]
    public async Task Parts_of_the_changes_are_the_whole()
    {
        var whole = await made.Items("/changes?from=2024-03-01&to=2024-06-30&limit=500");
        var (parts, next) = (new List<JsonObject>(), (string?)"");
        do
        {
            var part = await made.Get($"/changes?from=2024-03-01&to=2024-06-30&limit=7{(next is "" ? "" : $"&cursor={next}")}");
            parts.AddRange(part["items"]!.AsArray().Select(item => item!.AsObject()));
            next = part.At("next");
        }
        while (next is not null);

        parts.Select(item => item.At("summary")).ShouldBe(whole.Select(item => item.At("summary")));
        whole.Select(item => item.At("negotiation")).Distinct().ShouldBe([MadeUpNegotiation.Other, "varda-selin"]);
    }

    [Theory]
    [InlineData("/timeline?limit=500", "negotiation")]
    [InlineData("/timeline?q=corridor&limit=500", "negotiation")]
    [InlineData("/agreements", "negotiation")]
    [InlineData("/proposals", "negotiation")]
    [InlineData("/claims?limit=500", "negotiation")]
    [InlineData("/changes?from=2024-03-01&limit=500", "negotiation")]
    public async Task Over_all_negotiations_each_sees_those_that_they_may_read(string path, string member)
    {
        using var reader = await made.Service.ClientOf($"reader:{MadeUpNegotiation.Other}");
        using var nobody = await made.Service.ClientOf("operator");

        (await made.Items(path)).Select(item => item.At(member)).Distinct().Order().ShouldBe([MadeUpNegotiation.Other, "varda-selin"]);
        (await reader.Get(path))["items"]!.AsArray().Select(item => item!.At(member)).Distinct().ShouldBe([MadeUpNegotiation.Other]);
        (await nobody.Get(path))["items"]!.AsArray().ShouldBeEmpty();
        (await reader.Status($"{N}/changes?from=2024-03-01")).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Over_all_negotiations_facts_are_in_world_order_and_parts_are_the_whole()
    {
        var whole = await made.Items("/timeline?limit=500");
        var first = await made.Get("/timeline?limit=40");
        var rest = await made.Items($"/timeline?limit=500&cursor={first.At("next")}");

        first["items"]!.AsArray().Select(item => item!.At("factId")).Concat(rest.Select(item => item.At("factId")))
            .ShouldBe(whole.Select(item => item.At("factId")));
        whole.Select(item => item.At("negotiation")).Distinct().Count().ShouldBe(2);
        (await made.Items("/claims?limit=500")).Select(item => item.At("measure/measure")).ShouldContain("incident/x/wounded");
    }

    private static string Told(JsonObject item)
    {
        if (item["stage"] is { } stage)
            return $"stage {stage.At("track")} {stage.At("before/stage")} {stage.At("before/since")} > {stage.At("after/stage")} "
                + stage.At("after/since");
        if (item["number"] is { } number)
            return $"number {number.At("measure")} {Number(number["before"])} > {Number(number["after"])}";
        var fact = item["fact"]!;
        return $"{fact.At("change")} {(fact["after"] ?? fact["before"])!.At("type")} {(fact["after"] ?? fact["before"])!.At("occurred")}";

        static string? Number(JsonNode? at) => at is null ? null : $"{at.At("status")} {at["number"]?.ToJsonString()}";
    }
}
