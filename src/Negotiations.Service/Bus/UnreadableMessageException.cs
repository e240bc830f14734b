namespace Negotiations.Service.Bus;

/// <summary>A message that could not be read. Its text holds nothing of the message.</summary>
internal sealed class UnreadableMessageException(string message) : Exception(message);
