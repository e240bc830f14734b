using System.Security.Cryptography;

namespace Negotiations.Service.Tests.Transparency;

/// <summary>The tree of RFC 6962, section 2.1, written down as it is defined: over whole lists, by recursion.</summary>
internal static class SlowTree
{
    public static byte[] Hash(byte[][] entries) => entries.Length switch
    {
        0 => SHA256.HashData([]),
        1 => SHA256.HashData([0, .. entries[0]]),
        var n => SHA256.HashData([1, .. Hash(entries[..Power(n)]), .. Hash(entries[Power(n)..])]),
    };

    public static byte[][] Path(int m, byte[][] entries)
    {
        if (entries.Length == 1) return [];
        var k = Power(entries.Length);
        return m < k ? [.. Path(m, entries[..k]), Hash(entries[k..])] : [.. Path(m - k, entries[k..]), Hash(entries[..k])];
    }

    public static byte[][] Proof(int m, byte[][] entries) => m == 0 ? [] : SubProof(m, entries, true);

    private static byte[][] SubProof(int m, byte[][] entries, bool isWhole)
    {
        if (m == entries.Length) return isWhole ? [] : [Hash(entries)];
        var k = Power(entries.Length);
        return m <= k ? [.. SubProof(m, entries[..k], isWhole), Hash(entries[k..])]
            : [.. SubProof(m - k, entries[k..], false), Hash(entries[..k])];
    }

    private static int Power(int n)
    {
        var k = 1;
        while (k * 2 < n) k *= 2;
        return k;
    }
}
