using System.Collections.Immutable;
using Negotiations.Domain.Commands;
using Negotiations.Domain.Facts;

namespace Negotiations.Domain.Context;

/// <summary>Records that something happened that bears on the talks. The same incident may be reported more than once.</summary>
public sealed record RecordIncident : TrackCommand
{
    /// <summary>The incident's id; a further report of the same incident uses the same id.</summary>
    public required Key Incident { get; init; }

    /// <summary>The sort of incident, a word of the recorder's own such as <c>drone-attack</c>.</summary>
    public required Key Kind { get; init; }

    /// <summary>To whom it is ascribed.</summary>
    public ImmutableArray<ActorKey> By { get; init; } = [];

    /// <summary>Against whom.</summary>
    public ImmutableArray<ActorKey> Against { get; init; } = [];

    /// <summary>Where, up to 200 characters.</summary>
    public string? Place { get; init; }

    /// <summary>What is reported, in neutral words, up to 2,000 characters.</summary>
    public required string Text { get; init; }

    /// <summary>Any number of figures.</summary>
    public ImmutableArray<IncidentFigure> Figures { get; init; } = [];

    /// <inheritdoc/>
    public override IEnumerable<Refusal> Validate(DecisionContext context) =>
    [
        .. context.Knows("by", By),
        .. context.Knows("against", Against),
        .. Checks.Text("place", Place, Checks.NameLimit),
        .. Checks.Text("text", Text, Checks.TextLimit),
        .. FigureChecks.Figures(Figures),
    ];

    /// <inheritdoc/>
    public override Fact Handle(DecisionContext context) => new IncidentReported(Incident, Kind, By, Against, Place, Text, Figures);
}
