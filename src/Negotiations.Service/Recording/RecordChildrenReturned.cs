using Negotiations.Domain;

namespace Negotiations.Service.Recording;

/// <summary>Records that children were returned. Only the number is recorded; there is no place for a name.</summary>
public sealed record RecordChildrenReturned : TrackCommand
{
    /// <summary>The list that they stood on.</summary>
    public Key? List { get; init; }

    /// <summary>Who returned them.</summary>
    public required ActorKey From { get; init; }

    /// <summary>To whom.</summary>
    public required ActorKey To { get; init; }

    /// <summary>How many this time.</summary>
    public required Quantity Returned { get; init; }

    /// <inheritdoc/>
    public override (ThingKind Kind, Key Id)? Names => List is null ? null : (ThingKind.List, List);

    /// <inheritdoc/>
    public override IEnumerable<Refusal> Validate(Situation situation) =>
    [
        .. List is null ? [] : situation.Holds("list", ThingKind.List, List),
        .. situation.Knows("from", From),
        .. situation.Knows("to", To),
    ];

    /// <inheritdoc/>
    public override Fact Handle(Situation situation) => new ChildrenReturned(List, From, To, Returned);
}
