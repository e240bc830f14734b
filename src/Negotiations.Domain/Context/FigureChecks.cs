using System.Collections.Immutable;
using Negotiations.Domain.Commands;

namespace Negotiations.Domain.Context;

/// <summary>The rules for the figures of a report.</summary>
public static class FigureChecks
{
    /// <summary>Figures of an incident: distinct, and parts of one another only within the report.</summary>
    public static IEnumerable<Refusal> Figures(ImmutableArray<IncidentFigure> figures) =>
    [
        .. Checks.Count("figures", figures),
        .. Checks.Distinct("figures", figures.Select(figure => figure.Figure)),
        .. figures.SelectMany((figure, i) => figure.PartOf is { } whole
            && (whole == figure.Figure || figures.All(other => other.Figure != whole))
            ? [Refusal.Rule("unknown-figure", $"figures[{i}].partOf", $"'{whole}' is no other figure of this report")]
            : Array.Empty<Refusal>()),
    ];
}
