namespace Negotiations.Service.Bus;

/// <summary>Handles <see cref="UnreadableMessage"/>.</summary>
public static class UnreadableMessageHandler
{
    /// <summary>Puts it among the dead letters, where operators find it.</summary>
    public static void Handle(UnreadableMessage message) =>
        throw new UnreadableMessageException($"{message.Code}: the message from {message.Source} ({message.Bytes} bytes, SHA-256 "
            + $"{message.Sha256}) could not be read; its content was not kept, so that its sender has to send it again");
}
