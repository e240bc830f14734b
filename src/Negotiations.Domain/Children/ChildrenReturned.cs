using Negotiations.Domain.Claims;
using Negotiations.Domain.Facts;

namespace Negotiations.Domain.Children;

/// <summary>Children were returned.</summary>
/// <param name="List">The list that they stood on; null when nobody says.</param>
/// <param name="From">Who returned them.</param>
/// <param name="To">To whom.</param>
/// <param name="Returned">How many this time; the returns of one list add up.</param>
public sealed record ChildrenReturned(Key? List, ActorKey From, ActorKey To, Quantity Returned) : Fact
{
    /// <inheritdoc/>
    public override Thing? Names => List is null ? null : new Thing(ThingKind.List, List);

    /// <inheritdoc/>
    protected override IEnumerable<ActorKey?> NamedActors() => [From, To];

    /// <inheritdoc/>
    protected override string Say(Narrator narrator) =>
        $"{narrator.Name(From)} returns {Noun.Children.Counted(Returned)} to {narrator.Name(To)}{With(", of list ", List?.Value)}";

    /// <inheritdoc/>
    protected override bool StatesIncrements => true;

    /// <inheritdoc/>
    protected override IEnumerable<(Measure, ClaimValue, ActorKey?)> States() =>
        List is null ? [] : [(Measure.Returned(List), ClaimValue.Of(Returned), null)];
}
