using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Wolverine;

namespace Negotiations.Service.Access;

/// <summary>
/// The caller of a message, in a header of the envelope, which counts within the process that wrote it: whoever can write to the tables of
/// the bus can't speak for anybody. No message from outside reaches a handler that trusts the header.
/// </summary>
public static class CallerOfMessage
{
    private const string Header = "negotiations-caller";
    private const int SealLength = 64;
    private static readonly byte[] OfThisProcess = RandomNumberGenerator.GetBytes(32);

    /// <summary>How to send a message in their name.</summary>
    public static DeliveryOptions AsSender(this Caller caller)
    {
        ArgumentNullException.ThrowIfNull(caller);
        string[] told = [caller.Name, .. caller.Grants.Select(grant => $"{grant}")];
        var header = JsonSerializer.Serialize(told);
        return new DeliveryOptions().WithHeader(Header, SealOf(header) + header);
    }

    /// <summary>Who sent a message.</summary>
    /// <exception cref="InvalidOperationException">It was sent in nobody's name.</exception>
    public static Caller Caller(this Envelope envelope)
    {
        ArgumentNullException.ThrowIfNull(envelope);
        if (!envelope.TryGetHeader(Header, out var header) || header is not { Length: > SealLength } || !CryptographicOperations
            .FixedTimeEquals(Encoding.ASCII.GetBytes(SealOf(header[SealLength..])), Encoding.ASCII.GetBytes(header[..SealLength])))
            throw new InvalidOperationException($"{envelope.Message} was sent in nobody's name; send it with {nameof(AsSender)}.");
        var told = JsonSerializer.Deserialize<string[]>(header[SealLength..])!;
        return new Caller(told[0], [.. told.Skip(1).Select(grant => Grant.Parse(grant).Value!)]);
    }

    private static string SealOf(string text) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(OfThisProcess, Encoding.UTF8.GetBytes(text)));
}
