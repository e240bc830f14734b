namespace Negotiations.Domain.Claims;

/// <summary>A figure of an incident, in the unit that the figure's key names; a number or a date.</summary>
/// <param name="Incident">The incident.</param>
/// <param name="Counted">The figure's key.</param>
public sealed record IncidentMeasure(Key Incident, Key Counted) : Measure
{
    /// <inheritdoc/>
    protected override string Write() => $"incident/{Incident}/{Counted}";

    /// <inheritdoc/>
    public override Thing Thing => new(ThingKind.Incident, Incident);
}
