using Negotiations.Domain.Claims;
using Negotiations.Domain.Commands;
using Negotiations.Domain.Facts;

namespace Negotiations.Domain.Children;

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
    public override Thing? Makes => new Thing(ThingKind.List, List);

    /// <inheritdoc/>
    public override IEnumerable<Refusal> Validate(DecisionContext context) =>
    [
        .. context.IsFree("list", new Thing(ThingKind.List, List)),
        .. context.Knows("from", From),
        .. context.Knows("to", To),
        .. context.Knows("custodian", Custodian),
    ];

    /// <inheritdoc/>
    public override Fact Handle(DecisionContext context) => new ChildListSubmitted(List, From, To, Listed, Custodian);
}
