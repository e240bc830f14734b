using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Negotiations.Contracts.Answers;
using RabbitMQ.Client;
using Wolverine;
using Wolverine.RabbitMQ.Internal;

namespace Negotiations.Service.Bus;

/// <summary>
/// Reads what arrives from RabbitMQ before any of it is stored. A readable command is handed on; of anything else, only that it came. The
/// sender of an unreadable message is answered at once.
/// </summary>
internal sealed class CommandMapper(Uri queue, RabbitLink rabbit, TimeSpan longest, TimeProvider clock, ILogger log)
    : IRabbitMqEnvelopeMapper
{
    // The messages as they came, while the bus may have to hand them back: unchanged, so that no sender can set what makes one trusted.
    private readonly ConditionalWeakTable<Envelope, Original> originals = [];
    private static readonly string[] AttributePrefixes = ["cloudEvents:", "cloudEvents_", "ce-"];

    public void MapIncomingToEnvelope(Envelope envelope, IReadOnlyBasicProperties incoming)
    {
        // If anything below fails, this makes it a dead letter instead of a loss.
        (envelope.Destination, envelope.ContentType, envelope.SentAt) = (queue, "application/json", clock.GetUtcNow());
        envelope.SetMessageType<UnreadableMessage>();
        // A new id per delivery: a message that is delivered twice is handled twice, and its sender gets the same receipt.
        envelope.Id = Guid.NewGuid();
        if (Header(incoming, "traceparent") is { } parent && ActivityContext.TryParse(parent, null, out _)) envelope.ParentId = parent;
        var body = envelope.Data ?? [];
        originals.Add(envelope, new Original(body, new BasicProperties(incoming)));
        var read = new CommandMessage(incoming.ContentType, incoming.MessageId, incoming.Type,
            name => AttributePrefixes.Select(prefix => Header(incoming, prefix + name)).FirstOrDefault(value => value is not null))
            .Read(body);
        var proof = read.Value is { } readable
            ? SenderProof.Read(name => Header(incoming, name), readable, body) : null;
        var expired = SenderProof.TooOld(name => Header(incoming, name), longest, clock.GetUtcNow());
        if (read.Value is { } told && proof is not null && expired is null)
        {
            envelope.SetMessageType<ReceivedCommand>();
            envelope.Data = JsonSerializer.SerializeToUtf8Bytes(told.For(incoming.ReplyTo, incoming.CorrelationId ?? incoming.MessageId,
                proof));
            return;
        }
        var refusal = read.Refusal ?? expired ?? SenderProof.Unknown;
        envelope.Data = JsonSerializer.SerializeToUtf8Bytes(UnreadableMessage.Of(refusal, queue.ToString(), incoming.MessageId, body,
            clock.GetUtcNow()));
        if (incoming.ReplyTo is { } replyTo)
            _ = Tell(new SendAnswer(replyTo, incoming.CorrelationId ?? incoming.MessageId,
            CommandAnswer.Json(CommandResult.Refused(refusal), null)));
    }

    public void MapEnvelopeToOutgoing(Envelope envelope, IBasicProperties outgoing)
    {
        if (!originals.TryGetValue(envelope, out var original))
            throw new InvalidOperationException("only what came by the queue is handed back to it");
        envelope.Data = original.Body;
        var came = original.Properties;
        (outgoing.Type, outgoing.ContentType, outgoing.MessageId, outgoing.CorrelationId, outgoing.ReplyTo, outgoing.Headers,
            outgoing.Persistent) =
            (came.Type, came.ContentType, came.MessageId, came.CorrelationId, came.ReplyTo, came.Headers, true);
    }

    private sealed record Original(byte[] Body, BasicProperties Properties);

    // Not through the bus, which would store it: the answer may quote what was sent.
    private async Task Tell(SendAnswer answer)
    {
        try
        {
            await rabbit.Publish([answer.ToMessage()], CancellationToken.None);
        }
        catch (Exception fault)
        {
            log.LogWarning("The sender of a message that can't be read could not be told: {Fault}", fault.GetType().Name);
        }
    }

    private static string? Header(IReadOnlyBasicProperties incoming, string name) =>
        incoming.Headers?.TryGetValue(name, out var value) == true ? value switch
        {
            byte[] bytes => Encoding.UTF8.GetString(bytes),
            string text => text,
            _ => null,
        } : null;
}
