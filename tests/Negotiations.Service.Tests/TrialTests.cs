using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Negotiations.Service.Tests;

/// <summary>What commands would do, without doing it.</summary>
public sealed class TrialTests(PostgresFixture postgres)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_trial_tells_what_would_be_recorded_and_what_it_would_change_and_records_nothing()
    {
        var scribe = await postgres.Shared.Scribe();
        const string Agreement = """
            {"exchange": "e1", "legs": [{"leg": "ua-ru", "from": "ua", "to": "ru", "category": "remains", "quantity": 10}]}
            """;

        var (status, trial) = await Try(scribe, "RecordExchangeAgreement", Agreement);
        var (again, _) = await scribe.Post("RecordExchangeAgreement", Agreement);

        (status, trial.At("status"), trial.At("summary"), trial.At("tracks/0")).ShouldBe(
            (HttpStatusCode.OK, "recorded", "It is agreed that ua hands over 10 bodies to ru", "t1"));
        trial["changes"]!.AsArray().Select(change => change!["stage"] is { } stage ? stage.At("after/stage") : change.At("number/measure"))
            .ShouldBe(["agreed", "exchange/e1/agreed", "exchange/e1/ua-ru/agreed"]);
        again.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_trial_is_refused_as_the_command_would_be()
    {
        var scribe = await postgres.Shared.Scribe();
        const string Unknown = """{"actor": "nobody", "stance": "comment", "text": "x"}""";

        var (tried, trial) = await Try(scribe, "RecordPosition", Unknown);
        var (posted, problem) = await scribe.Post("RecordPosition", Unknown);

        (tried, trial.ToJsonString()).ShouldBe((posted, problem.ToJsonString()));
    }

    [Fact]
    public async Task A_batch_is_tried_line_by_line_on_top_of_those_before()
    {
        var scribe = await postgres.Shared.Scribe();
        var lines = string.Join('\n', new[]
        {
            ("OpenTrack", """{"track": "t9", "title": "New", "subject": "other"}"""),
            ("RecordPosition", """{"tracks": ["t9"], "actor": "ua", "stance": "comment", "text": "x"}"""),
            ("RecordPosition", """{"tracks": ["t8"], "actor": "ua", "stance": "comment", "text": "x"}"""),
        }.Select(one => scribe.Command(one.Item1, one.Item2).Insert(1, $"\"command\": \"{one.Item1}\", ")));

        var answer = (await scribe.Client.PostLines(lines, "?dryRun=true")).Lines[0];

        answer["lines"]!.AsArray().Select(line => line!["problem"]?.At("code") ?? line.At("status"))
            .ShouldBe(["recorded", "recorded", "unknown-track"]);
        (await scribe.Get("")).At("tracks/2/track").ShouldBe("t3");
        (await scribe.Get(""))["tracks"]!.AsArray().Count.ShouldBe(3);
    }

    private static async Task<(HttpStatusCode Status, JsonObject Body)> Try(Scribe scribe, string command, string fields)
    {
        using var content = new StringContent(scribe.Command(command, fields), Encoding.UTF8, "application/json");
        using var response = await scribe.Client.PostAsync(new Uri($"/commands/{command}?dryRun=true", UriKind.Relative), content,
            Cancellation);
        return (response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancellation))!.AsObject());
    }
}
