using System.Collections.Immutable;
using Negotiations.Domain;
using Negotiations.Service.Access;

namespace Negotiations.Service.Recording;

/// <summary>Records that a fact was found false.</summary>
public sealed record RetractFact : TrackCommand
{
    /// <summary>The fact.</summary>
    public required Guid Fact { get; init; }

    /// <summary>Why, up to 2,000 characters.</summary>
    public required string Reason { get; init; }

    /// <inheritdoc/>
    public override Rights Needs => Rights.Edit;

    /// <inheritdoc/>
    public override ImmutableArray<Guid> Facts => [Fact];

    /// <inheritdoc/>
    public override IEnumerable<Refusal> Validate(Situation situation) =>
    [
        .. situation.Exists("fact", Fact),
        .. situation.Stands("fact", Fact, FactStanding.Counts, FactStanding.Contested),
        .. situation.MayRetract("fact", Fact),
        .. Checks.Text("reason", Reason, Checks.TextLimit),
    ];

    /// <inheritdoc/>
    public override Fact Handle(Situation situation) => new FactRetracted(Fact, Reason);
}
