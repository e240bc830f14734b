using Negotiations.Domain.Claims;
using Negotiations.Domain.Facts;

namespace Negotiations.Domain.Children;

/// <summary>A list of children was handed over. Only their number is held here, never a name.</summary>
/// <param name="List">The list's id.</param>
/// <param name="From">Who submitted it.</param>
/// <param name="To">To whom.</param>
/// <param name="Listed">How many children it names.</param>
/// <param name="Custodian">Who keeps the list itself.</param>
public sealed record ChildListSubmitted(Key List, ActorKey From, ActorKey To, Quantity Listed, ActorKey? Custodian) : Fact
{
    /// <inheritdoc/>
    public override Thing? Makes => new Thing(ThingKind.List, List);

    /// <inheritdoc/>
    protected override IEnumerable<ActorKey?> NamedActors() => [From, To, Custodian];

    /// <inheritdoc/>
    protected override string Say(Narrator narrator) =>
        $"{narrator.Name(From)} submits a list of {Noun.Children.Counted(Listed)} to {narrator.Name(To)}";

    /// <inheritdoc/>
    protected override IEnumerable<(Measure, ClaimValue, ActorKey?)> States() => [(Measure.Listed(List), ClaimValue.Of(Listed), null)];
}
