using System.Text.Json.Nodes;
using Negotiations.Domain.Facts;

namespace Negotiations.Service.Tests;

/// <summary>The command line against a running service.</summary>
public sealed class CliTests(RunningService service) : IClassFixture<RunningService>
{
    private const string N = "scripts/negotiations";

    [Fact]
    public async Task Its_help_names_every_command_and_the_exit_codes()
    {
        var (exitCode, output, _) = await service.Shell($"{N} --help");

        exitCode.ShouldBe(0);
        foreach (var command in new[] { "post", "status", "timeline", "ledger", "claims", "facts", "retract", "reconcile", "replay",
            "export", "import", "watch", "keys", "sealed", "audit", "context", "completion" })
        {
            output.ShouldContain($"  {command} ");
            (await service.Shell($"{N} {command} --help")).ExitCode.ShouldBe(0, command);
        }
        output.ShouldContain("3 the service can't be reached");
    }

    [Theory]
    [InlineData("ledger", 2, "Required argument 'negotiation' missing")]
    [InlineData("claims russia-ukraine --nonsense", 2, "Unrecognized command or argument '--nonsense'")]
    [InlineData("post nowhere.ndjson", 2, "There is no file")]
    [InlineData("status russia-ukrain", 1, "did you mean 'russia-ukraine'?")]
    [InlineData("status russia-ukraine --as-of yesterday", 1, "'asOf' takes a date such as 2025-06-02")]
    [InlineData("retract 00000000-0000-0000-0000-000000000001 --reason x --publisher desk", 1, "unknown-fact")]
    [InlineData("status --server nonsense", 2, "is no address of a service")]
    [InlineData("export russia-ukraine --to /nowhere/at/all", 2, "Could not find a part of the path")]
    [InlineData("replay verify --nonsense", 2, "Try: negotiations replay verify --help")]
    [InlineData("status --key neg_0000000000000000_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", 1,
        "Name a key with --key or NEGOTIATIONS_KEY")]
    [InlineData("keys add Desk --role editr", 1, "did you mean 'editor'?")]
    [InlineData("status --server http://127.0.0.1:9", 3, "Start it with scripts/run, or name another with --server")]
    public async Task What_goes_wrong_has_its_exit_code_and_says_what_to_try(string arguments, int expected, string said)
    {
        var (exitCode, output, complaint) = await service.Shell($"{N} {arguments}");

        (exitCode, output.Contains(said, StringComparison.Ordinal)).ShouldBe((expected, false), complaint);
        complaint.ShouldContain(said);
    }

    [Fact]
    public async Task It_finds_the_service_that_runs_in_the_users_folder()
    {
        var (exitCode, output, complaint) = await service.Shell($"mkdir -p deeper && cd deeper && {N} status", inUsersFolder: true);

        exitCode.ShouldBe(0, complaint);
        output.ShouldContain("russia-ukraine");
    }

