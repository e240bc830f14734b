using System.Collections.Immutable;
using Negotiations.Domain.Commands;
using Negotiations.Domain.Facts;

namespace Negotiations.Domain.Knowledge;

/// <summary>A second voice on a fact that counts or is contested.</summary>
public abstract record SecondVoice : TrackCommand
{
    /// <summary>The fact.</summary>
    public required Guid Fact { get; init; }

    /// <summary>What was said, up to 2,000 characters.</summary>
    public string? Text { get; init; }

    /// <inheritdoc/>
    public override ImmutableArray<Guid> Facts => [Fact];

    /// <inheritdoc/>
    public override IEnumerable<Refusal> Validate(DecisionContext context) =>
    [
        .. context.Exists("fact", Fact),
        .. context.Stands("fact", Fact, FactStanding.Counts, FactStanding.Contested),
        .. Checks.Text("text", Text, Checks.TextLimit),
    ];
}
