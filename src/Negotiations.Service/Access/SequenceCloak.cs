using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Negotiations.Service.Access;

/// <summary>
/// Numbers of facts as callers see them who may not read every negotiation: each stands for one number of the store, and nobody can tell
/// from some how many there are or which comes first. A permutation of the whole numbers below 2^52, which JSON keeps exactly, by the
/// service's secret.
/// </summary>
public sealed class SequenceCloak(ServiceSecret secret)
{
    private const int Half = 26, Rounds = 6;
    private const long Mask = (1L << Half) - 1;
    private readonly byte[] key = secret.For("negotiations: numbers of facts");

    /// <summary>The number that stands for a sequence.</summary>
    public long Hide(long sequence) => Walk(sequence, 0, 1);

    /// <summary>The sequence for which a number stands; what was never given stands for one far beyond the last.</summary>
    public long Find(long number) => Walk(number, Rounds - 1, -1);

    // 0 is the beginning for everybody.
    private long Walk(long value, int first, int step)
    {
        if (value is <= 0 or >= 1L << (2 * Half)) return value <= 0 ? 0 : long.MaxValue;
        do
        {
            var (left, right) = (value >> Half, value & Mask);
            for (var (i, round) = (0, first); i < Rounds; i++, round += step)
                (left, right) = step > 0 ? (right, left ^ Mix(round, right)) : (right ^ Mix(round, left), left);
            value = (left << Half) | right;
        }
        while (value == 0);
        return value;
    }

    private long Mix(int round, long half)
    {
        Span<byte> told = stackalloc byte[12], mac = stackalloc byte[32];
        BinaryPrimitives.WriteInt32BigEndian(told, round);
        BinaryPrimitives.WriteInt64BigEndian(told[4..], half);
        HMACSHA256.HashData(key, told, mac);
        return BinaryPrimitives.ReadInt64BigEndian(mac) & Mask;
    }
}
