using CsCheck;
using Negotiations.Contracts.Transparency;

namespace Negotiations.Service.Tests.Transparency;

/// <summary>The tree against the vectors of certificate transparency and a second one, written down as the RFC defines it.</summary>
public sealed class MerkleTreeTests
{
    // The entries and roots with which implementations of RFC 6962 are compared.
    private static readonly string[] Entries =
        ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];

    private static readonly string[] Roots =
    [
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_known_entries_have_the_known_roots()
    {
        var tiles = new MemoryTiles();
        Convert.ToHexStringLower(MerkleTree.Empty).ShouldBe(Roots[0]);
        for (var size = 1; size <= Entries.Length; size++)
        {
            tiles.Add(Convert.FromHexString(Entries[size - 1]));
            Convert.ToHexStringLower(await tiles.Tree.Root(size, Cancellation)).ShouldBe(Roots[size]);
        }
    }

    [Fact]
    public Task Proofs_of_any_tree_are_those_of_the_definition_and_hold() =>
        Gen.Select(Gen.Int[1, 700], Gen.Int[0, 699], Gen.Int[0, 700]).SampleAsync(async (size, some, earlier) =>
        {
            var (index, first) = (some % size, earlier % (size + 1));
            var entries = Enumerable.Range(0, size).Select(i => BitConverter.GetBytes(i)).ToArray();
            var tiles = new MemoryTiles();
            foreach (var entry in entries) tiles.Add(entry);
            var (root, before) = (await tiles.Tree.Root(size, Cancellation), await tiles.Tree.Root(first, Cancellation));
            root.ShouldBe(SlowTree.Hash(entries));

            var inclusion = await tiles.Tree.Inclusion(index, size, Cancellation);
            inclusion.ShouldBe(SlowTree.Path(index, entries));
            MerkleTree.Includes(index, MerkleTree.OfEntry(entries[index]), size, root, inclusion).ShouldBeTrue();

            var consistency = await tiles.Tree.Consistency(first, size, Cancellation);
            consistency.ShouldBe(SlowTree.Proof(first, entries));
            MerkleTree.IsConsistent(first, before, size, root, consistency).ShouldBeTrue();
        }, iter: 150);

    [Fact]
    public Task A_flipped_bit_anywhere_fails() =>
        Gen.Select(Gen.Int[2, 300], Gen.Int[0, 299], Gen.Int[0, 1 << 20]).SampleAsync(async (size, some, bit) =>
        {
            var (index, first) = (some % size, 1 + (some % (size - 1)));
            var tiles = new MemoryTiles();
            for (var i = 0; i < size; i++) tiles.Add(BitConverter.GetBytes(i));
            var (root, before) = (await tiles.Tree.Root(size, Cancellation), await tiles.Tree.Root(first, Cancellation));
            var inclusion = await tiles.Tree.Inclusion(index, size, Cancellation);
            var told = Flipped([MerkleTree.OfEntry(BitConverter.GetBytes(index)), root, .. inclusion], bit);
            MerkleTree.Includes(index, told[0], size, told[1], told[2..]).ShouldBeFalse();
            MerkleTree.Includes(index, MerkleTree.OfEntry(BitConverter.GetBytes(index)), size + 1, root, inclusion[..^1]).ShouldBeFalse();

            var said = Flipped([before, root, .. await tiles.Tree.Consistency(first, size, Cancellation)], bit);
            MerkleTree.IsConsistent(first, said[0], size, said[1], said[2..]).ShouldBeFalse();
        }, iter: 300);

    private static byte[][] Flipped(byte[][] hashes, int bit)
    {
        byte[][] flipped = [.. hashes.Select(hash => hash.ToArray())];
        var at = bit % (hashes.Length * MerkleTree.HashSize * 8);
        flipped[at / (MerkleTree.HashSize * 8)][at / 8 % MerkleTree.HashSize] ^= (byte)(1 << (at % 8));
        return flipped;
    }

    private sealed class MemoryTiles
    {
        private readonly List<List<byte[]>> rows = [];

        public TreeReader Tree => new((level, index, _, _) =>
            new(rows[level].Skip((int)index * TreeReader.Width).Take(TreeReader.Width).SelectMany(hash => hash).ToArray()));

        public void Add(byte[] entry) => Add(0, MerkleTree.OfEntry(entry));

        private void Add(int level, byte[] hash)
        {
            if (rows.Count == level) rows.Add([]);
            rows[level].Add(hash);
            if (rows[level].Count % TreeReader.Width == 0)
                Add(level + 1, TreeReader.Fold(rows[level].TakeLast(TreeReader.Width).SelectMany(one => one).ToArray()));
        }
    }
}
