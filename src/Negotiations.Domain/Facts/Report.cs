using System.Collections.Immutable;

namespace Negotiations.Domain.Facts;

/// <summary>Who says so, where it was published, and how far both are trusted.</summary>
public sealed record Report
{
    /// <summary>The publication.</summary>
    public required Source Source { get; init; }

    /// <summary>The actors or members whose word it is; none means the publication's own voice.</summary>
    public ImmutableArray<ActorKey> Claimants { get; init; } = [];

    /// <summary>How reliable the source is, on the Admiralty scale; null when nobody assessed it.</summary>
    public Reliability? Reliability { get; init; }

    /// <summary>
    /// How credible the information is, on the Admiralty scale: 1 (confirmed) to 6 (cannot be judged); null when nobody assessed it.
    /// </summary>
    public int? Credibility { get; init; }

    /// <summary>A short quotation of a public statement, up to 300 characters.</summary>
    public string? Quote { get; init; }
}
