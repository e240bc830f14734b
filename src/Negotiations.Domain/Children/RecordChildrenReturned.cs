using Negotiations.Domain.Claims;
using Negotiations.Domain.Commands;
using Negotiations.Domain.Facts;

namespace Negotiations.Domain.Children;

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
    public override Thing? Names => List is null ? null : new Thing(ThingKind.List, List);

    /// <inheritdoc/>
    public override IEnumerable<Refusal> Validate(DecisionContext context) =>
    [
        .. List is null ? [] : context.Holds("list", new Thing(ThingKind.List, List)),
        .. context.Knows("from", From),
        .. context.Knows("to", To),
    ];

    /// <inheritdoc/>
    public override Fact Handle(DecisionContext context) => new ChildrenReturned(List, From, To, Returned);
}
