using System.Net;
using System.Text.Json.Nodes;
using Negotiations.Domain.Facts;

namespace Negotiations.Service.Tests;

/// <summary>The talks of 2 June 2025 and what followed, stepped through.</summary>
public sealed class TimeMachineTests(PostgresFixture postgres) : IAsyncLifetime
{
    private const string N = $"/negotiations/{Requests.OfSamples}";
    private HttpClient client = null!;

    public async ValueTask InitializeAsync() => client = await postgres.Sampled.Client();

    public ValueTask DisposeAsync()
    {
        client.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("from=2025-05-28&to=2025-06-20", "asOf", 24)]
    [InlineData("from=2025-05-28&to=2025-06-20&over=knowledge", "knownAt", 24)]
    [InlineData("from=2025-05-28&to=2025-06-20&over=knowledge&asOf=2025-06-10", "asOf=2025-06-10&knownAt", 24)]
    [InlineData("from=2025-06-01&to=2025-06-30&step=week&knownAt=2025-06-05", "knownAt=2025-06-05&asOf", 6)]
    [InlineData("from=2025-01-31&to=2025-08-01&step=month", "asOf", 8)]
    public async Task Each_step_is_the_board_from_there(string asked, string time, int steps)
    {
        var lines = await Replay(asked);

        lines.Length.ShouldBe(steps);
        foreach (var line in lines)
        {
            var board = await client.Get($"{N}?{time}={line.At("at")}");
            line["tracks"]!.AsArray().Select(Plain).ShouldBe(board["tracks"]!.AsArray().Select(Plain), line.At("at"));
        }
    }

    [Fact]
    public async Task Each_step_says_what_came_and_which_tracks_it_changed()
    {
        var lines = await Replay("from=2025-06-01&to=2025-06-11");

        lines[0]["changed"]!.AsArray().Count.ShouldBe(10);
        var talks = lines.Single(line => line.At("at") == "2025-06-02");
        talks["facts"]!.AsArray().ShouldContain(fact => fact!.At("type") == "talksHeld" && fact!.At("tracks/0") == "istanbul-talks");
        talks["changed"]!.AsArray().Select(track => track!.ToString()).ShouldContain("remains");
        var overdue = lines.Single(line => line.At("at") == "2025-06-10");
        overdue["changed"]!.AsArray().Select(track => track!.ToString()).ShouldContain("terms");
    }

    [Theory]
    [InlineData("world")]
    [InlineData("knowledge")]
    public async Task Fact_by_fact_each_comes_once(string over)
    {
        var lines = await Replay($"step=fact&over={over}");

        lines.ShouldAllBe(line => line["facts"]!.AsArray().Count == 1);
        var told = lines.Select(line => line.At("facts/0/factId")).ToArray();
        told.Distinct().Count().ShouldBe(told.Length);
        lines.Select(line => line.At("at")).ShouldBe(lines.Select(line => line.At("at")).Order(StringComparer.Ordinal));
        lines.Length.ShouldBeGreaterThan(80);
    }

    [Theory]
    [InlineData("step=year", 400, "unknown-word", "step")]
    [InlineData("over=space", 400, "unknown-word", "over")]
    [InlineData("asOf=2025-06-02", 400, "two-times", "asOf")]
    [InlineData("over=knowledge&knownAt=2025-06-02", 400, "two-times", "knownAt")]
    [InlineData("from=2025-06-02&to=2025-06-01", 400, "empty-range", "to")]
    [InlineData("from=1900-01-01&to=2025-06-01", 400, "too-many-steps", "step")]
    public async Task What_cannot_be_stepped_through_is_refused(string asked, int status, string code, string field)
    {
        var (answered, problem) = await client.Refused($"{N}/replay?{asked}");

        ((int)answered, problem.At("code"), problem.At("field")).ShouldBe((status, code, field));
        (await client.Refused("/negotiations/nowhere/replay")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    private async Task<JsonObject[]> Replay(string asked) =>
        [.. (await client.GetStringAsync(new Uri($"{N}/replay?{asked}", UriKind.Relative), TestContext.Current.CancellationToken))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!.AsObject())];

    private static string Plain(JsonNode? line) => line!.ToJsonString();
}
