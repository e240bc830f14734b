using System.Security.Cryptography;
using Negotiations.Domain;

namespace Negotiations.Service.Bus;

/// <summary>What is kept of a message that could not be read: nothing that it said.</summary>
/// <param name="Code">Why it could not be read, as the code of the refusal.</param>
/// <param name="Source">The queue.</param>
/// <param name="MessageId">The id that the transport carried, when it is a UUID.</param>
/// <param name="Bytes">How long it was.</param>
/// <param name="Sha256">SHA-256 of its body, by which its sender can tell which it was.</param>
/// <param name="ReceivedAt">When it came.</param>
public sealed record UnreadableMessage(string Code, string Source, Guid? MessageId, int Bytes, string Sha256, DateTimeOffset ReceivedAt)
{
    internal static UnreadableMessage Of(Refusal refusal, string source, string? messageId, ReadOnlySpan<byte> body, DateTimeOffset now) =>
        new(refusal.Code, source, Guid.TryParse(messageId, out var id) ? id : null, body.Length,
            Convert.ToHexStringLower(SHA256.HashData(body)), now);
}
