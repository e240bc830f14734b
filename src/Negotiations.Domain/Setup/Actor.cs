using System.Collections.Immutable;

namespace Negotiations.Domain.Setup;

/// <summary>An actor or a member of one, with what changed about it.</summary>
/// <param name="Added">The fact that added it; null while only a change is known.</param>
public sealed record Actor(ActorAdded? Added = null)
{
    /// <summary>Its changes, by the date from which they hold.</summary>
    public ImmutableArray<ActorChanged> Changes { get; init; } = [];

    /// <summary>Its latest name.</summary>
    public string? Name => Changes.LastOrDefault(change => change.Name is not null)?.Name ?? Added?.Name;

    /// <summary>Its latest role.</summary>
    public Role? Role => Changes.LastOrDefault(change => change.Role is not null)?.Role ?? Added?.Role;

    /// <summary>The office that it holds, where one is recorded.</summary>
    public string? Office => Changes.LastOrDefault(change => change.Office is not null)?.Office;
}
