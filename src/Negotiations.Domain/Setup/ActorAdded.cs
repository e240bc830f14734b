using System.Collections.Immutable;
using Negotiations.Domain.Facts;

namespace Negotiations.Domain.Setup;

/// <summary>An actor, or a member of one, takes part in a negotiation or speaks about it.</summary>
/// <param name="Actor">Its key.</param>
/// <param name="Name">Its name for readers.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Role">What it is to the negotiation.</param>
/// <param name="Codes">Its codes in other data sets, by data set.</param>
public sealed record ActorAdded(ActorKey Actor, string Name, ActorKind Kind, Role? Role, ImmutableSortedDictionary<string, string> Codes)
    : Fact
{
    /// <inheritdoc/>
    public override bool IsMovement => false;

    /// <inheritdoc/>
    public override bool IsSetup => true;

    /// <inheritdoc/>
    protected override IEnumerable<ActorKey?> NamedActors() => [Actor];

    /// <inheritdoc/>
    protected override IEnumerable<string?> OwnTexts() => [Name];

    /// <inheritdoc/>
    protected override string Say(Narrator narrator) =>
        $"{Name} is added as {(Kind is ActorKind.Organisation or ActorKind.ArmedGroup or ActorKind.Office ? "an" : "a")} "
        + Words.Plain(Kind) + (Actor.Member is null ? "" : $" of {narrator.Name(new ActorKey(Actor.Actor, null))}")
        + With(" with the role of ", Role is null ? null : Words.Plain(Role.Value));
}
