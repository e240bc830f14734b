namespace Negotiations.Service.Bus;

/// <summary>A command that came by a queue was refused, and nobody waits for the answer.</summary>
internal sealed class RefusedCommandException(string message) : Exception(message);
