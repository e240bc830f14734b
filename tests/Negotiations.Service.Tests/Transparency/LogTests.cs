using System.Buffers.Binary;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Negotiations.Contracts.Transparency;
using Negotiations.Service.Transparency;
using Negotiations.Store.Following;

namespace Negotiations.Service.Tests.Transparency;

/// <summary>The log over HTTP: tiles, entries, checkpoints and proofs, read as a verifier of another make would read them.</summary>
public sealed class LogTests(ServiceUnderTest service) : IClassFixture<ServiceUnderTest>, IAsyncLifetime
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
        await Follow();
    }

    public ValueTask DisposeAsync()
    {
        client.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Entries_and_tiles_come_to_the_signed_root()
    {
        var (checkpoint, key) = await Latest();
        var entries = await Bundle((int)checkpoint.Size);

        checkpoint.Root.ShouldBe(SlowTree.Hash(entries));
        var row = await Bytes(new TilePath(0, 0, (int)checkpoint.Size));
        row.Chunk(MerkleTree.HashSize).ShouldBe(entries.Select(entry => MerkleTree.OfEntry(entry)));
        (await client.Get("/log")).At("size").ShouldBe($"{checkpoint.Size}");
        // No content, no names of actors: what was said stands there as hashes only.
        Encoding.UTF8.GetString([.. entries.SelectMany(entry => entry)]).ShouldNotContain("publisher");
        key.Name.ShouldStartWith("negotiations/");
    }

    [Fact]
    public async Task A_fact_is_proven_and_another_is_not()
    {
        var receipt = await client.Accepted("RecordPosition",
            """{"negotiation": "russia-ukraine", "tracks": ["terms"], "actor": "ua", "stance": "comment", "text": "Proven"}""");
        var address = $"/facts/{receipt.At("factId")}/proof";
        (await client.Refused(address)).Body.At("code").ShouldBe("not-logged-yet");
        await Follow();

        var (_, key) = await Latest();
        var proof = LogProof.Read(await client.GetStringAsync(new Uri(address, UriKind.Relative), Cancellation))!;

        proof.Fault(key).ShouldBeNull();
        JsonDocument.Parse(proof.Entry).RootElement.GetProperty("event").GetString().ShouldBe(receipt.At("factId"));
        (await client.Refused($"/facts/{Guid.NewGuid()}/proof")).Body.At("code").ShouldBe("unknown-fact");
    }

    [Fact]
    public async Task An_export_is_proven_and_what_was_changed_or_left_out_is_named()
    {
        var (_, key) = await Latest();
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
        var (_, key) = await Latest();
        var before = await Lines("/negotiations/russia-ukraine/export");
        await client.Accepted("OpenNegotiation", """{"negotiation": "elsewhere", "title": "Elsewhere"}""");
        await client.Accepted("RecordPosition",
            """{"negotiation": "russia-ukraine", "tracks": ["terms"], "actor": "ua", "stance": "comment", "text": "Later"}""");
        await Follow();
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
        var (_, key) = await Latest();
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

    [Fact]
    public async Task The_place_of_a_fact_is_told_once_it_is_there()
    {
        var id = Guid.CreateVersion7();
        var command = $$"""
            {"commandId": "{{id}}", "negotiation": "russia-ukraine", "tracks": ["terms"], "actor": "ua", "stance": "comment", "text": "At"}
            """;
        (await client.Accepted("RecordPosition", command)).ContainsKey("logEntry").ShouldBeFalse();
        (await client.Get($"/facts/{id}")).ContainsKey("logEntry").ShouldBeFalse();
        await Follow();

        var (_, again) = await client.Post("RecordPosition", command);
        var proof = LogProof.Read(await client.GetStringAsync(new Uri($"/facts/{id}/proof", UriKind.Relative), Cancellation))!;

        again.At("logEntry").ShouldBe($"{proof.Index}");
        (await client.Get($"/facts/{id}")).At("logEntry").ShouldBe($"{proof.Index}");
        (await client.Html($"/facts/{id}")).ShouldContain($"/facts/{id}/proof");
    }

    [Fact]
    public async Task What_was_signed_before_is_the_beginning_of_what_is_signed_later()
    {
        var (before, key) = await Latest();
        await client.Accepted("RecordPosition",
            """{"negotiation": "russia-ukraine", "tracks": ["terms"], "actor": "ua", "stance": "comment", "text": "More"}""");
        await Follow();
        var (after, _) = await Latest();

        var tree = new TreeReader(async (level, index, count, stop) => await client.GetByteArrayAsync(
            new Uri($"/log/{new TilePath(level, index, count)}", UriKind.Relative), stop));
        var proof = await tree.Consistency(before.Size, after.Size, Cancellation);

        after.Size.ShouldBe(before.Size + 1);
        MerkleTree.IsConsistent(before.Size, before.Root, after.Size, after.Root, proof).ShouldBeTrue();
        service.Services.GetRequiredService<CheckpointFile>().All().ShouldAllBe(kept => kept.IsSigned && kept.Note!.IsBy(key));
    }

    [Theory]
    [InlineData("/log/tile/0/001")]
    [InlineData("/log/tile/0/000.p/255")]
    [InlineData("/log/tile/entries/009")]
    [InlineData("/log/tile/x")]
    public async Task What_the_log_does_not_have_is_not_there(string address) =>
        (await client.Refused(address)).Status.ShouldBe(HttpStatusCode.NotFound);

    private Task Follow() => Follow(service);

    /// <summary>Brings the log of a service up to date, once the order of all is settled.</summary>
    internal static async Task Follow(ServiceUnderTest service)
    {
        if (await service.Look("select max(seq_id) from {0}.mt_events") is long last)
            await service.Services.GetRequiredService<HighWaterMark>().Beyond(last - 1, TimeSpan.FromSeconds(30), Cancellation);
        await service.Services.GetRequiredService<LogFollower>().Follow(Cancellation);
    }

    private async Task<(Checkpoint Checkpoint, VerifierKey Key)> Latest()
    {
        var key = VerifierKey.Read((await client.Get("/log")).At("keys/0")!)!;
        var note = SignedNote.Read(await client.GetStringAsync(new Uri("/log/checkpoint", UriKind.Relative), Cancellation))!;
        note.IsBy(key).ShouldBeTrue();
        return (Checkpoint.Of(note)!, key);
    }

    private async Task<byte[][]> Bundle(int count)
    {
        var bytes = await Bytes(new TilePath(TilePath.Entries, 0, count));
        var entries = new List<byte[]>();
        for (var at = 0; at < bytes.Length; at += 2 + entries[^1].Length)
            entries.Add(bytes.AsSpan(at + 2, BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(at))).ToArray());
        return [.. entries];
    }

    private Task<byte[]> Bytes(TilePath tile) => client.GetByteArrayAsync(new Uri($"/log/{tile}", UriKind.Relative), Cancellation);

    private async Task<string[]> Lines(string address) =>
        (await client.GetStringAsync(new Uri(address, UriKind.Relative), Cancellation)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
