using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Negotiations.Domain.Facts;
using Negotiations.Service.Deadlines;
using Wolverine;

namespace Negotiations.Service.Tests;

/// <summary>Whole negotiations out and in again, and tables for spreadsheets.</summary>
public sealed class TransferTests(TwoServices both, PostgresFixture postgres) : IClassFixture<TwoServices>, IDisposable
{
    private readonly ServiceUnderTest service = both.From, other = both.Into;
    private readonly HttpClient client = both.From.CreateClient().OnItsOwn(), into = both.Into.CreateClient();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        client.Dispose();
        into.Dispose();
    }

    [Fact]
    public async Task What_was_exported_is_imported_into_an_empty_store_and_exported_again_byte_for_byte()
    {
        await using var empty = new ServiceUnderTest(postgres);
        empty.Clock.SetUtcNow(other.Clock.GetUtcNow());
        using var into = empty.CreateClient();
        await client.PostSamples();
        var file = await Export(client);

        var answers = await PostImport(file, into);

        answers[^1].At("summary/recorded").ShouldBe($"{Lines(file).Length}");
        (await Export(into)).ShouldBe(file);
        foreach (var query in new[] { $"/negotiations/{Requests.N}?asOf=2025-07-31", $"/negotiations/{Requests.N}/ledger",
            $"/negotiations/{Requests.N}/tracks/remains?knownAt=2025-06-05&asOf=2025-06-30" })
            (await into.Get(query)).ToJsonString().ShouldBe((await client.Get(query)).ToJsonString());
        (await into.Replay("""{"mode": "verify"}""")).At("differences").ShouldBe("0");
    }

    [Fact]
    public async Task Each_line_is_a_CloudEvent_of_a_fact_with_its_times()
    {
        await client.WithNegotiation();
        var receipt = await client.Accepted("RecordPosition",
            """{"actor": "ua", "stance": "demand", "text": "x", "occurred": "2025-06-02"}""");

        var last = JsonNode.Parse(Lines(await Export(client))[^1])!;

        (last.At("specversion"), last.At("id"), last.At("source"), last.At("type"), last.At("subject")).ShouldBe(
            ("1.0", receipt.At("factId"), $"/negotiations/{Requests.N}", "negotiations.position-stated.v1", $"{Requests.N}/remains"));
        last.At("time").ShouldBe("2025-06-02T23:59:59.999999Z");
        DateTimeOffset.Parse(last.At("recordedtime")!, CultureInfo.InvariantCulture)
            .ShouldBe(DateTimeOffset.Parse(receipt.At("recordedAt")!, CultureInfo.InvariantCulture));
        last.At("data/actor").ShouldBe("ua");
    }

    [Fact]
    public async Task Commands_that_were_recorded_before_the_export_are_known_after_the_import()
    {
        await client.PostSamples();
        await PostImport(await Export(client));

        var (_, answers) = await into.PostLines(await Requests.Sample());

        answers[^1].At("summary/replayed").ShouldBe("100");
    }

    [Fact]
    public async Task An_import_that_was_broken_off_goes_on_when_the_same_file_is_posted_again()
    {
        await client.PostSamples();
        var file = await Export(client);
        await PostImport(string.Concat(Lines(file)[..60].Select(line => line + "\n")));

        var answers = await PostImport(file);

        (answers[^1].At("summary/known"), answers[^1].At("summary/recorded")).ShouldBe(("60", $"{Lines(file).Length - 60}"));
        (await Export(into)).ShouldBe(file);
        (await PostImport(file))[^1].At("summary/recorded").ShouldBe("0");
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
        var lines = Lines(await Export(client));
        await PostImport(string.Concat(lines[..^1].Select(line => line + "\n")));
        await using (var scope = other.Services.CreateAsyncScope())
            await scope.ServiceProvider.GetRequiredService<IMessageBus>()
                .InvokeAsync(new ReviewDeadlines(Requests.N, "remains", other.Clock.GetUtcNow(), Seen: long.MaxValue), Cancellation);

        var answers = await PostImport(string.Join('\n', lines));

        (await into.Get($"/negotiations/{Requests.N}/tracks/remains/facts"))["items"]!.AsArray().Select(fact => fact!.At("type"))
            .ShouldContain("deadlinePassed");
        (answers[^1].At("summary/known"), answers[^1].At("summary/recorded"))
            .ShouldBe(($"{lines.Length - 1}", "1"), answers[^1].ToJsonString());
    }

    [Fact]
    public async Task After_an_import_a_feed_begins_with_what_was_recorded_last()
    {
        await client.PostSamples();
        await PostImport(await Export(client));

        var (original, imported) = (await Items(client), await Items(into));

        imported.ShouldBe(original);

        static async Task<string?[]> Items(HttpClient from) =>
            [.. JsonNode.Parse(await from.GetStringAsync(new Uri($"/negotiations/{Requests.N}/feed.json?limit=200", UriKind.Relative),
            Cancellation))!["items"]!.AsArray().Select(item => item!.At("id"))];
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
        var lines = Lines(await Export(client));
        lines[^2] = lines[^2].Replace(told, instead, StringComparison.Ordinal);

        var answers = await PostImport(string.Join('\n', lines));

        (answers[^1].At("problem/code"), answers[^1].At("line")).ShouldBe((code, $"{lines.Length - 1}"), answers[^1].ToJsonString());
        if (field is not null) answers[^1].At("problem/field").ShouldBe(field);
        (await other.OwnEventCount()).ShouldBe(lines.Length - 2);
    }

    [Fact]
    public async Task A_negotiation_that_others_have_written_to_is_not_mixed_with_a_file()
    {
        await client.PostSamples();
        var file = await Export(client);
        await PostImport(string.Concat(Lines(file)[..60].Select(line => line + "\n")));
        await into.Accepted("OpenTrack", """{"track": "own", "title": "Own", "subject": "other"}""");

        var answers = await PostImport(file);

        (answers[^1].At("problem/code"), answers[^1].At("line")).ShouldBe(("import-conflict", "61"));
    }

    [Fact]
    public async Task A_negotiation_of_the_same_name_that_exists_is_left_alone()
    {
        await client.WithNegotiation();
        await into.WithNegotiation();
        var before = await other.OwnEventCount();

        var answers = await PostImport(await Export(client));

        answers[^1].At("problem/code").ShouldBe("negotiation-exists");
        (await other.OwnEventCount()).ShouldBe(before);
    }

    [Fact]
    public async Task An_export_of_nothing_known_and_an_import_of_another_media_type_are_refused()
    {
        (await client.Refused("/negotiations/nowhere/export")).Status.ShouldBe(HttpStatusCode.NotFound);
        using var json = new StringContent("{}", Encoding.UTF8, "application/json");
        (await client.PostAsync(new Uri("/import", UriKind.Relative), json,
            Cancellation)).StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
    }

    [Fact]
    public async Task Tables_hold_every_fact_leg_and_claim_and_nothing_that_a_spreadsheet_computes()
    {
        await client.PostSamples();
        await client.Accepted("RecordPosition",
            """
            {"actor": "ua", "stance": "comment", "text": "x", "note": "=HYPERLINK(\"http://x\")",
             "report": {"source": {"publisher": "@paper, \"daily\""}}}
            """);
        await service.IsIndexed();

        var (facts, ledger, claims) = (await Table("facts"), await Table("ledger"), await Table("claims"));

        facts.Length.ShouldBe(Lines(await Export(client)).Length + 1);
        var own = facts.Single(row => row.Contains("HYPERLINK", StringComparison.Ordinal));
        own.ShouldContain("\"'=HYPERLINK(\"\"http://x\"\")\"");
        own.ShouldContain("\"'@paper, \"\"daily\"\"\"");
        ledger.ShouldContain(
            "remains,exchange,remains-1,ru-ua,ru,ua,remains,,6000,6000,6057,6060,0,0,2025-06-11,2025-06-16,,fulfilled,true");
        claims.ShouldContain(row => row.StartsWith("exchange/remains-1/ru-ua/delivered,disputed,,ua,\"{\"\"value\"\":6057}\",6057,6057,",
            StringComparison.Ordinal));
    }

    private async Task<string[]> Table(string name)
    {
        var bytes = await client.GetByteArrayAsync(new Uri($"/negotiations/{Requests.N}/{name}.csv", UriKind.Relative), Cancellation);
        bytes.AsSpan(0, 3).ToArray().ShouldBe(Encoding.UTF8.GetPreamble());
        return Encoding.UTF8.GetString(bytes.AsSpan(3)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
    }

    private static string[] Lines(string file) => file.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static Task<string> Export(HttpClient from) =>
        from.GetStringAsync(new Uri($"/negotiations/{Requests.N}/export", UriKind.Relative), Cancellation);

    private async Task<JsonObject[]> PostImport(string file, HttpClient? to = null)
    {
        using var content = new StringContent(file, Encoding.UTF8, "application/x-ndjson");
        using var response = await (to ?? into).PostAsync(new Uri("/import", UriKind.Relative), content, Cancellation);
        response.StatusCode.ShouldBe(HttpStatusCode.MultiStatus);
        return [.. Lines(await response.Content.ReadAsStringAsync(Cancellation)).Select(line => JsonNode.Parse(line)!.AsObject())];
    }
}
