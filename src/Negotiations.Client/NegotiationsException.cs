using System.Net;
using System.Text.Json.Nodes;

namespace Negotiations.Client;

/// <summary>The service did not do what was asked.</summary>
/// <param name="status">The HTTP status.</param>
/// <param name="reason">What the status says.</param>
/// <param name="problem">The problem details; null where the answer holds none, and so comes from something else.</param>
public sealed class NegotiationsException(HttpStatusCode status, string? reason, JsonObject? problem)
    : Exception(problem is null ? $"{(int)status} {reason}" : $"{problem["code"]}: {problem["detail"]}")
{
    /// <summary>The HTTP status.</summary>
    public HttpStatusCode Status { get; } = status;

    /// <summary>What the status says.</summary>
    public string? Reason { get; } = reason;

    /// <summary>The problem details (RFC 9457); null where the answer holds none.</summary>
    public JsonObject? Problem { get; } = problem;
}
