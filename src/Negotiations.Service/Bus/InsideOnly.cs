using Wolverine;

namespace Negotiations.Service.Bus;

/// <summary>
/// Guards the handlers of internal messages: refuses those that came by a queue from outside, even by way of the inbox after a crash.
/// </summary>
public static class InsideOnly
{
    private static readonly string[] Outside = ["rabbitmq", "postgresql"];

    /// <summary>Whether the guard applies. The exceptions are made by the queue readers or checked by their handler.</summary>
    public static bool IsFor(Type message) =>
        message != typeof(PostedCommand) && message != typeof(ReceivedCommand) && message != typeof(UnreadableMessage);

    /// <summary>Refuses what came from outside.</summary>
    public static void Before(Envelope envelope)
    {
        if (envelope.Destination is { } from && Outside.Contains(from.Scheme)) throw new ForgedMessageException();
    }
}
