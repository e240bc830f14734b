using System.Text.Json.Nodes;

namespace Negotiations.Service.Tests;

/// <summary>What a careful analyst would say of where a track stands, since when, what is overdue, and what was known.</summary>
public sealed class AnalystStandingTests(PostgresFixture postgres) : AnalystTest(postgres)
{
    [Fact]
    public async Task A_new_exchange_after_a_completed_one_is_agreed_first_and_implemented_from_its_first_hand_over()
    {
        await Agree("e1", "2025-05-16");
        await Stage("e1", "2025-05-23", 100);
        await Agree("e2", "2025-06-02");
        await Stage("e2", "2025-06-09", 40);

        (await Stands("2025-05-30")).ShouldBe(("completed", "2025-05-23"));
        (await Stands("2025-06-03")).ShouldBe(("agreed", "2025-06-02"));
        (await Stands("2025-06-20")).ShouldBe(("implementing", "2025-06-09"));
    }

    [Fact]
    public async Task What_was_broken_after_a_part_is_not_as_if_nothing_had_happened()
    {
        await Agree("e1", "2025-05-16");
        await Stage("e1", "2025-05-23", 40);
        await Post("AssessCommitment", """{"exchange": "e1", "status": "breached", "occurred": "2025-06-10"}""");

        (await Stands("2025-06-12")).ShouldBe(("dormant", "2025-06-10"));
    }

    [Fact]
    public async Task A_hand_over_of_none_implements_nothing_and_some_children_of_a_list_do()
    {
        await Agree("e1", "2025-05-16");
        await Stage("e1", "2025-05-23", 0);
        (await Stands("2025-05-30")).ShouldBe(("agreed", "2025-05-16"));

        await Post("RecordChildList", """{"list": "l", "from": "ua", "to": "ru", "listed": {"value": 10}, "occurred": "2025-06-02"}""");
        await Post("RecordChildrenReturned",
            """{"list": "l", "from": "ru", "to": "ua", "returned": {"value": 4}, "occurred": "2025-06-07"}""");

        (await Stands("2025-06-08")).ShouldBe(("implementing", "2025-06-07"));
    }

    [Fact]
    public async Task A_ceasefire_is_agreed_then_implemented_then_over()
    {
        await Post("RecordCeasefire", """
            {"ceasefire": "c", "by": ["ru", "ua"], "kind": "humanitarian", "from": "2025-06-05", "until": "2025-06-10",
             "occurred": "2025-06-01"}
            """);

        (await Stands("2025-06-01")).ShouldBe(("agreed", "2025-06-01"));
        (await Stands("2025-06-10")).ShouldBe(("implementing", "2025-06-05"));
        (await Stands("2026-06-10")).ShouldBe(("dormant", "2025-06-11"));
    }

    [Fact]
    public async Task A_confirmation_carries_knowledge_back_along_a_chain_while_it_counts()
    {
        var position = await Post("RecordPosition", """{"occurred": "2025-06-01", "actor": "ua", "stance": "demand", "text": "Peace"}""");
        var voice = await Post("ConfirmFact", $$"""{"fact": "{{position}}", "occurred": "2025-06-02"}""");
        var second = await Post("ConfirmFact", $$"""
            {"fact": "{{voice}}", "occurred": "2025-06-02", "report": {"source": {"publisher": "p", "publishedAt": "2025-06-05"} } }
            """);
        (await Known("2025-06-04")).ShouldBe((0, 0));
        (await Known("2025-06-06")).ShouldBe((1, 1));

        await Post("RetractFact", $$"""
            {"fact": "{{second}}", "reason": "x", "report": {"source": {"publisher": "p", "publishedAt": "2025-06-07"} } }
            """);

        (await Known("2025-06-06")).ShouldBe((1, 1));
        (await Known("2025-06-08")).ShouldBe((0, 0));
    }

    [Fact]
    public async Task A_deadline_with_an_instant_passes_then_and_one_without_an_end_after_its_first_day()
    {
        await Post("RecordCommitment",
            """{"commitment": "c1", "by": ["ru"], "what": "x", "due": "2025-06-10T12:00:00Z", "occurred": "2025-06-02"}""");
        await Post("RecordCommitment",
            """{"commitment": "c2", "by": ["ru"], "what": "x", "due": "2025-06-10/..", "occurred": "2025-06-02"}""");

        foreach (var (day, overdue) in new[] { ("2025-06-09", 0), ("2025-06-10", 1), ("2025-06-11", 2) })
        {
            (await Board("remains", $"?asOf={day}")).At("overdue").ShouldBe($"{overdue}");
            (await Overdue($"&asOf={day}")).Count().ShouldBe(overdue);
        }
    }

