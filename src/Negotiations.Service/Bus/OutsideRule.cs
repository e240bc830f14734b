using Wolverine;
using Wolverine.Runtime.Serialization;

namespace Negotiations.Service.Bus;

/// <summary>
/// What comes by the queue on PostgreSQL is one type, whatever its sender wrote into the envelope: a <see cref="PostedCommand"/>, which
/// nobody trusts before its signature is checked.
/// </summary>
internal sealed class OutsideRule : IEnvelopeRule
{
    public void Modify(Envelope envelope) =>
        (envelope.MessageType, envelope.ContentType, envelope.Serializer, envelope.IsResponse) =
            (PostedCommand.Identity, EnvelopeConstants.JsonContentType, null, false);
}

/// <summary>A message of the service's own came by a queue that others reach.</summary>
internal sealed class ForgedMessageException()
    : Exception("a message of the service's own came by a queue from outside; it was not handled");

/// <summary>
/// Stands before every handler of a message that the service sends itself: those don't travel on queues from outside, not even by way of
/// the inbox after a crash.
/// </summary>
public static class InsideOnly
{
    private static readonly string[] Outside = ["rabbitmq", "postgresql"];

    /// <summary>
    /// Whether a handler takes what comes from outside; such messages are made by what reads the queues, or checked by their handler.
    /// </summary>
    public static bool IsFor(Type message) =>
        message != typeof(PostedCommand) && message != typeof(ReceivedCommand) && message != typeof(UnreadableMessage);

    /// <summary>Refuses what came from outside.</summary>
    public static void Before(Envelope envelope)
    {
        if (envelope.Destination is { } from && Outside.Contains(from.Scheme)) throw new ForgedMessageException();
    }
}

/// <summary>JSON as the bus writes it, with faults that repeat nothing of what was sent: they end in dead letters.</summary>
internal sealed class QuietSerializer : IMessageSerializer
{
    private readonly SystemTextJsonSerializer json = new(SystemTextJsonSerializer.DefaultOptions());

    public string ContentType => json.ContentType;

    public byte[] Write(Envelope envelope) => json.Write(envelope);

    public byte[] WriteMessage(object message) => json.WriteMessage(message);

    public object ReadFromData(Type messageType, Envelope envelope) =>
        Quietly(() => json.ReadFromData(messageType, envelope), messageType.Name);

    public object ReadFromData(byte[] data) => Quietly(() => json.ReadFromData(data), "message");

    private static object Quietly(Func<object> read, string type)
    {
        try
        {
            return read();
        }
        catch (Exception fault)
        {
            throw new UnreadableMessageException($"{type} can't be read: {fault.GetType().Name}");
        }
    }
}
