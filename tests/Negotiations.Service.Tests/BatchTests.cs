using System.Net;
using System.Text.Json.Nodes;
using Negotiations.Domain.Facts;

namespace Negotiations.Service.Tests;

/// <summary>Many commands at once, one a line.</summary>
public sealed class BatchTests(PostgresFixture postgres) : IAsyncLifetime
{
    private readonly ServiceUnderTest service = postgres.Shared.Service;
    private HttpClient client = null!;

    public async ValueTask InitializeAsync() => client = await postgres.Shared.WithNegotiation();

    public ValueTask DisposeAsync()
    {
        client.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Each_line_has_its_own_answer_and_a_bad_one_does_not_stop_the_rest()
    {
        var (status, answers) =
            await client.PostLines(string.Join('\n', Position("one"), "not json", "", Position("", actor: "nobody"), Position("two")));

        status.ShouldBe(HttpStatusCode.MultiStatus);
        answers[..^1].Select(answer => (answer.At("line"), answer.At("status")))
            .ShouldBe([("1", "recorded"), ("2", "invalid"), ("4", "refused"), ("5", "recorded")]);
        answers[1].At("problem/code").ShouldBe("malformed");
        answers[2].At("problem/code").ShouldBe("unknown-actor");
        Summary(answers[^1]).ShouldBe((2, 0, 1, 1));
    }

    [Fact]
    public async Task The_same_lines_posted_twice_are_replayed_and_add_nothing()
    {
        var lines = string.Join('\n', Enumerable.Range(0, 250).Select(i => Position($"position {i}", id: Guid.NewGuid())));
        var (_, first) = await client.PostLines(lines);
        var count = await service.OwnEventCount();

        var (_, second) = await client.PostLines(lines);

        Summary(first[^1]).ShouldBe((250, 0, 0, 0));
        second[..^1].ShouldAllBe(answer => answer.At("status") == "replayed");
        second[..^1].Select(answer => answer.At("factId")).ShouldBe(first[..^1].Select(answer => answer.At("factId")));
        (await service.OwnEventCount()).ShouldBe(count);
    }

    [Fact]
    public async Task A_line_stands_on_those_before_it()
    {
        var (_, answers) = await client.PostLines(string.Join('\n',
            """{"command": "OpenNegotiation", "negotiation": "sudan", "title": "Sudan"}""",
            """{"command": "AddActor", "negotiation": "sudan", "actor": "saf", "name": "Sudanese Armed Forces", "kind": "state"}""",
            """{"command": "OpenTrack", "negotiation": "sudan", "track": "jeddah", "title": "Jeddah", "subject": "talks"}""",
            Position("x", "saf").Replace("\"remains\"", "\"jeddah\"", StringComparison.Ordinal)
                .Replace(Requests.N, "sudan", StringComparison.Ordinal)));

        Summary(answers[^1]).ShouldBe((4, 0, 0, 0));
        (await client.Get("/negotiations/sudan/tracks/jeddah")).At("version").ShouldBe("2");
    }

    [Fact]
    public async Task The_same_id_twice_in_one_batch_is_recorded_once()
    {
        var line = Position("one", id: Guid.NewGuid());

        var (_, answers) = await client.PostLines($"{line}\n{line}");

        answers[..^1].Select(answer => answer.At("status")).ShouldBe(["recorded", "replayed"]);
    }

    [Fact]
    public async Task An_atomic_batch_records_all()
    {
        var (status, answers) = await client.PostLines($"{Position("one")}\n{Position("two")}\n", "?atomic=true");

        (status, Summary(answers[0])).ShouldBe((HttpStatusCode.Created, (2, 0, 0, 0)));
    }

    [Theory]
    [InlineData("""{"command": "OpenTrack", "negotiation": "russia-ukraine", "track": "remains", "title": "x", "subject": "remains"}""")]
    [InlineData("not json")]
    public async Task An_atomic_batch_records_nothing_when_one_line_is_bad_and_names_it(string bad)
    {
        var before = await service.OwnEventCount();

        var (status, answers) = await client.PostLines($"{Position("one")}\n{Requests.Own(bad)}\n{Position("two")}\n", "?atomic=true");

        (status, answers[0].At("code")).ShouldBe((HttpStatusCode.UnprocessableEntity, "batch-refused"));
        answers[0].At("detail")!.ShouldEndWith("the lines 2");
        (await service.OwnEventCount()).ShouldBe(before);
    }

    [Theory]
    [InlineData(300_000)]
    [InlineData(3_000_000)]
    public async Task A_line_beyond_the_limit_is_refused_and_the_next_one_read(int length)
    {
        var (_, answers) = await client.PostLines($"{Position("one")}\n{new string(' ', length)}x\n{Position("two")}");

        answers[..^1].Select(answer => (answer.At("line"), answer.At("status")))
            .ShouldBe([("1", "recorded"), ("2", "invalid"), ("3", "recorded")]);
        answers[1].At("problem/code").ShouldBe("too-large");
    }

    [Fact]
    public async Task Unreadable_texts_and_a_byte_order_mark_stop_no_other_line()
    {
        var third = Position("three").Replace("[\"remains\"]", "[null]", StringComparison.Ordinal);
        var (_, answers) = await client.PostLines($"\uFEFF{Position("one")}\n{Position("\\ud800")}\n{third}\n{Position("four")}");

        answers[..^1].Select(answer => answer.At("status")).ShouldBe(["recorded", "invalid", "invalid", "recorded"]);
    }

    [Fact]
    public async Task Other_media_types_and_values_of_atomic_are_refused()
    {
        (await client.PostRaw("", "{}")).Status.ShouldBe(HttpStatusCode.UnsupportedMediaType);
        (await client.PostLines("", "?atomic=yes")).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    private static string Position(string text, string actor = "ua", Guid? id = null)
    {
        var line = Requests.Envelope("RecordPosition",
            $$"""{"command": "RecordPosition", "actor": "{{actor}}", "stance": "demand", "text": "text"}""");
        line["text"] = text;
        if (id is not null) line["commandId"] = id;
        return line.ToJsonString().Replace("\\\\ud800", "\\ud800", StringComparison.Ordinal);
    }

    private static (int Recorded, int Replayed, int Refused, int Invalid) Summary(JsonObject answer) => answer["summary"]! is var counts
        ? (Count(counts, "recorded"), Count(counts, "replayed"), Count(counts, "refused"), Count(counts, "invalid"))
        : default;

    private static int Count(JsonNode counts, string status) => counts[status]!.GetValue<int>();
}
