using System.Collections.Immutable;
using Negotiations.Domain.Claims;
using Negotiations.Domain.Context;
using Negotiations.Domain.Facts;

namespace Negotiations.Domain.Ceasefires;

/// <summary>Somebody broke a ceasefire, so it is said.</summary>
/// <param name="Ceasefire">The ceasefire's id.</param>
/// <param name="By">To whom it is ascribed; null when nobody says.</param>
/// <param name="Text">What is reported, up to 2,000 characters.</param>
/// <param name="Figures">Any number of figures.</param>
public sealed record CeasefireViolated(Key Ceasefire, ActorKey? By, string? Text, ImmutableArray<IncidentFigure> Figures) : Fact
{
    /// <inheritdoc/>
    public override Thing? Names => new Thing(ThingKind.Ceasefire, Ceasefire);

    /// <inheritdoc/>
    public override bool IsMovement => false;

    /// <inheritdoc/>
    protected override IEnumerable<ActorKey?> NamedActors() => [By];

    /// <inheritdoc/>
    protected override bool StatesIncrements => true;

    /// <inheritdoc/>
    protected override IEnumerable<(Measure, ClaimValue, ActorKey?)> States() =>
        Figures.Select(figure => (Measure.Violations(Ceasefire, figure.Figure), ClaimValue.Of(figure.Quantity), (ActorKey?)null));

    /// <inheritdoc/>
    protected override IEnumerable<string?> OwnTexts() => [Text];

    /// <inheritdoc/>
    protected override string Say(Narrator narrator) =>
        $"A violation of ceasefire {Ceasefire} is reported{With(", ascribed to ", By is null ? null : narrator.Name(By))}{With(": ", Text)}"
        + IncidentFigure.Told(Figures);
}
