namespace Negotiations.Domain.Claims;

/// <summary>How long a round lasted, in minutes.</summary>
/// <param name="Round">The round.</param>
public sealed record DurationMeasure(Key Round) : Measure
{
    /// <inheritdoc/>
    protected override string Write() => $"round/{Round}/duration";

    /// <inheritdoc/>
    public override Thing Thing => new(ThingKind.Round, Round);
}
