using System.Collections.Immutable;

namespace Negotiations.Domain;

/// <summary>Something happened that bears on the talks. The same incident may be reported more than once.</summary>
/// <param name="Incident">The incident's id.</param>
/// <param name="Kind">The sort of incident, a word of the recorder's own such as <c>drone-attack</c>.</param>
/// <param name="By">To whom it is ascribed.</param>
/// <param name="Against">Against whom.</param>
/// <param name="Place">Where, up to 200 characters.</param>
/// <param name="Text">What is reported, in neutral words, up to 2,000 characters.</param>
/// <param name="Figures">Any number of figures.</param>
public sealed record IncidentReported(
    Key Incident, Key Kind, ImmutableArray<ActorKey> By, ImmutableArray<ActorKey> Against, string? Place, string Text, ImmutableArray<IncidentFigure> Figures) : Fact
{
    /// <inheritdoc/>
    public override (ThingKind Kind, Key Id)? Makes => (ThingKind.Incident, Incident);

    /// <inheritdoc/>
    public override bool IsMovement => false;

    /// <inheritdoc/>
    public override string Describe() => $"Incident {Incident} ({Kind}) reported: {Text}";

    /// <inheritdoc/>
    protected override IEnumerable<(Measure, ClaimValue, ActorKey?)> States() =>
        Figures.Select(figure => (Measure.Figure(Incident, figure.Figure), ClaimValue.Of(figure.Quantity), (ActorKey?)null));
}

/// <summary>One figure of an incident.</summary>
/// <param name="Figure">What is counted, with its unit, such as <c>persons-killed</c>.</param>
/// <param name="Quantity">How many.</param>
/// <param name="PartOf">Another figure of the same incident that includes this one.</param>
public sealed record IncidentFigure(Key Figure, Quantity Quantity, Key? PartOf = null);

/// <summary>A court or other body acted.</summary>
/// <param name="Body">The body.</param>
/// <param name="Action">What it did, such as an arrest warrant, up to 300 characters.</param>
/// <param name="Subjects">Whom it concerns; one or more.</param>
/// <param name="Text">What is reported, in neutral words, up to 2,000 characters.</param>
public sealed record LegalActionNoted(ActorKey Body, string Action, ImmutableArray<ActorKey> Subjects, string Text) : Fact
{
    /// <inheritdoc/>
    public override bool IsMovement => false;

    /// <inheritdoc/>
    public override string Describe() => $"{Body}, {Action}: {Text}";
}
