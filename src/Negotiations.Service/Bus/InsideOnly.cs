using Wolverine;

namespace Negotiations.Service.Bus;

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
