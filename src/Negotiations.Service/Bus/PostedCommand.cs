using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Negotiations.Contracts.Answers;
using Negotiations.Contracts.Signing;
using Negotiations.Service.Access;
using Wolverine;
using Wolverine.Attributes;
using Wolverine.Runtime.Handlers;
using Wolverine.Runtime.Serialization;

namespace Negotiations.Service.Bus;

/// <summary>
/// A command that another application of the bus put into the queue on PostgreSQL: plain JSON, or a structured CloudEvent, under this name
/// of a message.
/// </summary>
/// <param name="Body">The JSON, as it was sent.</param>
[MessageIdentity(Identity)]
public sealed record PostedCommand(ReadOnlyMemory<byte> Body)
{
    /// <summary>The name of the message.</summary>
    public const string Identity = "negotiations.command";

    /// <summary>The name alone: what the command says must not reach a log.</summary>
    public override string ToString() => nameof(PostedCommand);
}

/// <summary>The answer, for applications of the bus that wait for one; its JSON is the same as elsewhere.</summary>
/// <param name="Json">The answer.</param>
[MessageIdentity("negotiations.answer"), JsonConverter(typeof(Converter))]
public sealed record PostedAnswer(string Json)
{
    /// <summary>The name alone: what it says must not reach a log.</summary>
    public override string ToString() => nameof(PostedAnswer);

    private sealed class Converter : JsonConverter<PostedAnswer>
    {
        public override PostedAnswer Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            using var document = JsonDocument.ParseValue(ref reader);
            return new PostedAnswer(document.RootElement.GetRawText());
        }

        public override void Write(Utf8JsonWriter writer, PostedAnswer value, JsonSerializerOptions options) =>
            writer.WriteRawValue(value.Json);
    }
}

/// <summary>Hands the body on as it is: whether it can be read is decided where its sender can be told.</summary>
internal sealed class PostedCommandSerializer : IMessageSerializer
{
    public string ContentType => "application/json";

    public byte[] Write(Envelope envelope) => WriteMessage(envelope.Message!);

    public object ReadFromData(Type messageType, Envelope envelope) => new PostedCommand(envelope.Data);

    public object ReadFromData(byte[] data) => new PostedCommand(data);

    public byte[] WriteMessage(object message) =>
        message is PostedCommand posted ? posted.Body.ToArray() : throw new NotSupportedException();
}

/// <summary>Handles <see cref="PostedCommand"/>.</summary>
public static class PostedCommandHandler
{
    private const string Source = "postgresql";

    /// <summary>While the database is away, the queue waits.</summary>
    public static void Configure(HandlerChain chain) => ReceivedCommandHandler.Configure(chain);

    /// <summary>Has it recorded as any command, and answers its sender.</summary>
    [MessageTimeout(ReceivedCommandHandler.Longest)]
    public static async Task<PostedAnswer?> Handle(PostedCommand posted, Envelope envelope, IMessageContext bus, KeyRing keys,
        TimeProvider clock, CancellationToken cancellation)
    {
        var isAwaited = envelope.ReplyRequested is not null;
        var isEvent = Encoding.UTF8.GetString(posted.Body.Span).Contains("\"specversion\"", StringComparison.Ordinal);
        var read = new CommandMessage(isEvent ? "application/cloudevents+json" : null, envelope.Id.ToString(), null, _ => null)
            .Read(posted.Body);
        var proof = read.Value is { } told
            ? SenderProof.Read(name => envelope.Headers.GetValueOrDefault(name),
            MessageSignature.TextOf(told.Command.ToString(), told.SentId, posted.Body.Span)) : null;
        var caller = proof is null ? null : await proof.Check(keys, clock, cancellation);
        var refusal = read.Refusal ?? (caller is null ? SenderProof.Unknown : null);
        if (refusal is not null)
            await bus.PublishAsync(UnreadableMessage.Of(refusal, Source, envelope.Id.ToString(), posted.Body.Span, clock.GetUtcNow()));
        var result = refusal is not null ? CommandResult.Refused(refusal)
            : await ReceivedCommandHandler.Record(read.Value!.Command, caller!, mayBeRefused: isAwaited, bus, cancellation);
        return isAwaited ? new PostedAnswer(CommandAnswer.Json(result, read.Value?.Command.CommandId)) : null;
    }
}
