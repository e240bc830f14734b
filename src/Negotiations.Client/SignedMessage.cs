using System.Collections.Immutable;
using System.Text.Json;
using Negotiations.Contracts.Json;
using Negotiations.Contracts.Signing;
using Negotiations.Domain.Commands;

namespace Negotiations.Client;

/// <summary>
/// A command as a message for the service's queue: send the body as it is, with these headers, under the id and the type.
/// </summary>
/// <param name="Id">The id of the message, which becomes the fact's.</param>
/// <param name="Type">The command's name.</param>
/// <param name="Headers">The headers, which tell who sends it.</param>
/// <param name="Body">The JSON.</param>
public sealed record SignedMessage(Guid Id, string Type, ImmutableDictionary<string, string> Headers, ReadOnlyMemory<byte> Body)
{
    // A key is neg_<id>_<secret>; its id has so many characters.
    private const int IdStart = 4, IdLength = 16;

    /// <summary>Signs a command, which must have an id, as sent at an instant.</summary>
    public static SignedMessage Of(Command command, string key, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(key);
        var id = command.CommandId ?? throw new ArgumentException("a command that is sent needs a CommandId", nameof(command));
        var body = JsonSerializer.SerializeToUtf8Bytes(command, command.GetType(), Formats.Stored);
        var sent = MessageSignature.Instant(now);
        var signature = MessageSignature.Sign(MessageSignature.SecretOf(key),
            MessageSignature.TextOf(command.ToString(), id.ToString(), "", sent, body));
        var headers = ImmutableDictionary<string, string>.Empty
            .Add(MessageSignature.KeyHeader, key.Substring(IdStart, IdLength)).Add(MessageSignature.SignatureHeader, signature)
            .Add(MessageSignature.SentHeader, sent);
        return new SignedMessage(id, command.ToString(), headers, body);
    }
}
