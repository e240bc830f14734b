using System.Net;

namespace Negotiations.Service.Tests;

/// <summary>Facts that name things of other tracks, in any order; what is stored is what a fold from the beginning gives.</summary>
public sealed class HeldElsewhereTests(PostgresFixture postgres) : IAsyncLifetime
{
    private const string Delegations = """ "delegations": [{"party": "ua"}, {"party": "ru"}]""";
    private readonly ServiceUnderTest service = new(postgres);
    private HttpClient client = null!;

    public async ValueTask InitializeAsync() => client = await service.CreateClient().OnItsOwn().WithNegotiation();

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await service.DisposeAsync();
    }

    [Fact]
    public async Task A_round_that_was_a_part_elsewhere_and_is_planned_here_afterwards_is_one_round()
    {
        await Plan("terms", "outer");
        await Talk("talks", "inner", """ "partOf": "outer",""");
        await Plan("terms", "inner");

        await IsVerified();
        var terms = await client.Get($"/negotiations/{Requests.N}/tracks/terms");
        terms["rounds"]!.AsArray().Single()!.At("meetings/0/status").ShouldBe("held");
        (await client.Get($"/negotiations/{Requests.N}/rounds"))["items"]!.AsArray().Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("RetractFact", "talks", true)]
    [InlineData("DenyFact", "talks", true)]
    [InlineData("RetractFact", "terms", false)]
    public async Task The_plan_or_the_talks_of_a_round_on_two_tracks_are_corrected(string command, string track, bool isPlan)
    {
        var plan = await Plan("talks", "r");
        var talks = await Talk("terms", "r");

        var why = command == "DenyFact" ? "text" : "reason";
        await client.Accepted(command, $$"""{"tracks": ["{{track}}"], "fact": "{{(isPlan ? plan : talks)}}", "{{why}}": "x"}""");

        await IsVerified();
        await Talk(isPlan ? "remains" : "talks", isPlan ? "r2" : "r");
        await IsVerified();
    }

    [Fact]
    public async Task A_meeting_within_a_meeting_is_shown_with_the_whole()
    {
        await Talk("talks", "big");
        await Plan("talks", "middle");
        await Talk("talks", "small", """ "partOf": "middle",""");
        await Talk("talks", "middle", """ "partOf": "big",""");

        var round = (await client.Get($"/negotiations/{Requests.N}/rounds"))["items"]!.AsArray().Single()!["round"]!;

        round.At("round").ShouldBe("big");
        round["meetings"]!.AsArray().Select(part => part!.At("round")).ShouldBe(["middle", "small"], ignoreOrder: true);
    }

    [Fact]
    public async Task The_last_word_is_that_over_all_tracks()
    {
        await client.Accepted("RecordPosition",
            """{"tracks": ["talks"], "occurred": "2025-06-01", "actor": "ua", "stance": "demand", "text": "x", "on": "ru"}""");
        var last = await client.Accepted("RecordPosition",
            """{"tracks": ["terms"], "occurred": "2025-06-02", "actor": "ua", "stance": "rejection", "text": "y", "on": "ru"}""");
        await service.IsIndexed();

        (await client.Get($"/negotiations/{Requests.N}/positions?latest=true"))["items"]!.AsArray().Select(item => item!.At("fact/factId"))
            .ShouldBe([last.At("factId")]);
    }

    [Theory]
    [InlineData("null"), InlineData("{}"), InlineData("[]"), InlineData("1e999")]
    public async Task An_attribute_is_a_text_a_number_or_a_truth_value(string value)
    {
        var (status, problem) = await client.Post("RecordPosition", $$"""
            {"actor": "ua", "stance": "demand", "text": "x", "attributes": {"pax.n": {{value}} } }
            """);

        (status, problem.At("field")).ShouldBe((HttpStatusCode.BadRequest, "attributes['pax.n']"));
    }

    [Fact]
    public async Task Ends_and_withdrawals_stand_by_their_dates_in_whatever_order_they_are_recorded()
    {
        await client.Accepted("RecordAgreement", """
            {"occurred": "2025-01-10", "agreement": "a", "title": "A", "stage": "pre", "signatories": ["ua", "ru", "tr"]}
            """);
        foreach (var (by, day) in new[] { ("tr", "2025-04-01"), ("ru", "2025-02-01"), ("ua", "2025-01-20") })
            await client.Accepted("RecordAgreementEnd",
                $$"""{"occurred": "{{day}}", "agreement": "a", "how": "withdrawn", "by": "{{by}}"}""");

        (await client.Get($"/negotiations/{Requests.N}/agreements"))["items"]!.AsArray().Single()!.At("agreement/endedOn")
            .ShouldBe("2025-02-01");
    }

    private async Task<string> Plan(string track, string round) => (await client.Accepted("ScheduleRound", $$"""
        {"tracks": ["{{track}}"], "occurred": "2025-04-20", "round": "{{round}}", "planned": "2025-05-10", "status": "agreed"}
        """)).At("factId")!;

    private async Task<string> Talk(string track, string round, string more = "") => (await client.Accepted("RecordTalks",
        $$"""{"tracks": ["{{track}}"], "occurred": "2025-05-11", "round": "{{round}}",{{more}}{{Delegations}} }""")).At("factId")!;

    private async Task IsVerified() => (await client.Replay("""{"mode": "verify"}""")).Found().ShouldBeEmpty();
}
