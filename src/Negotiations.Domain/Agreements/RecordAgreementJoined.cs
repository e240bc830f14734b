using Negotiations.Domain.Commands;
using Negotiations.Domain.Facts;

namespace Negotiations.Domain.Agreements;

/// <summary>Records that somebody became a party to an agreement after it was signed.</summary>
public sealed record RecordAgreementJoined : TrackCommand
{
    /// <summary>The agreement's id.</summary>
    public required Key Agreement { get; init; }

    /// <summary>Who joined.</summary>
    public required ActorKey By { get; init; }

    /// <inheritdoc/>
    public override Thing? Names => new Thing(ThingKind.Agreement, Agreement);

    /// <inheritdoc/>
    public override IEnumerable<Refusal> Validate(DecisionContext context) =>
    [
        .. context.Holds("agreement", new Thing(ThingKind.Agreement, Agreement)),
        .. context.Knows("by", By),
    ];

    /// <inheritdoc/>
    public override Fact Handle(DecisionContext context) => new AgreementJoined(Agreement, By);
}
