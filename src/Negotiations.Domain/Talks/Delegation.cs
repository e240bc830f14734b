using System.Collections.Immutable;

namespace Negotiations.Domain.Talks;

/// <summary>One side at the table.</summary>
/// <param name="Party">Whose delegation.</param>
/// <param name="Head">Who led it.</param>
public sealed record Delegation(ActorKey Party, ActorKey? Head = null)
{
    /// <summary>Its other members who are named in public.</summary>
    public ImmutableArray<ActorKey> Members { get; init; } = [];
}
