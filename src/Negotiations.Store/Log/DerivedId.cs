using System.Security.Cryptography;
using System.Text;
using Negotiations.Domain;
using Negotiations.Domain.Time;

namespace Negotiations.Store.Log;

/// <summary>
/// Ids derived from others: SHA-1 of a namespace and a name, as in UUID version 5 (RFC 9562). The service's own ids are version 8, which no
/// command may have, so that nobody can take them first. Stored; never changes.
/// </summary>
internal static class DerivedId
{
    private const int OwnVersion = 8;

    private static readonly Guid Deadlines = new("6a3b9c51-6d0e-5b62-9f0a-0d4f5c6e8a10"),
    Feeds = new("0c4a7d2e-3f1b-5a6c-8b9d-2e1f0a9c8b7d"), Events = new("5f2c8e14-7a9b-5d3c-a1e0-6b4d9f2a7c31");

    /// <summary>The event id of a fact's copy on a further track; stores also hold copies under the version 5 of the same name.</summary>
    public static Guid OfCopy(Guid fact, string stream) => Own(OfOldCopy(fact, stream));

    /// <summary>The event id of a fact's copy, as it was made before.</summary>
    public static Guid OfOldCopy(Guid fact, string stream) => Of(fact, stream);

    /// <summary>
    /// The event id at home of a fact whose id is taken in the store by a fact of another negotiation: fact ids are unique in a negotiation
    /// only. Any other fact's home event has the fact's own id.
    /// </summary>
    public static Guid OfHome(Guid fact, Key negotiation) => Own(Of(fact, negotiation.Value));

    /// <summary>
    /// The id of the fact that a deadline passed: of track, thing and date, so that it is recorded once, whoever records it.
    /// </summary>
    public static Guid OfDeadline(string stream, Thing thing, Occurrence deadline) =>
        Own(OfOldDeadline(stream, thing, deadline));

    /// <summary>The id of the fact that a deadline passed, as it was made before.</summary>
    public static Guid OfOldDeadline(string stream, Thing thing, Occurrence deadline) =>
        Of(Deadlines, $"{stream}/{thing}/{deadline}");

    /// <summary>Whether an id is of the service's own, which no command may have.</summary>
    public static bool IsOwn(Guid id) => id.Version == OwnVersion;

    /// <summary>The id of a feed, wherever it is read.</summary>
    public static Guid OfFeed(string stream) => Of(Feeds, stream);

    /// <summary>The id of a command that came as a CloudEvent whose id is no UUID: source and id together are unique.</summary>
    public static Guid OfEvent(string source, string id) => Of(Events, $"{source}\n{id}");

    private static Guid Own(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        bytes[6] = (byte)((bytes[6] & 0x0F) | (OwnVersion << 4));
        return new Guid(bytes, bigEndian: true);
    }

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