    [Fact]
    public async Task What_is_awaited_on_a_second_track_is_overdue_while_its_home_is_on_hold()
    {
        await Agree("e1", "2025-05-16", """, "due": "2025-06-15", "tracks": ["remains", "terms"]""");
        await Post("SuspendTrack", """{"reason": "x", "occurred": "2025-06-10"}""");

        ((await Board("remains")).At("overdue"), (await Board("terms")).At("overdue")).ShouldBe(("0", "1"));
        (await Overdue()).ShouldBe(["e1"]);
        (await Client.Get($"/negotiations/{Requests.N}/calendar?from=2025-06-01"))["items"]!.AsArray()
            .Select(item => (item!.At("thing"), item!.At("track"), item!.At("overdue"))).ShouldBe([("e1", "remains", "true")]);
    }

    [Fact]
    public async Task What_is_entered_last_of_a_day_is_its_last_whatever_the_ids()
    {
        foreach (var (id, text) in new[] { ("f", "first"), ("8", "second"), ("0", "third") })
            await Post("RecordPosition", $$"""
                {"commandId": "{{id}}1972f40-0000-4000-8000-00000000000{{id}}", "occurred": "2025-06-01", "actor": "ua", "stance": "demand",
                 "text": "{{text}}"}
                """);

        (await Track()).At("positions/0/text").ShouldBe("third");
        (await Client.Get($"/negotiations/{Requests.N}/timeline?type=positionStated&minSequence={Sequence}"))["items"]!.AsArray()
            .Select(item => item!.At("content/text")).ShouldBe(["first", "second", "third"]);
    }

    [Fact]
    public async Task A_month_still_running_counts_today()
    {
        var now = (await Client.Accepted("RecordMemo", """
            {"memo": "m", "kind": "memorandum", "from": "ru", "to": "ua", "title": "Terms", "disclosure": "withheld"}
            """)).At("recordedAt")!;
        await Post("RecordPosition", $$"""{"occurred": "{{now[..7]}}", "actor": "ua", "stance": "demand", "text": "Peace"}""");

        (await Track($"?asOf={now[..10]}")).At("positions/0/text").ShouldBe("Peace");
    }

    private Task Agree(string exchange, string day, string more = "") => Post("RecordExchangeAgreement", $$"""
        {"exchange": "{{exchange}}", "terms": "unilateral", "legs": [{"leg": "ru-ua", "from": "ru", "to": "ua", "category": "remains",
         "quantity": {"value": 100} }], "occurred": "{{day}}"{{more}}}
        """);

    private Task Stage(string exchange, string day, long count) => Post("RecordExchangeStage", $$"""
        {"exchange": "{{exchange}}", "stage": "{{day}}", "occurred": "{{day}}",
         "deliveries": [{"leg": "ru-ua", "quantity": {"value": {{count}} } }]}
        """);

    private async Task<JsonNode> Board(string track, string query = "") =>
        (await Client.Get($"/negotiations/{Requests.N}{query}"))["tracks"]!.AsArray().Single(line => line!.At("track") == track)!;

    // The track and the board agree.
    private async Task<(string?, string?)> Stands(string day)
    {
        var (track, line) = (await Track($"?asOf={day}"), await Board("remains", $"?asOf={day}"));
        (line.At("stage"), line.At("stageSince")).ShouldBe((track.At("stage"), track.At("stageSince")));
        return (track.At("stage"), track.At("stageSince"));
    }

    // How many positions are known: in the state of the track, and in the timeline.
    private async Task<(int State, int List)> Known(string day) => (
        (await Track($"?knownAt={day}"))["positions"]!.AsArray().Count,
        (await Client.Get($"/negotiations/{Requests.N}/timeline?type=positionStated&knownAt={day}&minSequence={Sequence}"))["items"]!
            .AsArray().Count);

    private async Task<IEnumerable<string?>> Overdue(string time = "") =>
        (await Client.Get($"/negotiations/{Requests.N}/commitments?status=overdue{time}"))["items"]!.AsArray()
            .Select(item => item!.At("thing"));
}
