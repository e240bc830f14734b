using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Negotiations.Domain.Facts;
using Negotiations.Service.Deadlines;
using Wolverine;
using static Negotiations.Service.Tests.Transfers;

namespace Negotiations.Service.Tests;

/// <summary>What an import takes, where it goes on, and what it refuses.</summary>
[Collection<TransferTestGroup>]
public sealed class ImportTests(TwoServices both) : IDisposable
{
    private readonly ServiceUnderTest other = both.Into;
    private readonly HttpClient client = both.From.CreateClient().OnItsOwn(), into = both.Into.CreateClient();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        client.Dispose();
        into.Dispose();
    }

    [Fact]
    public async Task An_import_that_was_broken_off_goes_on_when_the_same_file_is_posted_again()
    {
        await client.PostSamples();
        var file = await client.Export();
        await into.Import(string.Concat(Lines(file)[..60].Select(line => line + "\n")));

        var answers = await into.Import(file);

        (answers[^1].At("summary/known"), answers[^1].At("summary/recorded")).ShouldBe(("60", $"{Lines(file).Length - 60}"));
        (await into.Export()).ShouldBe(file);
        (await into.Import(file))[^1].At("summary/recorded").ShouldBe("0");
    }

    [Fact]
    public async Task It_also_goes_on_after_this_service_has_noted_what_passed_meanwhile()
    {
        await client.WithNegotiation();
        await client.Accepted("RecordMemo",
            """
            {"memo": "memo-1", "kind": "memorandum", "from": "ru", "to": "ua", "title": "x", "disclosure": "withheld",
             "replyDue": "2025-06-09"}
            """);
        await client.Accepted("RecordMemoAnswer", """{"memo": "memo-1", "by": "ua", "answer": "rejected", "occurred": "2025-06-08"}""");
        var lines = Lines(await client.Export());
        await into.Import(string.Concat(lines[..^1].Select(line => line + "\n")));
        await using (var scope = other.Services.CreateAsyncScope())
            await scope.ServiceProvider.GetRequiredService<IMessageBus>()
                .InvokeAsync(new ReviewDeadlines(Requests.N, "remains", other.Clock.GetUtcNow(), Seen: long.MaxValue), Cancellation);

        var answers = await into.Import(string.Join('\n', lines));

        (await into.Get($"/negotiations/{Requests.N}/tracks/remains/facts"))["items"]!.AsArray().Select(fact => fact!.At("type"))
            .ShouldContain("deadlinePassed");
        (answers[^1].At("summary/known"), answers[^1].At("summary/recorded"))
            .ShouldBe(($"{lines.Length - 1}", "1"), answers[^1].ToJsonString());
    }

    [Theory]
    [InlineData("\"specversion\":\"1.0\"", "\"specversion\":\"0.3\"", "malformed", "specversion")]
    [InlineData("negotiations.position-stated.v1", "negotiations.position-taken.v1", "unknown-word", "type")]
    [InlineData("\"stance\":\"demand\"", "\"stance\":\"shout\"", "unknown-word", "data.stance")]
    [InlineData("\"stance\":\"demand\"", "\"stance\":\"demand\",\"names\":[\"x\"]", "unknown-member", "data.names")]
    [InlineData("\"actor\":\"ua\",", "", "missing-member", "data.actor")]
    [InlineData("\"tracks\":[\"remains\"]", "\"tracks\":[\"nowhere\"]", "malformed", "subject")]
    [InlineData("\"time\":\"2025", "\"time\":\"2024", "malformed", "time")]
    [InlineData("\"occurred\":\"2025-06-02\"", "\"occurred\":\"2025-06-02\",\"occurred\":\"2025-06-03\"", "duplicate-member", null)]
    public async Task A_line_that_says_something_else_than_an_export_ends_the_import_and_is_named(string told, string instead, string code,
        string? field)
    {
        await client.WithNegotiation();
        await client.Accepted("RecordPosition", """{"actor": "ua", "stance": "demand", "text": "x"}""");
        await client.Accepted("RecordPosition", """{"actor": "ru", "stance": "demand", "text": "y"}""");
        var lines = Lines(await client.Export());
        lines[^2] = lines[^2].Replace(told, instead, StringComparison.Ordinal);

        var answers = await into.Import(string.Join('\n', lines));

        (answers[^1].At("problem/code"), answers[^1].At("line")).ShouldBe((code, $"{lines.Length - 1}"), answers[^1].ToJsonString());
        if (field is not null) answers[^1].At("problem/field").ShouldBe(field);
        (await other.OwnEventCount()).ShouldBe(lines.Length - 2);
    }

    [Fact]
    public async Task A_negotiation_that_others_have_written_to_is_not_mixed_with_a_file()
    {
        await client.PostSamples();
        var file = await client.Export();
        await into.Import(string.Concat(Lines(file)[..60].Select(line => line + "\n")));
        await into.Accepted("OpenTrack", """{"track": "own", "title": "Own", "subject": "other"}""");

        var answers = await into.Import(file);

        (answers[^1].At("problem/code"), answers[^1].At("line")).ShouldBe(("import-conflict", "61"));
    }

    [Fact]
    public async Task A_negotiation_of_the_same_name_that_exists_is_left_alone()
    {
        await client.WithNegotiation();
        await into.WithNegotiation();
        var before = await other.OwnEventCount();

        var answers = await into.Import(await client.Export());

        answers[^1].At("problem/code").ShouldBe("negotiation-exists");
        (await other.OwnEventCount()).ShouldBe(before);
    }

    [Fact]
    public async Task After_an_import_a_feed_begins_with_what_was_recorded_last()
    {
        await client.PostSamples();
        await into.Import(await client.Export());

        var (original, imported) = (await Items(client), await Items(into));

        imported.ShouldBe(original);

        static async Task<string?[]> Items(HttpClient from) =>
            [.. JsonNode.Parse(await from.GetStringAsync(new Uri($"/negotiations/{Requests.N}/feed.json?limit=200", UriKind.Relative),
            Cancellation))!["items"]!.AsArray().Select(item => item!.At("id"))];
    }
}
