namespace Negotiations.Service.Tests;

/// <summary>The words that negotiations are made of, as the made-up negotiation tells them.</summary>
public sealed class WordTests(MadeUpNegotiation made, PostgresFixture postgres) : IClassFixture<MadeUpNegotiation>
{
    private const string N = MadeUpNegotiation.N;

    [Theory]
    [InlineData("", "countered withdrawn lapsed accepted")]
    [InlineData("?asOf=2024-03-19", "open open reviewing")]
    [InlineData("?asOf=2024-03-21", "open lapsed reviewing")]
    [InlineData("?asOf=2024-08-31", "countered withdrawn reviewing accepted")]
    [InlineData("?status=lapsed", "lapsed")]
    [InlineData("?kind=exchange&party=varda", "countered accepted")]
    [InlineData("?from=2024-03-13&to=2024-03-20", "lapsed")]
    public async Task Proposals_stand_where_they_were_answered_withdrawn_or_lapsed(string query, string expected) =>
        string.Join(' ', (await made.Items($"{N}/proposals{query}")).Select(item => item.At("proposal/status"))).ShouldBe(expected);

    [Fact]
    public async Task A_proposal_tells_what_came_of_it_and_a_lapsed_one_makes_nobody_overdue()
    {
        var proposal = (await made.Items($"{N}/proposals?status=accepted")).Single();

        (proposal.At("track"), proposal.At("proposal/outcomes/0/thing"), proposal.At("proposal/made/on")).ShouldBe(
            ("remains", "exchange/remains-1", "proposal/more-bodies"));
        (await made.Get($"{N}/commitments?status=overdue"))["items"]!.AsArray().Select(item => item!.At("what"))
            .ShouldNotContain(what => what!.Contains("leaders") || what.Contains("Truces"));
        (await made.Get(N))["tracks"]!.AsArray().ShouldAllBe(track => track!.At("proposals") == "0");
        (await made.Get($"{N}?asOf=2024-03-19"))["tracks"]!.AsArray().Sum(track => (int)track!["proposals"]!).ShouldBe(4,
            "one is on two tracks");
    }

    [Fact]
    public async Task Agreements_are_in_force_until_they_end()
    {
        var (now, then) = (await made.Items($"{N}/agreements"), await made.Items($"{N}/agreements?asOf=2024-06-30"));

        now.Select(item => (item.At("agreement/agreement"), item.At("agreement/status"), item.At("agreement/endedOn"))).ShouldBe(
            [("water-rules", "superseded", "2024-07-01"), ("water-treaty", "inForce", null)]);
        then.Select(item => item.At("agreement/status")).ShouldBe(["inForce"]);
        (now[0].At("agreement/signed/signatoryNames/0"), now[0].At("agreement/joined/0/by"), now[0].At("agreement/amended/0/text"))
            .ShouldBe(("The Fishers' League", "hill-front", "A second gauge was added"));
        (now[0].At("attributes/example.pages"), now[0].At("externalIds/example-set"), now[0].At("urls/0")).ShouldBe(
            ("12", "VS-1-7", "https://example.org/water-rules"));
        (await made.Items($"{N}/agreements?party=hill-front&status=superseded")).Length.ShouldBe(1);
    }

    [Fact]
    public async Task A_meeting_of_heads_is_a_part_of_its_round()
    {
        var round = (await made.Items($"{N}/rounds")).Single()["round"]!;

        (round.At("round"), round.At("held/mediators/0"), round.At("meetings/0/round"), round.At("meetings/0/partOf")).ShouldBe(
            ("round-1", "oron", "heads-1", "round-1"));
        (await made.Get($"{N}/tracks/talks"))["rounds"]!.AsArray().Single()!.At("meetings/0/round").ShouldBe("heads-1");
    }

    [Theory]
    [InlineData("", 3)]
    [InlineData("?on=memo/terms-1", 1)]
    [InlineData("?actor=selin", 2)]
    [InlineData("?actor=selin/president&stance=comment", 1)]
    [InlineData("?latest=true&asOf=2024-03-14", 1)]
    public async Task Positions_are_found_by_whose_they_are_and_about_what(string query, int expected) =>
        (await made.Items($"{N}/positions{query}")).Length.ShouldBe(expected);

