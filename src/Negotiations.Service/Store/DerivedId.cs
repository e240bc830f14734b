using System.Security.Cryptography;
using System.Text;
using Negotiations.Domain;

namespace Negotiations.Service.Store;

/// <summary>Ids that follow from others: UUID version 5 (RFC 9562). Stored; never changes.</summary>
internal static class DerivedId
{
    private static readonly Guid Deadlines = new("6a3b9c51-6d0e-5b62-9f0a-0d4f5c6e8a10");

    /// <summary>
    /// The event id of a fact's copy on a further track. The home copy has the fact's own id, so that a unique index over event ids makes fact ids unique.
    /// </summary>
    public static Guid OfCopy(Guid fact, string stream) => Of(fact, stream);

    /// <summary>The id of the fact that a deadline passed: of track, thing and date, so that it is recorded once, whoever records it.</summary>
    public static Guid OfDeadline(string stream, ThingKind kind, Key thing, Occurrence deadline) => Of(Deadlines, $"{stream}/{Words.Of(kind)}/{thing}/{deadline}");

    private static Guid Of(Guid space, string name)
    {
        Span<byte> hash = stackalloc byte[SHA1.HashSizeInBytes];
#pragma warning disable CA5350 // UUID version 5 is defined over SHA-1; nothing here relies on its strength.
        SHA1.HashData([.. space.ToByteArray(bigEndian: true), .. Encoding.UTF8.GetBytes(name)], hash);
#pragma warning restore CA5350
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}
