using System.Text.Json;
using Wolverine;

namespace Negotiations.Service.Access;

/// <summary>
/// The caller of a message, in a header of the envelope. No message from outside reaches a handler that trusts the header.
/// </summary>
public static class CallerOfMessage
{
    private const string Header = "negotiations-caller";

    /// <summary>How to send a message in their name.</summary>
    public static DeliveryOptions AsSender(this Caller caller)
    {
        ArgumentNullException.ThrowIfNull(caller);
        string[] told = [caller.Name, .. caller.Grants.Select(grant => $"{grant}")];
        return new DeliveryOptions().WithHeader(Header, JsonSerializer.Serialize(told));
    }

    /// <summary>Who sent a message.</summary>
    /// <exception cref="InvalidOperationException">It was sent in nobody's name.</exception>
    public static Caller Caller(this Envelope envelope)
    {
        ArgumentNullException.ThrowIfNull(envelope);
        if (!envelope.TryGetHeader(Header, out var header))
            throw new InvalidOperationException($"{envelope.Message} was sent in nobody's name; send it with {nameof(AsSender)}.");
        var told = JsonSerializer.Deserialize<string[]>(header!)!;
        return new Caller(told[0], [.. told.Skip(1).Select(grant => Grant.Parse(grant).Value!)]);
    }
}
