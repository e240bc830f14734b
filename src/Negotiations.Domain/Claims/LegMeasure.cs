namespace Negotiations.Domain.Claims;

/// <summary>Persons or bodies, one leg.</summary>
/// <param name="Exchange">The exchange.</param>
/// <param name="Leg">The leg.</param>
/// <param name="Aspect">What is counted.</param>
public sealed record LegMeasure(Key Exchange, Key Leg, ExchangeAspect Aspect) : Measure
{
    /// <inheritdoc/>
    protected override string Write() => $"exchange/{Exchange}/{Leg}/{Words.Of(Aspect)}";

    /// <inheritdoc/>
    public override Thing Thing => new(ThingKind.Exchange, Exchange);
}
