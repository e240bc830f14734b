using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Negotiations.Domain.Facts;
using static Negotiations.Service.Tests.Transfers;

namespace Negotiations.Service.Tests;

/// <summary>Whole negotiations out and in again, and tables for spreadsheets.</summary>
[Collection<TransferTestGroup>]
public sealed class TransferTests(TwoServices both, PostgresFixture postgres) : IDisposable
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
        var file = await client.Export();

        // With its proofs, which no store keeps.
        var whole = await client.GetStringAsync(new Uri($"/negotiations/{Requests.N}/export", UriKind.Relative),
            TestContext.Current.CancellationToken);
        var answers = await into.Import(whole);

        whole.ShouldStartWith(file);
        whole.ShouldContain("negotiations.log-checkpoint.v1");
        answers[^1].At("summary/recorded").ShouldBe($"{Lines(file).Length}");
        (await into.Export()).ShouldBe(file);
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

        var last = JsonNode.Parse(Lines(await client.Export())[^1])!;

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
        await into.Import(await client.Export());

        var (_, answers) = await into.PostLines(await Requests.Sample());

        answers[^1].At("summary/replayed").ShouldBe("100");
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

        facts.Length.ShouldBe(Lines(await client.Export()).Length + 1);
        var own = facts.Single(row => row.Contains("HYPERLINK", StringComparison.Ordinal));
        own.ShouldContain("\"'=HYPERLINK(\"\"http://x\"\")\"");
        own.ShouldContain("\"'@paper, \"\"daily\"\"\"");
        Cells("thingKind,thing,actors,from,to,category,measure,value,quantityLow,quantityHigh,basis,text,content", facts[0]);
        Cells("exchange,remains-1,ua ru,ru,ua,remains,exchange/remains-1/ru-ua/delivered,\"{\"\"value\"\":6057}\",6057,6057,unspecified,,");
        Cells("\"{\"\"measure\"\":\"\"exchange/remains-1/ru-ua/delivered\"\",\"\"value\"\":{\"\"value\"\":6057}}\"");
        Cells("list,list-339,ua ru,ua,ru,children,children/list-339/listed,\"{\"\"value\"\":339}\",339,339,unspecified,,");
        Cells("memo,russian-memo-1,ru ua ua/umerov,ru,ua,,,,,,,Russian memorandum");
        ledger.ShouldContain(
            "remains,exchange,remains-1,ru-ua,ru,ua,remains,,6000,6000,6057,6060,0,0,2025-06-11,2025-06-16,,fulfilled,true");
        claims.ShouldContain(row => row.StartsWith("exchange/remains-1/ru-ua/delivered,disputed,,ua,\"{\"\"value\"\":6057}\",6057,6057,",
            StringComparison.Ordinal));

        void Cells(string cells, params string[] rows) =>
            (rows is [] ? facts : rows).ShouldContain(row => row.Contains($",{cells}", StringComparison.Ordinal), cells);
    }

    private async Task<string[]> Table(string name)
    {
        var bytes = await client.GetByteArrayAsync(new Uri($"/negotiations/{Requests.N}/{name}.csv", UriKind.Relative), Cancellation);
        bytes.AsSpan(0, 3).ToArray().ShouldBe(Encoding.UTF8.GetPreamble());
        return Encoding.UTF8.GetString(bytes.AsSpan(3)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
    }
}
