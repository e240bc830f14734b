using System.Collections.Immutable;
using Negotiations.Domain.Claims;
using Negotiations.Domain.Facts;

namespace Negotiations.Domain.Context;

/// <summary>One figure of an incident.</summary>
/// <param name="Figure">What is counted, with its unit, such as <c>persons-killed</c>.</param>
/// <param name="Quantity">How many.</param>
/// <param name="PartOf">Another figure of the same incident that includes this one.</param>
public sealed record IncidentFigure(Key Figure, Quantity Quantity, Key? PartOf = null)
{
    /// <summary>Figures at the end of a sentence, such as <c> (persons killed: 3)</c>; nothing for none.</summary>
    public static string Told(ImmutableArray<IncidentFigure> figures) => figures is [] ? "" : $" ({string.Join("; ", figures
        .Select(figure => $"{figure.Figure.Value.Replace('-', ' ')}: {Noun.Number(figure.Quantity)}"))})";
}
