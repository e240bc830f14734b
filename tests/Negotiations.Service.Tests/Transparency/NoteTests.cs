using System.Text;
using Negotiations.Contracts.Transparency;

namespace Negotiations.Service.Tests.Transparency;

/// <summary>Notes, checkpoints, proofs and addresses of tiles, against the examples of their specifications.</summary>
public sealed class NoteTests
{
    // The key and the note with which the first implementation of signed notes is documented.
    private const string PeterNeumann = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        Said = """
        If you think cryptography is the answer to your problem,
        then you don't know what your problem is.

        — PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=

        """;

    private static readonly SigningKey Log = new("example.com/log", KeyKind.Log, [.. Enumerable.Repeat((byte)7, 32)]);

    [Fact]
    public void A_note_of_another_make_is_read_and_verified()
    {
        var (key, note) = (VerifierKey.Read(PeterNeumann)!, SignedNote.Read(Said)!);

        note.IsBy(key).ShouldBeTrue();
        note.ToString().ShouldBe(Said);
        key.ToString().ShouldBe(PeterNeumann);
        SignedNote.Read(Said.Replace("answer", "Answer", StringComparison.Ordinal))!.IsBy(key).ShouldBeFalse();
    }

    [Fact]
    public void A_checkpoint_is_signed_and_cosigned()
    {
        var witness = new SigningKey("example.com/witness", KeyKind.Witness, [.. Enumerable.Repeat((byte)9, 32)]);
        var checkpoint = new Checkpoint("example.com/log", 3, MerkleTree.Empty);
        var note = new SignedNote(checkpoint.Text, []);
        note = note.With(Log.Sign(note.Text, default)).With(witness.Sign(note.Text, DateTimeOffset.FromUnixTimeSeconds(1679315147)));

        var read = SignedNote.Read(note.ToString())!;

        (read.IsBy(Log.Verifier), read.IsBy(witness.Verifier)).ShouldBe((true, true));
        Checkpoint.Of(read)!.Text.ShouldBe(checkpoint.Text);
        read.IsBy(witness.Verifier with { Public = Log.Verifier.Public }).ShouldBeFalse();
    }

    [Theory]
    [InlineData("no checkpoint\n\n— a AAAAAAA=\n")]
    [InlineData("a\n\n")]
    [InlineData("\n\n")]
    [InlineData("a\n3\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n")]
    [InlineData("a\n03\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n— a AAAAAAA=\n")]
    [InlineData("a\n3\n47DEQpj8HBSa\n\n— a AAAAAAA=\n")]
    public void What_is_no_checkpoint_is_not_taken_for_one(string note) => Checkpoint.Of(SignedNote.Read(note)).ShouldBeNull();

    [Fact]
    public void A_proof_is_checked_without_the_log()
    {
        byte[] entry = Encoding.UTF8.GetBytes("one"), other = MerkleTree.OfEntry(Encoding.UTF8.GetBytes("two"));
        var text = new Checkpoint("example.com/log", 2, MerkleTree.OfPair(MerkleTree.OfEntry(entry), other)).Text;
        var proof = new LogProof(entry, 0, [other], new SignedNote(text, []).With(Log.Sign(text, default)));

        var read = LogProof.Read(proof.ToString())!;

        read.Fault(Log.Verifier).ShouldBeNull();
        (read with { Entry = Encoding.UTF8.GetBytes("One") }).Fault(Log.Verifier)!.ShouldContain("doesn't have this entry");
        (read with { Index = 1 }).Fault(Log.Verifier)!.ShouldContain("doesn't have this entry");
        read.Fault(new SigningKey("example.com/log", KeyKind.Log, new byte[32]).Verifier)!
            .ShouldContain("not signed by a key that you trust");
        read.Fault(new SigningKey("example.com/else", KeyKind.Log, new byte[32]).Verifier)!.ShouldContain("of the log example.com/log");
    }

    [Theory]
    [InlineData(0, 1234067, 256, "tile/0/x001/x234/067")]
    [InlineData(0, 273, 112, "tile/0/273.p/112")]
    [InlineData(2, 0, 1, "tile/2/000.p/1")]
    [InlineData(-1, 1067, 8, "tile/entries/x001/067.p/8")]
    public void Tiles_have_the_addresses_of_the_specification(int level, long index, int count, string path)
    {
        new TilePath(level, index, count).ToString().ShouldBe(path);
        TilePath.Read(path["tile/".Length..]).ShouldBe(new TilePath(level, index, count));
    }

    [Theory]
    [InlineData("0/1")]
    [InlineData("0/x000/001")]
    [InlineData("64/000")]
    [InlineData("00/000")]
    [InlineData("0/000.p/0")]
    [InlineData("0/000.p/256")]
    [InlineData("0/001/000")]
    [InlineData("entries/../../x")]
    public void Other_addresses_are_none(string path) => TilePath.Read(path).ShouldBeNull();
}
