using Negotiations.Domain.Claims;

namespace Negotiations.Domain.Context;

/// <summary>One figure of an incident.</summary>
/// <param name="Figure">What is counted, with its unit, such as <c>persons-killed</c>.</param>
/// <param name="Quantity">How many.</param>
/// <param name="PartOf">Another figure of the same incident that includes this one.</param>
public sealed record IncidentFigure(Key Figure, Quantity Quantity, Key? PartOf = null);
