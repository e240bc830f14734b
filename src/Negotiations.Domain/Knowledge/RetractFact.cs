using System.Collections.Immutable;
using Negotiations.Domain.Commands;
using Negotiations.Domain.Facts;

namespace Negotiations.Domain.Knowledge;

/// <summary>Records that a fact was found false.</summary>
public sealed record RetractFact : TrackCommand
{
    /// <summary>The fact.</summary>
    public required Guid Fact { get; init; }

    /// <summary>Why, up to 2,000 characters.</summary>
    public required string Reason { get; init; }

    /// <inheritdoc/>
    public override bool IsEditorial => true;

    /// <inheritdoc/>
    public override ImmutableArray<Guid> Facts => [Fact];

    /// <inheritdoc/>
    public override IEnumerable<Refusal> Validate(DecisionContext context) =>
    [
        .. context.Exists("fact", Fact),
        .. context.Stands("fact", Fact, FactStanding.Counts, FactStanding.Contested),
        .. context.MayRetract("fact", Fact),
        .. Checks.Text("reason", Reason, Checks.TextLimit),
    ];

    /// <inheritdoc/>
    public override Fact Handle(DecisionContext context) => new FactRetracted(Fact, Reason);
}
