using System.Text.Json.Nodes;

namespace Negotiations.Cli;

/// <summary>The service did not do what was asked; the message says why and what to try.</summary>
internal sealed class ServiceException(string message, int exitCode) : Exception(message)
{
    /// <summary>What the program ends with.</summary>
    public int ExitCode { get; } = exitCode;

    /// <summary>The problem as the service told it; null where it told none.</summary>
    public JsonObject? Problem { get; init; }
}
