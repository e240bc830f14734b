using System.Collections.Immutable;
using Negotiations.Domain.Commands;
using Negotiations.Domain.Context;
using Negotiations.Domain.Facts;

namespace Negotiations.Domain.Ceasefires;

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
    public override Thing? Names => new Thing(ThingKind.Ceasefire, Ceasefire);

    /// <inheritdoc/>
    public override IEnumerable<Refusal> Validate(DecisionContext context) =>
    [
        .. context.Holds("ceasefire", new Thing(ThingKind.Ceasefire, Ceasefire)),
        .. context.Knows("by", By),
        .. Checks.Text("text", Text, Checks.TextLimit),
        .. FigureChecks.Figures(Figures),
    ];

    /// <inheritdoc/>
    public override Fact Handle(DecisionContext context) => new CeasefireViolated(Ceasefire, By, Text, Figures);
}
