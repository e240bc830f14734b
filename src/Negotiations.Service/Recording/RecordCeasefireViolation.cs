using System.Collections.Immutable;
using Negotiations.Domain;

namespace Negotiations.Service.Recording;

/// <summary>Records that a ceasefire is said to have been broken.</summary>
public sealed record RecordCeasefireViolation : TrackCommand
{
    /// <summary>The ceasefire's id.</summary>
    public required Key Ceasefire { get; init; }

    /// <summary>To whom it is ascribed.</summary>
    public ActorKey? By { get; init; }

    /// <summary>What is reported, in neutral words, up to 2,000 characters.</summary>
    public string? Text { get; init; }

    /// <summary>Any number of figures.</summary>
    public ImmutableArray<IncidentFigure> Figures { get; init; } = [];

    /// <inheritdoc/>
    public override (ThingKind Kind, Key Id)? Names => (ThingKind.Ceasefire, Ceasefire);

    /// <inheritdoc/>
    public override IEnumerable<Refusal> Validate(Situation situation) =>
    [
        .. situation.Holds("ceasefire", ThingKind.Ceasefire, Ceasefire),
        .. situation.Knows("by", By),
        .. Checks.Text("text", Text, Checks.TextLimit),
        .. Checks.Figures(Figures),
    ];

    /// <inheritdoc/>
    public override Fact Handle(Situation situation) => new CeasefireViolated(Ceasefire, By, Text, Figures);
}
