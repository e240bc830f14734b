using System.Net;
using Negotiations.Domain;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Time;
using Negotiations.Store.Log;

namespace Negotiations.Service.Tests;

/// <summary>The id of a fact tells nothing about negotiations that a caller may not see, and can't be taken from them.</summary>
public sealed class HiddenIdTests(PostgresFixture postgres)
{
    [Fact]
    public async Task The_id_of_a_fact_in_a_hidden_negotiation_is_free_in_another_and_each_sees_its_own()
    {
        var (hidden, open) = (await postgres.Shared.Scribe(), await postgres.Shared.Scribe());
        using var recorder = await postgres.Shared.Service.ClientOf($"recorder:{open.Negotiation}");
        var id = await hidden.Accepted("RecordPosition", """{"actor": "ua", "stance": "demand", "text": "Hidden"}""");
        var command = open.Command("RecordPosition", $$"""{"commandId": "{{id}}", "actor": "ru", "stance": "demand", "text": "Open"}""");

        var (first, second) = (await recorder.PostRaw("RecordPosition", command), await recorder.PostRaw("RecordPosition", command));
        var other = await recorder.PostRaw("RecordPosition", command.Replace("Open", "Another", StringComparison.Ordinal));

        (first.Status, second.Status, other.Status).ShouldBe((HttpStatusCode.Created, HttpStatusCode.OK, HttpStatusCode.Conflict));
        (first.Body.At("factId"), second.Body.At("factId")).ShouldBe((id, id));
        (await recorder.Get($"/facts/{id}")).At("content/text").ShouldBe("Open");
        (await open.Post("ConfirmFact", $$"""{"fact": "{{id}}"}""")).Status.ShouldBe(HttpStatusCode.Created);
        await postgres.Shared.Service.IsIndexed();
        foreach (var (scribe, text) in new[] { (hidden, "Hidden"), (open, "Open") })
        {
            (await scribe.Get("/timeline?type=positionStated"))["items"]!.AsArray()
                .Select(fact => (fact!.At("factId"), fact!.At("content/text"))).ShouldBe([(id, text)]);
            (await scribe.Get("/timeline?knownAt=2026-01-01&type=positionStated")).At("items/0/standing").ShouldBe("counts");
            (await scribe.Client.Replay($$"""{"mode": "verify", "negotiation": "{{scribe.Negotiation}}"}""")).Found().ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task The_ids_of_notices_to_come_can_be_worked_out_and_not_be_taken()
    {
        var scribe = await postgres.Shared.Scribe();
        var notice = DerivedId.OfDeadline($"{scribe.Negotiation}/t1", new Thing(ThingKind.Memo, Key.Of("m-1")),
            Occurrence.Of("2026-01-01"));

        var (status, problem) = await scribe.Post("RecordPosition",
            $$"""{"commandId": "{{notice}}", "actor": "ua", "stance": "demand", "text": "x"}""");

        (status, problem.At("code"), problem.At("field")).ShouldBe((HttpStatusCode.BadRequest, "invalid-id", "commandId"));
    }

    [Fact]
    public async Task An_export_with_an_id_that_is_taken_elsewhere_is_imported_whole()
    {
        var (first, second) = (await postgres.Shared.Scribe(), await postgres.Shared.Scribe());
        var id = await first.Accepted("RecordPosition", """{"actor": "ua", "stance": "demand", "text": "x"}""");
        await second.Accepted("RecordPosition", $$"""{"commandId": "{{id}}", "actor": "ua", "stance": "demand", "text": "y"}""");

        var export = await second.Client.Export(second.Negotiation);

        export.Split('\n').Count(line => line.Contains($"\"id\":\"{id}\"", StringComparison.Ordinal)).ShouldBe(1);
        export.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(8);
    }
}
