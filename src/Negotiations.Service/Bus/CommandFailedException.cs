namespace Negotiations.Service.Bus;

/// <summary>
/// A command from a queue could not be handled. The message names the exception's type and nothing that may hold what was sent.
/// </summary>
internal sealed class CommandFailedException(string message) : Exception(message);
