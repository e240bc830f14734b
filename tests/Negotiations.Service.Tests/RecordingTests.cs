using System.Net;
using Negotiations.Domain.Facts;
using Negotiations.Store.Log;

namespace Negotiations.Service.Tests;

/// <summary>What is accepted: receipts, retries, versions, and facts that concern several tracks.</summary>
public sealed class RecordingTests(PostgresFixture postgres) : IAsyncLifetime
{
    private const string Position = """{"actor": "ua", "stance": "demand", "text": "An unconditional ceasefire"}""";
    private readonly ServiceUnderTest service = postgres.Shared.Service;
    private HttpClient client = null!;

    public async ValueTask InitializeAsync() => client = await postgres.Shared.WithNegotiation();

    public ValueTask DisposeAsync()
    {
        client.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_command_is_answered_with_a_receipt_and_seen_by_the_very_next_reader()
    {
        var receipt = await client.Accepted("RecordPosition", Position);

        (receipt.At("negotiation"), receipt.At("tracks/0/track"), receipt.At("tracks/0/version")).ShouldBe((Requests.N, "remains", "2"));
        var track = await client.Get($"/negotiations/{Requests.N}/tracks/remains");
        (track.At("version"), track.At("lastMovement/factId")).ShouldBe(("2", receipt.At("factId")));
        var fact = await client.Get($"/facts/{receipt.At("factId")}");
        (fact.At("sequence"), fact.At("recorded/at"), fact.At("recorded/by"))
            .ShouldBe((receipt.At("sequence"), receipt.At("recordedAt"), "local"));
    }

    [Fact]
    public async Task The_same_command_sent_twice_is_recorded_once()
    {
        var id = Guid.NewGuid().ToString();
        var first = await client.Post("RecordPosition", Position, ("Idempotency-Key", id));
        var count = await service.OwnEventCount();

        var second = await client.Post("RecordPosition", Position, ("Idempotency-Key", id), ("If-Match", "\"v1-stale\""));
        var third = await client.Post("RecordPosition", Position.Replace("{", $$"""{"commandId": "{{id}}", """, StringComparison.Ordinal));

        first.Body.At("factId").ShouldBe(id);
        (second.Status, second.Body.ToJsonString()).ShouldBe((HttpStatusCode.OK, first.Body.ToJsonString()));
        (third.Status, third.Body.ToJsonString()).ShouldBe((HttpStatusCode.OK, first.Body.ToJsonString()));
        (await service.OwnEventCount()).ShouldBe(count);
    }

    [Fact]
    public async Task An_id_that_was_used_for_something_else_is_a_conflict()
    {
        var id = Guid.NewGuid().ToString();
        await client.Post("RecordPosition", Position, ("Idempotency-Key", id));

        var (status, problem) = await client.Post("RecordPosition", Position.Replace("ceasefire", "truce", StringComparison.Ordinal),
            ("Idempotency-Key", id));

        (status, problem.At("code"), problem.At("field")).ShouldBe((HttpStatusCode.Conflict, "idempotency-conflict", "commandId"));
    }

    [Fact]
    public async Task The_ids_that_the_service_makes_itself_are_no_ids_for_commands_and_no_facts()
    {
        var receipt = await client.Accepted("RecordPosition",
            """{"tracks": ["terms", "talks"], "actor": "ua", "stance": "demand", "text": "x"}""");
        var copy = DerivedId.OfCopy(Guid.Parse(receipt.At("factId")!), $"{Requests.N}/talks");

        (await client.Refused($"/facts/{copy}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await client.Post("RecordPosition", Position, ("Idempotency-Key", copy.ToString()))).Body.At("code").ShouldBe("invalid-id");
        (await client.Post("RecordPosition", Position.Replace("{", $$"""{"commandId": "{{copy}}", """, StringComparison.Ordinal)))
            .Body.At("field").ShouldBe("commandId");
    }

    [Fact]
    public async Task A_stale_version_is_a_conflict_and_the_current_one_is_not()
    {
        using var response = await client.GetAsync(new Uri($"/negotiations/{Requests.N}/tracks/remains", UriKind.Relative),
            TestContext.Current.CancellationToken);
        var etag = response.Headers.ETag!.Tag;
        etag.ShouldStartWith("\"v1-");

        (await client.Post("RecordPosition", Position, ("If-Match", etag))).Status.ShouldBe(HttpStatusCode.Created);
        var (status, problem) = await client.Post("RecordPosition", Position, ("If-Match", etag));

        (status, problem.At("code")).ShouldBe((HttpStatusCode.Conflict, "version-conflict"));
        (await client.Post("RecordPosition", Position.Replace("{", """{"expectedVersion": 1, """, StringComparison.Ordinal)))
            .Status.ShouldBe(HttpStatusCode.Conflict);
        (await client.Post("RecordPosition", Position.Replace("{", """{"expectedVersion": 2, """, StringComparison.Ordinal)))
            .Status.ShouldBe(HttpStatusCode.Created);
    }

    [Theory]
    [InlineData("Idempotency-Key", "7", "invalid-id")]
    [InlineData("Idempotency-Key", "00000000-0000-0000-0000-000000000000", "invalid-id")]
    [InlineData("If-Match", "\"abc\"", "invalid-etag")]
    [InlineData("If-Match", "v1", "invalid-etag")]
    public async Task A_header_that_cannot_be_read_is_refused(string header, string value, string code)
    {
        var (status, problem) = await client.Post("RecordPosition", Position, (header, value));

        (status, problem.At("code"), problem.At("field")).ShouldBe((HttpStatusCode.BadRequest, code, header));
    }

    [Fact]
    public async Task A_fact_of_several_tracks_is_on_each_of_them_under_one_id()
    {
        var receipt = await client.Accepted("RecordTalks",
            """
            {"tracks": ["talks"], "round": "istanbul-2", "delegations": [{"party": "ua", "head": "ua/umerov"}],
             "outcomes": [{"track": "terms", "result": "noProgress"}]}
            """);

        receipt["tracks"]!.AsArray().Select(track => track!.At("track")).ShouldBe(["talks", "terms"]);
        foreach (var track in new[] { "talks", "terms" })
            (await client.Get($"/negotiations/{Requests.N}/tracks/{track}/facts")).At("items/1/factId").ShouldBe(receipt.At("factId"));
    }

    [Fact]
    public async Task A_fact_that_names_a_thing_goes_to_every_track_that_holds_it()
    {
        await client.Accepted("RecordMemo",
            """
            {"tracks": ["terms", "talks"], "memo": "memo-1", "kind": "draft", "from": "ru", "to": "ua",
             "title": "Terms", "disclosure": "withheld", "replyDue": "2025-06-09"}
            """);

        var receipt = await client.Accepted("RecordMemoAnswer",
            """{"tracks": ["terms"], "memo": "memo-1", "by": "ua", "answer": "rejected"}""");

        receipt["tracks"]!.AsArray().Select(track => track!.At("track")).ShouldBe(["terms", "talks"]);
        foreach (var track in new[] { "talks", "terms" })
            (await client.Get($"/negotiations/{Requests.N}/tracks/{track}")).At("overdue").ShouldBe("0");
    }

    [Fact]
    public async Task A_thing_is_found_on_whichever_track_holds_it()
    {
        await client.Accepted("RecordMemo",
            """
            {"tracks": ["terms"], "memo": "memo-1", "kind": "draft", "from": "ru", "to": "ua", "title": "Terms",
             "disclosure": "withheld"}
            """);
        await client.Accepted("ScheduleRound",
            """{"tracks": ["talks"], "round": "round-2", "planned": "2025-06-10", "status": "agreed"}""");

        var answer = await client.Accepted("RecordMemoAnswer",
            """{"tracks": ["remains"], "memo": "memo-1", "by": "ua", "answer": "rejected"}""");
        var talks = await client.Accepted("RecordTalks",
            """{"tracks": ["remains"], "round": "round-2", "delegations": [{"party": "ua"}]}""");

        answer["tracks"]!.AsArray().Select(track => track!.At("track")).ShouldBe(["remains", "terms"]);
        talks["tracks"]!.AsArray().Select(track => track!.At("track")).ShouldBe(["remains", "talks"]);
        (await client.Get($"/negotiations/{Requests.N}/tracks/talks")).At("overdue").ShouldBe("0");
    }

    [Fact]
    public async Task The_same_incident_may_be_reported_again()
    {
        const string Report =
            """{"incident": "kherson", "kind": "shelling", "text": "Shelling", "figures": [{"figure": "persons-killed", "quantity": 3}]}""";
        await client.Accepted("RecordIncident", Report);

        (await client.Post("RecordIncident", Report)).Status.ShouldBe(HttpStatusCode.Created);
    }
}
