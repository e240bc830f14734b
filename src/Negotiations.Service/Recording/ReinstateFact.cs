using System.Collections.Immutable;
using Negotiations.Domain;
using Negotiations.Service.Access;

namespace Negotiations.Service.Recording;

/// <summary>Records that a retracted fact holds after all.</summary>
public sealed record ReinstateFact : TrackCommand
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
        .. situation.Stands("fact", Fact, FactStanding.Retracted),
        .. situation.MayReturn("fact", Fact),
        .. Checks.Text("reason", Reason, Checks.TextLimit),
    ];

    /// <inheritdoc/>
    public override Fact Handle(Situation situation) => new FactReinstated(Fact, Reason);
}
