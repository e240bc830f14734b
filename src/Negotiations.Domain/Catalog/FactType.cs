using System.Collections.Immutable;

namespace Negotiations.Domain.Catalog;

/// <summary>A type of fact.</summary>
/// <param name="Fact">The type.</param>
/// <param name="StoredName">The name under which facts of the type are stored.</param>
/// <param name="Command">The type of the command that becomes it.</param>
/// <param name="IsOfNegotiation">Whether its facts are of a negotiation's own stream, and not of a track's.</param>
public sealed record FactType(Type Fact, string StoredName, Type Command, bool IsOfNegotiation)
{
    /// <summary>Names under which facts of the type were stored in shapes of the past.</summary>
    public ImmutableArray<string> FormerNames { get; init; } = [];
}
