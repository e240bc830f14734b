using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Negotiations.Domain.Commands;
using Negotiations.Domain.Facts;

namespace Negotiations.Domain.Agreements;

/// <summary>Records that an agreement ended, or that a party withdrew from it.</summary>
public sealed record RecordAgreementEnd : TrackCommand
{
    /// <summary>The agreement's id.</summary>
    public required Key Agreement { get; init; }

    /// <summary>How it ended; with <c>withdrawn</c> and <c>by</c> it stays in force between the others, while there are two.</summary>
    public required AgreementEnd How { get; init; }

    /// <summary>Who withdrew from it or ended it.</summary>
    public ActorKey? By { get; init; }

    /// <summary>The agreement that took its place; it must be known.</summary>
    public Key? Successor { get; init; }

    /// <inheritdoc/>
    public override Thing? Names => new Thing(ThingKind.Agreement, Agreement);

    /// <inheritdoc/>
    [JsonIgnore]
    public override ImmutableArray<Thing> AlsoNames => Successor is null ? [] : [new Thing(ThingKind.Agreement, Successor)];

    /// <inheritdoc/>
    public override IEnumerable<Refusal> Validate(DecisionContext context) =>
    [
        .. context.Holds("agreement", new Thing(ThingKind.Agreement, Agreement)),
        .. context.Knows("by", By),
        .. Successor == Agreement ? [Refusal.Rule("succeeds-itself", "successor", "an agreement does not take its own place")]
            : context.IsKnown("successor", ThingKind.Agreement, Successor),
    ];

    /// <inheritdoc/>
    public override Fact Handle(DecisionContext context) => new AgreementEnded(Agreement, How, By, Successor);
}
