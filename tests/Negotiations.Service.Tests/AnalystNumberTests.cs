using System.Text.Json.Nodes;

namespace Negotiations.Service.Tests;

/// <summary>What a careful analyst would say of numbers that were published, denied, disputed, decided: the same in every answer.</summary>
public sealed class AnalystNumberTests(PostgresFixture postgres) : AnalystTest(postgres)
{
    private const string BothWays =
        """
        {"leg": "ru-ua", "from": "ru", "to": "ua", "category": "remains"}, {"leg": "ua-ru", "from": "ua", "to": "ru", "category": "remains"}
        """;

    [Fact]
    public async Task Of_published_totals_the_latest_is_what_their_speaker_says_now()
    {
        await Agree("""{"leg": "ru-ua", "from": "ru", "to": "ua", "category": "prisonersOfWar"}""");
        foreach (var (day, total) in new[] { ("2025-01-15", 6954), ("2025-03-01", 7138), ("2025-04-15", 7291), ("2025-05-24", 8822) })
            await Claim("exchange/e/ru-ua/delivered", $$"""{"value": {{total}}}""", "ua", day);

        (await Everywhere("exchange/e/ru-ua/delivered")).ShouldBe(("single", "8822"));
        (await Everywhere("exchange/e/ru-ua/delivered", "2025-03-01")).ShouldBe(("single", "7138"));
        (await Track())["claims"]!.AsArray().Single(item => item!.At("measure") == "exchange/e/ru-ua/delivered")!["claims"]!.AsArray()
            .Select(claim => claim!.At("series")).ShouldBe(["earlier", "earlier", "earlier", null]);
    }

    [Fact]
    public async Task A_denied_number_stays_under_both_voices_as_a_range_and_fulfils_nothing()
    {
        await Post("RecordChildList", """{"list": "l", "from": "ua", "to": "ru", "listed": {"value": 339}, "occurred": "2025-06-02"}""");
        var review = await Post("RecordChildCaseReview", """{"list": "l", "by": "ru", "reviewed": {"value": 339}}""");
        await Post("DenyFact", $$"""{"fact": "{{review}}", "report": {"source": {"publisher": "p"}, "claimants": ["ua"]} }""");

        (await Everywhere("children/l/reviewed")).ShouldBe(("disputed", "0–339"));
        var track = await Track();
        (track.At("childLists/0/reviewed/between/1"), track.At("childLists/0/disputed")).ShouldBe(("339", "true"));
        Measure(track, "children/l/reviewed").At("claims/0/deniedBy/0/claimants/0").ShouldBe("ua");
    }

    [Fact]
    public async Task A_denied_hand_over_widens_the_total_and_moves_no_date()
    {
        await Agree($"{BothWays}", """, "quantity": {"value": 6000, "basis": "perSide"}""");
        await Stage("s1", "2025-06-11", 6057);
        var denied = await Stage("s2", "2025-06-14", 1000);
        await Post("DenyFact", $$"""{"fact": "{{denied}}"}""");

        (await Everywhere("exchange/e/ru-ua/delivered")).ShouldBe(("disputed", "6057–7057"));
        var leg = (await Track())["exchanges"]![0]!["legs"]![0]!;
        (Shown(leg["delivered"]), leg.At("lastDelivery"), leg.At("status")).ShouldBe(("6057–7057", "2025-06-11", "fulfilled"));
    }

    [Fact]
    public async Task A_denied_promise_stays_in_the_lists_marked_as_contested()
    {
        var promise = await Post("RecordCommitment",
            """{"commitment": "c", "by": ["ru"], "what": "Open a corridor", "due": "2025-06-10", "occurred": "2025-06-02"}""");
        await Post("DenyFact", $$"""{"fact": "{{promise}}"}""");

        var listed = (await Client.Get($"/negotiations/{Requests.N}/commitments"))["items"]![0]!;
        (listed.At("thing"), listed.At("contested"), listed.At("open"), listed.At("overdue")).ShouldBe(("c", "true", "false", "false"));
        ((await Track()).At("commitments/0/contested"), (await Track()).At("stage")).ShouldBe(("true", "exploratory"));
    }

    [Fact]
    public async Task What_a_leg_owes_can_be_disputed_by_terms()
    {
        await Agree(BothWays);
        await Claim("exchange/e/agreed", """{"value": 6000, "basis": "perSide"}""", "ua");
        await Claim("exchange/e/terms", "\"unilateral\"", "ru");

        (await Everywhere("exchange/e/ua-ru/agreed")).ShouldBe(("disputed", "0–6000"));
        Shown((await Track())["exchanges"]![0]!["legs"]![1]!["outstanding"]).ShouldBe("0–6000");
    }

    [Fact]
    public async Task A_sum_of_which_each_speaker_counts_only_a_part_is_nobody_elses_word()
    {
        await Agree(BothWays);
        await Stage("s1", "2025-06-11", 84, "ua");
        await Stage("s2", "2025-06-14", 146, "ru");

        (await Everywhere("exchange/e/ru-ua/delivered")).ShouldBe(("single", "230"));
    }

    [Fact]
    public async Task A_decision_is_reopened_by_the_loss_of_the_last_claim_that_supported_it()
    {
        await Agree(BothWays);
        var supported = await Claim("exchange/e/ru-ua/agreed", """{"value": 146}""", "ua");
        var other = await Claim("exchange/e/ru-ua/agreed", """{"value": 154}""", "ru");
        await Post("ReconcileClaims", $$"""
            {"measure": "exchange/e/ru-ua/agreed", "value": {"value": 146}, "considered": ["{{supported}}", "{{other}}"], "rationale": "x"}
            """);
        (await Everywhere("exchange/e/ru-ua/agreed")).ShouldBe(("reconciled", "146"));

        await Post("RetractFact", $$"""{"fact": "{{supported}}", "reason": "A misprint"}""");

        (await Everywhere("exchange/e/ru-ua/agreed")).ShouldBe(("single", "154"));
        Measure(await Track(), "exchange/e/ru-ua/agreed").At("reconciliation/reopenedBy/0").ShouldBe(supported);
    }

