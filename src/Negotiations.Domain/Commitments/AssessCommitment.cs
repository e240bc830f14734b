using Negotiations.Domain.Commands;
using Negotiations.Domain.Facts;

namespace Negotiations.Domain.Commitments;

/// <summary>Records how far somebody judges that a commitment or an exchange was kept.</summary>
public sealed record AssessCommitment : TrackCommand
{
    /// <summary>The commitment's id; this or an exchange.</summary>
    public Key? Commitment { get; init; }

    /// <summary>The exchange's id; this or a commitment.</summary>
    public Key? Exchange { get; init; }

    /// <summary>How far.</summary>
    public required Assessment Status { get; init; }

    /// <summary>Who judged.</summary>
    public ActorKey? By { get; init; }

    /// <summary>On what grounds, up to 2,000 characters.</summary>
    public string? Text { get; init; }

    /// <inheritdoc/>
    public override Thing? Names =>
        Commitment is not null ? new Thing(ThingKind.Commitment, Commitment) : Exchange is not null
        ? new Thing(ThingKind.Exchange, Exchange) : null;

    /// <inheritdoc/>
    public override IEnumerable<Refusal> Validate(DecisionContext context) =>
    [
        .. Names is { } thing ? context.Holds(Words.Of(thing.Kind), thing) : [],
        .. (Commitment is null) == (Exchange is null)
            ? [Refusal.Malformed("missing-member", "commitment", "name either a 'commitment' or an 'exchange'")]
            : Array.Empty<Refusal>(),
        .. context.Knows("by", By),
        .. Checks.Text("text", Text, Checks.TextLimit),
    ];

    /// <inheritdoc/>
    public override Fact Handle(DecisionContext context) => new CommitmentAssessed(Commitment, Exchange, Status, By, Text);
}
