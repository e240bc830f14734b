using System.Text.Json;
using System.Text.Json.Nodes;
using Negotiations.Contracts.Transparency;

namespace Negotiations.Service.Tests.Transparency;

/// <summary>Exports with their proofs, as whoever receives them checks them: as they came, and as somebody changed them.</summary>
public sealed class ExportCheckTests(ServiceUnderTest service) : IClassFixture<ServiceUnderTest>, IAsyncLifetime
{
    private readonly HttpClient client = service.CreateClient();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        if (await service.EventCount() == 0)
        {
            service.Clock.SetUtcNow(new DateTimeOffset(2025, 8, 1, 0, 0, 0, TimeSpan.Zero));
            await client.PostSamples(Requests.OfSamples);
        }
        await LogTests.Follow(service);
    }

    public ValueTask DisposeAsync()
    {
        client.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task An_export_is_proven_and_what_was_changed_or_left_out_is_named()
    {
        var (_, key) = await LogTests.Latest(client);
        var export = await Lines("/negotiations/russia-ukraine/export");
        var facts = export.Count(line => line.Contains("recordedtime", StringComparison.Ordinal));
        var (changed, dated) = (JsonNode.Parse(export[7])!, JsonNode.Parse(export[7])!);
        (changed["data"]!["occurred"], dated["time"]) = ("2025-01-01", "2024-01-01T00:00:00.000000Z");
        var (fact, other) = ((Guid)changed["id"]!, (Guid)JsonNode.Parse(export[3])!["id"]!);

        Check(export).ShouldBe((facts, "", "", 0));
        Check([.. export[..7], changed.ToJsonString(), .. export[8..]])
            .ShouldBe((facts - 1, $"{fact}: the log has it with another content", "", 0));
        Check([.. export[..7], dated.ToJsonString(), .. export[8..]])
            .ShouldBe((facts - 1, $"{fact}: its time is not what an export says of such a fact", "", 0));
        Check([.. export[..3], .. export[4..]]).ShouldBe((facts - 1, "", $"{other}", 0));
        // Whoever leaves out a fact leaves out its proof.
        Check([.. export.Where(line => !line.Contains($"{other}", StringComparison.Ordinal))]).ShouldBe((facts - 1, "", "", 1));
        Check([export[1], export[0], .. export[2..]]).Faults.ShouldEndWith("it stands behind one that was recorded later");
        Check([.. export[..3], export[3].Replace("\"recordedtime\"", "\"Recordedtime\"", StringComparison.Ordinal), .. export[4..]])
            .Faults.ShouldEndWith("the line has an attribute that no export has");
        ExportCheck.Of(export[..facts], key).ShouldSatisfyAllConditions(it => it.Holds.ShouldBeFalse(), it => it.Statement.ShouldBeNull(),
            it => it.Faults.Count.ShouldBe(facts));
        ExportCheck.Of(export.Select(line => line.Replace($"facts {facts}", $"facts {facts - 1}", StringComparison.Ordinal)), key)
            .ShouldSatisfyAllConditions(it => it.Holds.ShouldBeFalse(), it => it.Statement.ShouldBeNull());
        ExportCheck.Of(export, new SigningKey(key.Name, KeyKind.Log, new byte[32]).Verifier)
            .ShouldSatisfyAllConditions(it => it.Holds.ShouldBeFalse(), it => it.Faults.Count.ShouldBe(facts));

        (int Proven, string Faults, string LeftOut, long Lacking) Check(string[] lines)
        {
            var check = ExportCheck.Of(lines, key);
            check.Holds.ShouldBe(check is { Faults: [], LeftOut.Count: 0, Lacking: 0 });
            check.Statement!.Facts.ShouldBe(facts);
            return (check.Proven, string.Join("; ", check.Faults.Select(one => $"{one.Fact}: {one.Fault}")),
                string.Join(' ', check.LeftOut), check.Lacking);
        }
    }

    [Fact]
    public async Task An_export_that_was_put_together_of_several_does_not_hold()
    {
        var (_, key) = await LogTests.Latest(client);
        var before = await Lines("/negotiations/russia-ukraine/export");
        await client.Accepted("OpenNegotiation", """{"negotiation": "elsewhere", "title": "Elsewhere"}""");
        await client.Accepted("RecordPosition",
            """{"negotiation": "russia-ukraine", "tracks": ["terms"], "actor": "ua", "stance": "comment", "text": "Later"}""");
        await LogTests.Follow(service);
        var (one, other) = (await Lines("/negotiations/russia-ukraine/export"), await Lines("/negotiations/elsewhere/export"));
        var (head, strange) = (Array.FindIndex(one, IsHead), Array.FindIndex(other, IsHead));
        string[] Without(int i) => [.. one.Where(line => !line.Contains((string)JsonNode.Parse(one[i])!["id"]!, StringComparison.Ordinal))];

        ExportCheck.Of(one, key).Holds.ShouldBeTrue();
        ExportCheck.Of(other, key).Holds.ShouldBeTrue();
        // A fact in the place of another.
        var place = Without(3).AsSpan();
        var replaced = ExportCheck.Of([.. place[..(head - 1)], other[strange - 1], .. place[(head - 1)..], other[^1]], key);
        (replaced.Holds, replaced.Faults.Count(fault => fault.Fault == "it is of another negotiation")).ShouldBe((false, 1));
        // An earlier statement, which doesn't know of what came later.
        Said(before).Facts.ShouldBe(Said(one).Facts - 1);
        var old = (string)JsonNode.Parse(before.Single(IsHead))!["data"]!["statement"]!;
        ExportCheck.Of(Without(3).Select(line => IsHead(line) ? With(line, old) : line), key).Holds.ShouldBeFalse();
        ExportCheck.Of(one.Select(line => IsHead(line) ? With(line, (string)JsonNode.Parse(other[strange])!["data"]!["statement"]!) : line),
            key).Holds.ShouldBeFalse();

        ExportStatement Said(string[] lines) => ExportCheck.Of(lines, key).Statement!;
        static bool IsHead(string line) => line.Contains("negotiations.log-checkpoint.v1", StringComparison.Ordinal);
        static string With(string line, string statement)
        {
            var changed = JsonNode.Parse(line)!;
            changed["data"]!["statement"] = statement;
            return changed.ToJsonString();
        }
    }

    [Theory]
    [InlineData("again")]
    [InlineData("twice")]
    [InlineData("unknown")]
    [InlineData("behind")]
    [InlineData("nothing")]
    public async Task A_line_that_no_export_has_is_named(string how)
    {
        var (_, key) = await LogTests.Latest(client);
        var export = await Lines("/negotiations/russia-ukraine/export");
        string[] lines = how switch
        {
            "again" => [.. export[..4], export[3], .. export[4..]],
            "twice" => [.. export[..4], export[4].Replace("\"data\":", "\"data\":{},\"data\":", StringComparison.Ordinal), .. export[5..]],
            "unknown" => [.. export[..4], """{"type": "negotiations.nothing.v1"}""", .. export[4..]],
            "behind" => [.. export, export[4]],
            _ => [.. export[..4], "[]", .. export[4..]],
        };

        Should.Throw<JsonException>(() => ExportCheck.Of(lines, key)).Message
            .ShouldBe($"line {(how == "behind" ? export.Length + 1 : 5)} is none that an export has");
    }

    private async Task<string[]> Lines(string address) =>
        (await client.GetStringAsync(new Uri(address, UriKind.Relative), Cancellation)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
