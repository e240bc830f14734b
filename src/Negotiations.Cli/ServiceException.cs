using System.Text.Json.Nodes;

namespace Negotiations.Cli;

/// <summary>The service did not do what was asked; the message says why and what to try.</summary>
internal sealed class ServiceException(string message, int exitCode) : Exception(message)
{
    /// <summary>The program's exit code.</summary>
    public int ExitCode { get; } = exitCode;

    /// <summary>The service's problem details; null where it sent none.</summary>
    public JsonObject? Problem { get; init; }
}
