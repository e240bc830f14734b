using Wolverine;
using Wolverine.Runtime.Serialization;

namespace Negotiations.Service.Bus;

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
