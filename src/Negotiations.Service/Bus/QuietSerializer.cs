using Wolverine;
using Wolverine.Runtime.Serialization;

namespace Negotiations.Service.Bus;

/// <summary>The bus's JSON, but its faults quote nothing of what was sent: they end in dead letters.</summary>
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
