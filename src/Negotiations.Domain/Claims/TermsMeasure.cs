namespace Negotiations.Domain.Claims;

/// <summary>The terms of an exchange: a word of <c>ExchangeTerms</c>.</summary>
/// <param name="Exchange">The exchange.</param>
public sealed record TermsMeasure(Key Exchange) : Measure
{
    /// <inheritdoc/>
    protected override string Write() => $"exchange/{Exchange}/terms";

    /// <inheritdoc/>
    public override Thing Thing => new(ThingKind.Exchange, Exchange);
}
