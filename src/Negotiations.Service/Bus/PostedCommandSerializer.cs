using Wolverine;
using Wolverine.Runtime.Serialization;

namespace Negotiations.Service.Bus;

/// <summary>Passes the body on unread: it is parsed where the sender can be answered.</summary>
internal sealed class PostedCommandSerializer : IMessageSerializer
{
    public string ContentType => "application/json";

    public byte[] Write(Envelope envelope) => WriteMessage(envelope.Message!);

    public object ReadFromData(Type messageType, Envelope envelope) => new PostedCommand(envelope.Data);

    public object ReadFromData(byte[] data) => new PostedCommand(data);

    public byte[] WriteMessage(object message) =>
        message is PostedCommand posted ? posted.Body.ToArray() : throw new NotSupportedException();
}
