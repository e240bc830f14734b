namespace Negotiations.Domain.Claims;

/// <summary>What a round meant for a track: a word of <c>TalksResult</c>.</summary>
/// <param name="Round">The round.</param>
/// <param name="Track">The track.</param>
public sealed record OutcomeMeasure(Key Round, Key Track) : Measure
{
    /// <inheritdoc/>
    protected override string Write() => $"round/{Round}/outcome/{Track}";

    /// <inheritdoc/>
    public override Thing Thing => new(ThingKind.Round, Round);
}
