using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Negotiations.Contracts.Json;
using Negotiations.Domain.Facts;

namespace Negotiations.Store.Log;

/// <summary>
/// The hash chain of a stream: SHA-256 over the previous value (64 lower-case hexadecimal digits; nothing for the first event) followed by
/// the fact's canonical JSON. Whoever changes, removes or inserts an event breaks every value after it.
/// </summary>
internal static class Chain
{
    /// <summary>The value before the first event.</summary>
    public const string Start = "";

    /// <summary>The next value of a chain.</summary>
    /// <param name="previous">The value before.</param>
    /// <param name="canonical">The fact's canonical JSON.</param>
    public static string Next(string previous, ReadOnlySpan<byte> canonical)
    {
        var length = previous.Length + canonical.Length;
        var rented = ArrayPool<byte>.Shared.Rent(length);
        Encoding.ASCII.GetBytes(previous, rented);
        canonical.CopyTo(rented.AsSpan(previous.Length));
        var next = Convert.ToHexStringLower(SHA256.HashData(rented.AsSpan(0, length)));
        ArrayPool<byte>.Shared.Return(rented);
        return next;
    }

    /// <summary>A fact's canonical JSON.</summary>
    public static ReadOnlyMemory<byte> Canonical(Fact fact) =>
        CanonicalJson.Of(JsonSerializer.SerializeToUtf8Bytes(fact, fact.GetType(), Formats.Stored));
}
