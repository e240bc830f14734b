namespace Negotiations.Domain.Claims;

/// <summary>Persons or bodies, the whole exchange.</summary>
/// <param name="Exchange">The exchange.</param>
/// <param name="Aspect">What is counted.</param>
public sealed record ExchangeMeasure(Key Exchange, ExchangeAspect Aspect) : Measure
{
    /// <inheritdoc/>
    protected override string Write() => $"exchange/{Exchange}/{Words.Of(Aspect)}";

    /// <inheritdoc/>
    public override Thing Thing => new(ThingKind.Exchange, Exchange);
}
