using System.Collections.Immutable;
using Negotiations.Domain.Commands;
using Negotiations.Domain.Facts;

namespace Negotiations.Domain.Knowledge;

/// <summary>Records that a retracted fact holds after all.</summary>
public sealed record ReinstateFact : TrackCommand
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
        .. context.Stands("fact", Fact, FactStanding.Retracted),
        .. context.MayReturn("fact", Fact),
        .. Checks.Text("reason", Reason, Checks.TextLimit),
    ];

    /// <inheritdoc/>
    public override Fact Handle(DecisionContext context) => new FactReinstated(Fact, Reason);
}