    [Fact]
    public async Task A_position_can_be_named()
    {
        var demand = (await made.Items($"{N}/positions?stance=demand")).Single();

        var answer = (await made.Items($"{N}/positions?on={demand.At("position")}")).Single();

        (demand.At("latest"), answer.At("fact/content/on")).ShouldBe(("true", demand.At("position")));
        answer.At("fact/summary").ShouldBe("The acting president of Selin states a rejection on what The chancellor of Varda said, "
            + "“The valley is to be free of arms”: Nothing is signed under fire");
    }

    [Fact]
    public async Task What_two_bodies_reviewed_does_not_add_up()
    {
        var list = (await made.Get($"{N}/tracks/children"))["childLists"]![0]!;

        list["reviewed"]!.ToJsonString().ShouldBe("""{"between":[25,40]}""");
        list["reviews"]!.AsArray().Select(review => $"{review!.At("by")} {review!.At("outcomes/0/quantity/value")}").ShouldBe(
            ["selin 12", "river-commission 15"]);
    }

    [Fact]
    public async Task Where_every_source_stops_silence_is_not_quiet()
    {
        (await made.Get($"{N}/tracks/talks?asOf=2024-09-30")).At("stage").ShouldBe("dormant");
        var talks = await made.Get($"{N}/tracks/talks?asOf=2025-01-01");

        (talks.At("stage"), talks.At("stageSince"), talks.At("uncoveredSince"), talks.At("stalled")).ShouldBe(
            ("uncovered", "2024-10-01", "2024-10-01", "false"));
        (await made.Get($"{N}/tracks/prisoners")).At("uncoveredSince").ShouldBe("2024-09-01");
        (await made.Get($"{N}/tracks/corridors")).At("uncoveredSince").ShouldBeNull();
    }

    [Fact]
    public async Task Titles_are_corrected_and_stand_as_they_were_known()
    {
        (await made.Get($"{N}/tracks/remains")).At("title").ShouldBe("The dead of both sides");
        (await made.Get($"{N}/tracks/remains?recordedUntil=2025-12-31")).At("title").ShouldBe("The fallen");
        (await made.Get(N)).At("summary")!.ShouldContain("a valley between them");
    }

    [Theory]
    [InlineData("attribute=example.status", 1)]
    [InlineData("attribute=example.pages%3D12", 1)]
    [InlineData("attribute=example.pages%3D13", 0)]
    [InlineData("externalId=example-set:VS-1-7", 1)]
    [InlineData("externalId=example-set:VS-2", 0)]
    [InlineData("q=signed+by+parties", 1)]
    public async Task What_data_sets_say_beside_a_fact_is_found(string query, int expected)
    {
        var items = await made.Items($"{N}/timeline?{query}");

        items.Length.ShouldBe(expected);
        foreach (var item in items) item.At("attributes/example.status").ShouldBe("signed by parties");
    }

    [Fact]
    public async Task Each_stage_is_told_with_the_fact_by_which_it_began()
    {
        var remains = (await made.Items($"{N}/stages")).Single(track => track.At("track") == "remains");
        var spans = remains["spans"]!.AsArray().Select(span => (span!.At("stage"), span!.At("from"), span!.At("to"))).ToArray();

        spans.ShouldBe([("exploratory", "2024-02-01", "2024-02-19"), ("scheduled", "2024-02-20", "2024-03-11"),
            ("active", "2024-03-12", "2024-03-24"), ("agreed", "2024-03-25", "2024-04-01"), ("implementing", "2024-04-02", null)]);
        (await made.Get($"/facts/{remains.At("spans/4/factId")}")).At("type").ShouldBe("exchangeStageCompleted");
        (await made.Get($"{N}/tracks/remains")).At("stageBy").ShouldBe(remains.At("spans/4/factId"));
        (await made.Items($"{N}/stages?from=2024-03-26&to=2024-04-05")).Single(track => track.At("track") == "remains")["spans"]!
            .AsArray().Select(span => span!.At("stage")).ShouldBe(["agreed", "implementing"]);
    }

