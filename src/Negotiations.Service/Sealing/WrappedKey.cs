namespace Negotiations.Service.Sealing;

/// <summary>A list's key, wrapped.</summary>
/// <param name="Master">The id of the master key.</param>
/// <param name="Wrapped">The wrapped key.</param>
internal sealed record WrappedKey(string Master, byte[] Wrapped);
