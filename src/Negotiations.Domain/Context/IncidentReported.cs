using System.Collections.Immutable;
using Negotiations.Domain.Claims;
using Negotiations.Domain.Facts;

namespace Negotiations.Domain.Context;

/// <summary>Something happened that bears on the talks. The same incident may be reported more than once.</summary>
/// <param name="Incident">The incident's id.</param>
/// <param name="Kind">The sort of incident, a word of the recorder's own such as <c>drone-attack</c>.</param>
/// <param name="By">To whom it is ascribed.</param>
/// <param name="Against">Against whom.</param>
/// <param name="Place">Where, up to 200 characters.</param>
/// <param name="Text">What is reported, in neutral words, up to 2,000 characters.</param>
/// <param name="Figures">Any number of figures.</param>
public sealed record IncidentReported(
    Key Incident, Key Kind, ImmutableArray<ActorKey> By, ImmutableArray<ActorKey> Against, string? Place, string Text,
    ImmutableArray<IncidentFigure> Figures) : Fact
{
    /// <inheritdoc/>
    public override Thing? Makes => new Thing(ThingKind.Incident, Incident);

    /// <inheritdoc/>
    public override bool IsMovement => false;

    /// <inheritdoc/>
    protected override IEnumerable<ActorKey?> NamedActors() => [.. By, .. Against];

    /// <inheritdoc/>
    protected override IEnumerable<string?> OwnTexts() => [Place, Text];

    /// <inheritdoc/>
    protected override string Say(Narrator narrator) =>
        $"An incident is reported ({Kind.Value.Replace('-', ' ')}{With(", ", Place)})"
        + (By is [] ? "" : $", ascribed to {narrator.Names(By)}")
        + $"{(Against is [] ? "" : $", against {narrator.Names(Against)}")}: {Text}{IncidentFigure.Told(Figures)}";

    /// <inheritdoc/>
    protected override IEnumerable<(Measure, ClaimValue, ActorKey?)> States() =>
        Figures.Select(figure => (Measure.Figure(Incident, figure.Figure), ClaimValue.Of(figure.Quantity), (ActorKey?)null));
}
