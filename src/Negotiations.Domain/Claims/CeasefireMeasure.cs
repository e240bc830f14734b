namespace Negotiations.Domain.Claims;

/// <summary>A figure of the violations of a ceasefire, in the unit that the figure's key names.</summary>
/// <param name="Ceasefire">The ceasefire.</param>
/// <param name="Counted">The figure's key.</param>
public sealed record CeasefireMeasure(Key Ceasefire, Key Counted) : Measure
{
    /// <inheritdoc/>
    protected override string Write() => $"ceasefire/{Ceasefire}/{Counted}";

    /// <inheritdoc/>
    public override Thing Thing => new(ThingKind.Ceasefire, Ceasefire);
}
