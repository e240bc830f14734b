using System.Collections.Immutable;

namespace Negotiations.Domain.Tracks;

/// <summary>A fact that a second voice denies, as it is shown: it moves nothing.</summary>
/// <param name="Fact">What it says.</param>
/// <param name="Claimants">Who says so.</param>
/// <param name="Publisher">Who published it.</param>
/// <param name="Makes">The kind of thing that it made, if any.</param>
/// <param name="Thing">That thing's id.</param>
/// <param name="Holders">The tracks that hold it.</param>
public sealed record ContestedFact(Movement Fact, ImmutableArray<ActorKey> Claimants, string? Publisher, ThingKind? Makes, Key? Thing,
    ImmutableArray<Key> Holders)
{
    /// <summary>Whether it made a thing.</summary>
    public bool Made(Thing thing) => (Makes, Thing) == (thing.Kind, thing.Id);
}
