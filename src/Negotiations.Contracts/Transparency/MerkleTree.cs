using System.Numerics;
using System.Security.Cryptography;

namespace Negotiations.Contracts.Transparency;

/// <summary>
/// The hash tree of RFC 6962, section 2.1 (RFC 9162, section 2.1): hashes, and proofs that an entry is in a tree and that one tree begins
/// with another, checked as RFC 9162 says. Nothing here needs the tree itself.
/// </summary>
public static class MerkleTree
{
    /// <summary>The size of a hash, in bytes.</summary>
    public const int HashSize = SHA256.HashSizeInBytes;

    private const byte Leaf = 0, Inner = 1;
    private const int Short = 1024;

    /// <summary>The hash of a tree without entries.</summary>
    public static byte[] Empty => SHA256.HashData([]);

    /// <summary>The hash of an entry.</summary>
    public static byte[] OfEntry(ReadOnlySpan<byte> entry)
    {
        // An entry is short; a hash in two steps takes longer than a copy.
        Span<byte> marked = entry.Length < Short ? stackalloc byte[1 + entry.Length] : new byte[1 + entry.Length];
        marked[0] = Leaf;
        entry.CopyTo(marked[1..]);
        return SHA256.HashData(marked);
    }

    /// <summary>Reads a hash in Base64; null where it is none.</summary>
    public static byte[]? Read(string? text)
    {
        var bytes = new byte[HashSize];
        return text is not null && Convert.TryFromBase64String(text, bytes, out var length) && length == HashSize ? bytes : null;
    }

    /// <summary>The hash of two trees, of which the left is full.</summary>
    public static byte[] OfPair(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        Span<byte> both = stackalloc byte[1 + (2 * HashSize)];
        both[0] = Inner;
        left.CopyTo(both[1..]);
        right.CopyTo(both[(1 + HashSize)..]);
        return SHA256.HashData(both);
    }

    /// <summary>Where a tree of so many entries is divided: the largest power of two below.</summary>
    public static long Split(long size) => 1L << (63 - BitOperations.LeadingZeroCount((ulong)(size - 1)));

    /// <summary>Whether a proof shows that an entry is in a tree (RFC 9162, section 2.1.3.2).</summary>
    /// <param name="index">The place of the entry, from 0.</param>
    /// <param name="entry">Its hash.</param>
    /// <param name="size">How many entries the tree has.</param>
    /// <param name="root">The tree's hash.</param>
    /// <param name="proof">The hashes beside the way from the entry to the root.</param>
    public static bool Includes(long index, byte[] entry, long size, byte[] root, IReadOnlyList<byte[]> proof)
    {
        ArgumentNullException.ThrowIfNull(proof);
        if (index < 0 || index >= size) return false;
        var (node, last, hash) = (index, size - 1, entry);
        foreach (var other in proof)
        {
            if (last == 0) return false;
            if ((node & 1) == 1 || node == last)
            {
                hash = OfPair(other, hash);
                while ((node & 1) == 0 && node != 0) (node, last) = (node >> 1, last >> 1);
            }
            else
            {
                hash = OfPair(hash, other);
            }
            (node, last) = (node >> 1, last >> 1);
        }
        return last == 0 && hash.AsSpan().SequenceEqual(root);
    }

    /// <summary>Whether a proof shows that a tree begins with another (RFC 9162, section 2.1.4.2).</summary>
    /// <param name="first">How many entries the earlier tree has.</param>
    /// <param name="firstRoot">Its hash.</param>
    /// <param name="second">How many the later tree has.</param>
    /// <param name="secondRoot">Its hash.</param>
    /// <param name="proof">The hashes that both share, and those that only the later has.</param>
    public static bool IsConsistent(long first, byte[] firstRoot, long second, byte[] secondRoot, IReadOnlyList<byte[]> proof)
    {
        ArgumentNullException.ThrowIfNull(proof);
        if (first < 0 || first > second) return false;
        if (first == second) return proof.Count == 0 && firstRoot.AsSpan().SequenceEqual(secondRoot);
        // Every tree begins with the empty one.
        if (first == 0) return proof.Count == 0 && firstRoot.AsSpan().SequenceEqual(Empty);
        var path = BitOperations.IsPow2(first) ? [firstRoot, .. proof] : proof;
        if (path.Count == 0) return false;
        var (node, last) = (first - 1, second - 1);
        while ((node & 1) == 1) (node, last) = (node >> 1, last >> 1);
        var (old, now) = (path[0], path[0]);
        foreach (var other in path.Skip(1))
        {
            if (last == 0) return false;
            if ((node & 1) == 1 || node == last)
            {
                (old, now) = (OfPair(other, old), OfPair(other, now));
                while ((node & 1) == 0 && node != 0) (node, last) = (node >> 1, last >> 1);
            }
            else
            {
                now = OfPair(now, other);
            }
            (node, last) = (node >> 1, last >> 1);
        }
        return last == 0 && old.AsSpan().SequenceEqual(firstRoot) && now.AsSpan().SequenceEqual(secondRoot);
    }
}