    [Theory]
    [InlineData("proposals.csv", "remains,bodies-by-list,exchange,")]
    [InlineData("agreements.csv", "corridors,water-rules,Rules for the use of the river,subPar,superseded,2024-04-12,2024-07-01,")]
    [InlineData("facts.csv", "{\"\"example-set\"\":\"\"VS-1-7\"\"}")]
    public async Task The_words_stand_in_tables(string table, string line) =>
        (await made.Client.GetStringAsync(new Uri($"{N}/{table}", UriKind.Relative), TestContext.Current.CancellationToken))
            .ShouldContain(line);

    [Theory]
    [InlineData("select count(*) as n from agreements where status = 'superseded' and 'The Fishers'' League' = any(signatories)", 1)]
    [InlineData("select count(*) as n from proposals where status = 'lapsed'", 1)]
    [InlineData("select count(*) as n from positions where on_what like 'position/%'", 1)]
    [InlineData("select count(*) as n from coverage where covered_until = '2024-08-31'", 6)]
    [InlineData("select count(*) as n from facts where attributes ->> 'example.pages' = '12' and external_ids ? 'example-set'", 1)]
    public async Task The_words_are_read_by_SQL(string query, long expected) =>
        (await postgres.Rows(SqlReader.SchemaOf(made.Service), query)).Single()["n"].ShouldBe(expected);

    [Fact]
    public async Task The_words_go_out_and_in_again_byte_for_byte()
    {
        await using var empty = new ServiceUnderTest(postgres);
        empty.Clock.SetUtcNow(made.Service.Clock.GetUtcNow());
        using var into = empty.CreateClient();
        var (export, cancellation) = (new Uri($"{N}/export?proofs=false", UriKind.Relative), TestContext.Current.CancellationToken);
        var file = await made.Client.GetStringAsync(export, cancellation);

        (await into.Import(file))[^1].At("summary/recorded").ShouldBe($"{Transfers.Lines(file).Length}");

        (await into.GetStringAsync(export, cancellation)).ShouldBe(file);
        foreach (var query in new[] { "", "?asOf=2024-04-01", "/proposals", "/agreements", "/stages", "/rounds", "/tracks/talks",
            "/changes?from=2024-03-31&to=2024-05-31" })
            (await into.Get($"{N}{query}")).ToJsonString().ShouldBe((await made.Get($"{N}{query}")).ToJsonString(), query);
        (await into.Replay("""{"mode": "verify"}""")).At("differences").ShouldBe("0");
    }

    [Theory]
    [InlineData("/proposals?status=gone", "status", "unknown-word")]
    [InlineData("/agreements?stage=x", "stage", "unknown-word")]
    [InlineData("/proposals?party=A", "party", "invalid-key")]
    [InlineData("/positions?on=a/b/c", "on", "invalid-reference")]
    [InlineData("/positions?latest=1", "latest", "unknown-word")]
    [InlineData("/timeline?externalId=x", "externalId", "invalid-external-id")]
    [InlineData("/changes", "from", "missing-parameter")]
    [InlineData("/changes?to=2024-01-01", "from", "missing-parameter")]
    [InlineData("/changes?from=2024-01-01&knownTo=2024-01-01", "from", "missing-parameter")]
    [InlineData("/changes?from=2024-01-01&asOf=2024-01-01", "asOf", "clashing-parameters")]
    [InlineData("/changes?knownFrom=2024-01-02&knownTo=2024-01-01", "knownTo", "empty-range")]
    [InlineData("/changes?knownFrom=yesterday", "knownFrom", "invalid-date")]
    [InlineData("/changes?from=2024-01-01&cursor=Y2hhbmdlcw", "cursor", "invalid-cursor")]
    public async Task A_question_that_cannot_be_asked_is_refused(string query, string field, string code)
    {
        var (status, problem) = await made.Client.Refused($"{N}{query}");

        ((int)status, problem.At("field"), problem.At("code")).ShouldBe((400, field, code));
    }
}
