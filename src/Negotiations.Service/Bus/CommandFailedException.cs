namespace Negotiations.Service.Bus;

/// <summary>
/// A command that came by a queue could not be handled; the exception's type is told, and nothing that may say what was sent.
/// </summary>
internal sealed class CommandFailedException(string message) : Exception(message);