    [Theory]
    [InlineData("""{"value": 6500, "basis": "perSide"}""", "13000", "6500", "6500")]
    [InlineData("""{"value": 6000, "basis": "total"}""", "6000", "0–6000", "0–6000")]
    public async Task What_is_decided_for_the_whole_reaches_the_legs(string value, string whole, string toUkraine, string toRussia)
    {
        await Agree(BothWays);
        await Claim("exchange/e/ru-ua/agreed", """{"value": 6000}""", "ua");
        var other = await Claim("exchange/e/ua-ru/agreed", """{"value": 6000}""", "ua");
        await Post("ReconcileClaims",
            $$"""{"measure": "exchange/e/agreed", "value": {{value}}, "considered": ["{{other}}"], "rationale": "x"}""");

        (await Everywhere("exchange/e/agreed")).Number.ShouldBe(whole);
        ((await Everywhere("exchange/e/ru-ua/agreed")).Number, (await Everywhere("exchange/e/ua-ru/agreed")).Number)
            .ShouldBe((toUkraine, toRussia));
    }

    [Fact]
    public async Task A_whole_of_unspecified_basis_keeps_both_readings_until_one_fits_alone()
    {
        await Agree(BothWays);
        await Claim("exchange/e/agreed", """{"value": 6000}""", "ua");
        (await Everywhere("exchange/e/agreed")).Number.ShouldBe("6000–12000");

        await Claim("exchange/e/agreed", """{"value": 12000}""", "tr");

        (await Everywhere("exchange/e/agreed")).ShouldBe(("ambiguous", "12000"));
        (await Everywhere("exchange/e/ua-ru/agreed")).ShouldBe(("ambiguous", "6000"));
    }

    [Fact]
    public async Task Delivered_per_side_is_what_each_leg_delivered_and_a_total_is_kept_when_the_sum_reaches_it()
    {
        await Agree(BothWays, """, "quantity": {"value": 150, "basis": "total"}""");
        await Claim("exchange/e/delivered", """{"value": 50, "basis": "perSide"}""", "tr", "2025-06-05");
        (await Everywhere("exchange/e/ua-ru/delivered")).ShouldBe(("single", "50"));
        (await Track()).At("stage").ShouldBe("implementing");

        await Stage("s1", "2025-06-11", 50);

        ((await Track()).At("stage"), (await Track()).At("exchanges/0/status")).ShouldBe(("completed", "fulfilled"));
    }

    [Fact]
    public async Task The_one_leg_of_a_unilateral_exchange_has_the_number_of_the_whole()
    {
        await Agree("""{"leg": "ru-ua", "from": "ru", "to": "ua", "category": "civilians"}""", """, "quantity": {"value": 100}""");

        (await Everywhere("exchange/e/ru-ua/agreed")).ShouldBe(("single", "100"));
        Shown((await Track())["exchanges"]![0]!["legs"]![0]!["outstanding"]).ShouldBe("100");
    }

    [Fact]
    public async Task The_figures_of_a_ceasefires_violations_add_up_by_speaker()
    {
        await Post("RecordCeasefire",
            """{"ceasefire": "c", "by": ["ru", "ua"], "kind": "general", "from": "2025-02-05", "occurred": "2025-02-02"}""");
        (await Track()).At("stage").ShouldBe("implementing");
        foreach (var (month, count) in new[] { ("2025-03", 300), ("2025-04", 503) })
            await Post("RecordCeasefireViolation", $$"""
                {"ceasefire": "c", "figures": [{"figure": "violations", "quantity": {"value": {{count}} } }], "occurred": "{{month}}"}
                """);

        (await Everywhere("ceasefire/c/violations")).ShouldBe(("single", "803"));
        var ceasefire = (await Track())["ceasefires"]![0]!;
        (ceasefire.At("reports"), ceasefire.At("figures/0/figure"), ceasefire.At("figures/0/quantity/value"))
            .ShouldBe(("2", "violations", "803"));
        // The first report of violations ends at the end of its month.
        ((await Track()).At("stage"), (await Track()).At("stageSince")).ShouldBe(("agreed", "2025-03-31"));
    }

    private Task<string> Agree(string legs, string more = "") => Post("RecordExchangeAgreement",
        $$"""{"exchange": "e", "legs": [{{legs}}], "terms": "category", "occurred": "2025-06-02"{{more}}}""");

    private Task<string> Stage(string stage, string day, long count, string claimant = "ua") => Post("RecordExchangeStage", $$"""
        {"exchange": "e", "stage": "{{stage}}", "deliveries": [{"leg": "ru-ua", "quantity": {"value": {{count}} } }], "occurred": "{{day}}",
         "report": {"source": {"publisher": "p"}, "claimants": ["{{claimant}}"]} }
        """);

    private Task<string> Claim(string measure, string value, string claimant, string day = "2025-06-02") => Post("ClaimFigure", $$"""
        {"measure": "{{measure}}", "value": {{value}}, "occurred": "{{day}}",
         "report": {"source": {"publisher": "p"}, "claimants": ["{{claimant}}"]} }
        """);

    private static JsonNode Measure(JsonObject track, string measure) =>
        track["claims"]!.AsArray().Single(item => item!.At("measure") == measure)!;
}
