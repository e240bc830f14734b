using System.Buffers.Binary;
using System.Net;
using System.Text;
using System.Text.Json;
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

    private Task<(Checkpoint Checkpoint, VerifierKey Key)> Latest() => Latest(client);

    /// <summary>How a log stands, and the key that signed it.</summary>
    internal static async Task<(Checkpoint Checkpoint, VerifierKey Key)> Latest(HttpClient client)
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
}
