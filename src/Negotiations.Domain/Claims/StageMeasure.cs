namespace Negotiations.Domain.Claims;

/// <summary>Persons or bodies, one leg at one hand-over.</summary>
/// <param name="Exchange">The exchange.</param>
/// <param name="Stage">The hand-over.</param>
/// <param name="Leg">The leg.</param>
public sealed record StageMeasure(Key Exchange, Key Stage, Key Leg) : Measure
{
    /// <inheritdoc/>
    protected override string Write() => $"exchange/{Exchange}/stage/{Stage}/{Leg}";

    /// <inheritdoc/>
    public override Thing Thing => new(ThingKind.Exchange, Exchange);
}
