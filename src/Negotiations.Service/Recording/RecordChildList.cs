using Negotiations.Domain;

namespace Negotiations.Service.Recording;

/// <summary>Records that a list of children was handed over. Only the number is recorded; there is no place for a name.</summary>
public sealed record RecordChildList : TrackCommand
{
    /// <summary>The list's id.</summary>
    public required Key List { get; init; }

    /// <summary>Who submitted it.</summary>
    public required ActorKey From { get; init; }

    /// <summary>To whom.</summary>
    public required ActorKey To { get; init; }

    /// <summary>How many children it names.</summary>
    public required Quantity Listed { get; init; }

    /// <summary>Who keeps the list itself.</summary>
    public ActorKey? Custodian { get; init; }

    /// <inheritdoc/>
    public override (ThingKind Kind, Key Id)? Makes => (ThingKind.List, List);

    /// <inheritdoc/>
    public override IEnumerable<Refusal> Validate(Situation situation) =>
    [
        .. situation.IsFree("list", ThingKind.List, List),
        .. situation.Knows("from", From),
        .. situation.Knows("to", To),
        .. situation.Knows("custodian", Custodian),
    ];

    /// <inheritdoc/>
    public override Fact Handle(Situation situation) => new ChildListSubmitted(List, From, To, Listed, Custodian);
}