    [Fact]
    public async Task What_is_posted_is_recorded_retracted_exported_and_known_when_imported_again()
    {
        var id = Guid.CreateVersion7();
        var line = Requests.Envelope("RecordLegalAction",
            $$"""
            {"command": "RecordLegalAction", "commandId": "{{id}}", "body": "ua", "action": "Inquiry",
             "subjects": ["ru"], "text": "x"}
            """).ToJsonString();
        var refused = line.Replace("\"ua\"", "\"nobody\"", StringComparison.Ordinal)
            .Replace($"{id}", $"{Guid.CreateVersion7()}", StringComparison.Ordinal);
        await File.WriteAllTextAsync(Path.Combine(service.Folder, "lines.ndjson"), $"{line}\n{refused}\n",
            TestContext.Current.CancellationToken);

        var posted = await service.Shell($"{N} post {service.Folder}/lines.ndjson");
        var retracted = await service.Shell($"{N} retract {id} --reason 'Misread' --publisher 'The desk'");
        var facts = await service.Shell($"{N} facts russia-ukraine remains --json --limit 500");
        var exported = await service.Shell(
            $"{N} export russia-ukraine --to {service.Folder}/all.ndjson && {N} import {service.Folder}/all.ndjson");

        posted.ExitCode.ShouldBe(1);
        posted.Output.ShouldContain("unknown-actor");
        posted.Output.ShouldContain("1 recorded, 0 were there already, 1 refused, 0 invalid.");
        retracted.Output.ShouldStartWith("Recorded as fact ");
        facts.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)
            .Single(fact => fact.At("factId") == $"{id}").At("standing").ShouldBe("retracted");
        exported.ExitCode.ShouldBe(0, exported.Complaint);
        exported.Output.ShouldContain("0 recorded, ");
    }

    [Fact]
    public async Task An_operator_makes_keys_and_a_custodian_seals_opens_and_erases_names_on_record()
    {
        await File.WriteAllTextAsync(Path.Combine(service.Folder, "names"), "Zzyzx Quillfeather\nOttoline Umbrafax\n",
            TestContext.Current.CancellationToken);
        var key = (await service.Shell($"{N} keys add 'Case workers' --role custodian:russia-ukraine --expires 2099-12-31")).Output.Trim();
        var put = await service.Shell($"{N} sealed put russia-ukraine list-339 {service.Folder}/names --key {key}");
        var opened = await service.Shell($"{N} sealed open russia-ukraine list-339 --reason 'Family tracing' --key {key}");
        var erased = await service.Shell(
            $"{N} sealed erase russia-ukraine list-339 --reason 'Asked for' --key {key} && {N} sealed list russia-ukraine");
        var listed = await service.Shell($"{N} keys list && {N} audit");
        var revoked = await service.Shell($"{N} keys revoke {key.Split('_')[1]} && {N} status --key {key}");

        put.Output.ShouldStartWith("Sealed 2 names.", customMessage: put.Complaint);
        opened.Output.ShouldBe("Zzyzx Quillfeather\nOttoline Umbrafax\n");
        erased.Output.ShouldSatisfyAllConditions(it => it.ShouldStartWith("Erased."), it => it.ShouldContain("erased"));
        listed.Output.ShouldSatisfyAllConditions(it => it.ShouldContain("custodian:russia-ukraine"), it => it.ShouldContain("listOpened"),
            it => it.ShouldContain("Family tracing"), it => it.ShouldNotContain("Quillfeather"));
        (revoked.ExitCode, revoked.Output).ShouldBe((1, $"Revoked {key.Split('_')[1]}.\n"));
    }

    [Fact]
    public async Task A_number_is_reconciled_over_all_that_is_claimed_for_it()
    {
        var reconciled = await service.Shell(
            $$"""{{N}} reconcile russia-ukraine exchange/remains-1/agreed '{"value": 6000, "basis": "perSide"}' """
            + "--rationale 'Six thousand a side' --publisher 'The desk'");
        var claims = await service.Shell($"{N} status russia-ukraine remains --json");

        reconciled.ExitCode.ShouldBe(0, reconciled.Complaint);
        JsonNode.Parse(claims.Output)!["claims"]!.AsArray()
            .Single(claim => claim!.At("measure") == "exchange/remains-1/agreed")!.At("status").ShouldBe("reconciled");
    }

    [Fact]
    public async Task It_watches_verifies_and_completes()
    {
        var watched = await service.Shell($"{N} watch russia-ukraine --after 0 --count 2");
        var verified = await service.Shell($"{N} replay verify --json");
        var suggested = await service.Shell($"{N} '[suggest:16]' 'negotiations led'");

        watched.Output.Split('\n')[0].ShouldContain("negotiationOpened");
        JsonNode.Parse(verified.Output)!.At("status").ShouldBe("completed");
        suggested.Output.ShouldContain("ledger");
        (await service.Shell($"{N} completion bash | bash -n")).ExitCode.ShouldBe(0);
    }
}
