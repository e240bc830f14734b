using System.Net;
using System.Text.Json.Nodes;
using Negotiations.Domain.Facts;

namespace Negotiations.Service.Tests;

/// <summary>No correction, and no undoing of one, lets two facts hold one id or replace one fact.</summary>
public sealed class CorrectionRuleTests(PostgresFixture postgres) : IAsyncLifetime
{
    private HttpClient client = null!;

    public async ValueTask InitializeAsync() => client = await postgres.Shared.WithNegotiation();

    public ValueTask DisposeAsync()
    {
        client.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task What_a_fact_replaced_does_not_come_back_into_an_id_that_is_taken()
    {
        var first = await Commitment("c-1");
        var second = await Commitment("c-2", first);
        await Commitment("c-1");

        await Conflict("RetractFact", Of(second), "commitment-exists");
    }

    [Fact]
    public async Task What_was_denied_does_not_come_back_into_an_id_that_is_taken()
    {
        var first = await Commitment("c-1");
        var denial = (await client.Accepted("DenyFact", $$"""{"fact": "{{first}}"}""")).At("factId")!;
        await Commitment("c-1");

        await Conflict("RetractFact", Of(denial), "commitment-exists");
    }

    [Fact]
    public async Task A_fact_that_was_replaced_anew_is_not_replaced_by_the_former_one_too()
    {
        var first = await Commitment("c-1");
        var second = await Commitment("c-2", first);
        await client.Accepted("RetractFact", Of(second));
        await Commitment("c-3", first);

        await Conflict("ReinstateFact", Of(second), "fact-standing");
    }

    [Fact]
    public async Task An_id_is_taken_in_the_whole_negotiation()
    {
        await Commitment("c-1");

        const string SameAgain = """{"tracks": ["talks"], "commitment": "c-1", "by": ["ru"], "what": "x"}""";

        await Conflict("RecordCommitment", SameAgain, "commitment-exists");
    }

    [Fact]
    public async Task Set_up_replaces_nothing()
    {
        var first = await Commitment("c-1");

        foreach (var (command, fields) in new[]
        {
            ("OpenTrack", """{"track": "new", "title": "x", "subject": "other"}"""),
            ("AddActor", """{"actor": "de", "name": "x", "kind": "state"}"""),
        })
        {
            var body = JsonNode.Parse(fields)!;
            body["supersedes"] = first;
            (await client.Post(command, body.ToJsonString())).Body.At("code").ShouldBe("not-correctable");
        }
    }

    [Fact]
    public async Task A_round_planned_on_one_track_and_held_on_another_is_listed_once_with_both()
    {
        await client.Accepted("ScheduleRound",
            """{"tracks": ["talks"], "round": "r-1", "planned": "2025-06-02", "status": "agreed", "occurred": "2025-05-20"}""");
        await client.Accepted("RecordTalks", """{"tracks": ["terms"], "round": "r-1", "delegations": [{"party": "ua"}]}""");

        var rounds = (await client.Get($"/negotiations/{Requests.N}/rounds"))["items"]!.AsArray();

        rounds.Count.ShouldBe(1);
        (rounds[0]!.At("track"), rounds[0]!["round"]!["scheduled"] is not null, rounds[0]!["round"]!["held"] is not null)
            .ShouldBe(("terms", true, true));
    }

    [Fact]
    public async Task A_stage_of_a_leg_that_a_new_agreement_leaves_out_is_orphaned()
    {
        var first = (await client.Accepted("RecordExchangeAgreement",
            """{"exchange": "e-1", "legs": [{"leg": "one", "from": "ru", "to": "ua", "category": "remains"}]}""")).At("factId");
        var stage = (await client.Accepted("RecordExchangeStage",
            """{"exchange": "e-1", "stage": "s-1", "deliveries": [{"leg": "one", "quantity": 5}]}""")).At("factId");

        await client.Accepted("RecordExchangeAgreement",
            $$"""
            {"exchange": "e-1", "legs": [{"leg": "two", "from": "ru", "to": "ua", "category": "remains"}],
             "supersedes": "{{first}}"}
            """);

        (await client.Get($"/facts/{stage}")).At("orphaned").ShouldBe("true");
    }

    [Fact]
    public async Task A_fact_is_not_seen_before_it_happened_or_was_known()
    {
        var fact = await Commitment("c-1");

        foreach (var time in new[] { "asOf=2025-06-01", "knownAt=2025-06-01", "recordedUntil=2025-06-01" })
            (await client.Refused($"/facts/{fact}?{time}")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    private async Task<string> Commitment(string id, string? supersedes = null)
    {
        var fields = new JsonObject { ["commitment"] = id, ["by"] = new JsonArray("ru"), ["what"] = "x" };
        if (supersedes is not null) fields["supersedes"] = supersedes;
        return (await client.Accepted("RecordCommitment", fields.ToJsonString())).At("factId")!;
    }

    private async Task Conflict(string command, string fields, string code)
    {
        var (status, problem) = await client.Post(command, fields);
        (status, problem.At("code")).ShouldBe((HttpStatusCode.Conflict, code), problem.ToJsonString());
    }

    private static string Of(string fact) => $$"""{"fact": "{{fact}}", "reason": "x"}""";
}
