namespace Negotiations.Contracts.Transparency;

/// <summary>Finds the hashes of a tree that is kept as tiles, and makes proofs of them (RFC 9162, sections 2.1.3.1 and 2.1.4.1).</summary>
/// <param name="tile">Reads the hashes of a tile: its level, its place, and how many of them are wanted at least.</param>
public sealed class TreeReader(Func<int, long, int, CancellationToken, ValueTask<ReadOnlyMemory<byte>>> tile)
{
    private readonly Dictionary<(long Start, long End), byte[]> known = [];

    /// <summary>How many levels of the tree a tile holds, and how many hashes.</summary>
    public const int Height = 8, Width = 1 << Height;

    /// <summary>The hash of a tree with the first entries.</summary>
    public ValueTask<byte[]> Root(long size, CancellationToken cancellation) =>
        size == 0 ? new(MerkleTree.Empty) : Range(0, size, cancellation);

    /// <summary>The hashes that show that an entry is in the tree of a size.</summary>
    public async Task<List<byte[]>> Inclusion(long index, long size, CancellationToken cancellation)
    {
        var (proof, start, end) = (new List<byte[]>(), 0L, size);
        while (end - start > 1)
        {
            var middle = start + MerkleTree.Split(end - start);
            if (index < middle)
            {
                proof.Add(await Range(middle, end, cancellation));
                end = middle;
            }
            else
            {
                proof.Add(await Range(start, middle, cancellation));
                start = middle;
            }
        }
        proof.Reverse();
        return proof;
    }

    /// <summary>The hashes that show that the tree of a size begins with the tree of another.</summary>
    public async Task<List<byte[]>> Consistency(long first, long second, CancellationToken cancellation)
    {
        var (proof, start, end, isOwn) = (new List<byte[]>(), 0L, second, true);
        if (first == 0 || first == second) return proof;
        while (first != end)
        {
            var middle = start + MerkleTree.Split(end - start);
            if (first <= middle)
            {
                proof.Add(await Range(middle, end, cancellation));
                end = middle;
            }
            else
            {
                proof.Add(await Range(start, middle, cancellation));
                (start, isOwn) = (middle, false);
            }
        }
        if (!isOwn) proof.Add(await Range(start, end, cancellation));
        proof.Reverse();
        return proof;
    }

    // The hash of the entries from one to another; the left of two parts is always full. Proofs of neighbours need nearly the same.
    private async ValueTask<byte[]> Range(long start, long end, CancellationToken cancellation) =>
        end - start == 1 ? await Full(start, 1, cancellation)
            : known.TryGetValue((start, end), out var hash) ? hash : known[(start, end)] = await Made(start, end, cancellation);

    private async ValueTask<byte[]> Made(long start, long end, CancellationToken cancellation)
    {
        var size = end - start;
        if ((size & (size - 1)) == 0) return await Full(start, size, cancellation);
        var middle = start + MerkleTree.Split(size);
        var (left, right) = (await Range(start, middle, cancellation), await Range(middle, end, cancellation));
        return MerkleTree.OfPair(left, right);
    }

    private async ValueTask<byte[]> Full(long start, long size, CancellationToken cancellation)
    {
        var level = System.Numerics.BitOperations.Log2((ulong)size);
        var (row, below) = (level / Height, level % Height);
        var first = start >> (row * Height);
        var count = 1 << below;
        var (place, at) = (first / Width, (int)(first % Width));
        var hashes = await tile(row, place, at + count, cancellation);
        return Fold(hashes.Slice(at * MerkleTree.HashSize, count * MerkleTree.HashSize));
    }

    /// <summary>The hash over a row of hashes, as many as a power of two.</summary>
    public static byte[] Fold(ReadOnlyMemory<byte> row)
    {
        if (row.Length == MerkleTree.HashSize) return row.ToArray();
        var half = row.Length / 2;
        return MerkleTree.OfPair(Fold(row[..half]), Fold(row[half..]));
    }
}
