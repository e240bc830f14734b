using System.Security.Cryptography;
using System.Text;

namespace Negotiations.Service.Store;

/// <summary>
/// The event id of a fact's copy on a further track: UUID version 5 (RFC 9562) of the fact's id and the stream's key. The home copy has the fact's own id,
/// so that a unique index over event ids makes fact ids unique. Stored; never changes.
/// </summary>
internal static class CopyId
{
    public static Guid Of(Guid fact, string stream)
    {
        Span<byte> hash = stackalloc byte[SHA1.HashSizeInBytes];
#pragma warning disable CA5350 // UUID version 5 is defined over SHA-1; nothing here relies on its strength.
        SHA1.HashData([.. fact.ToByteArray(bigEndian: true), .. Encoding.UTF8.GetBytes(stream)], hash);
#pragma warning restore CA5350
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}
