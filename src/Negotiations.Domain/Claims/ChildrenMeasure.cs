namespace Negotiations.Domain.Claims;

/// <summary>Children of a list.</summary>
/// <param name="List">The list.</param>
/// <param name="Aspect">What is counted.</param>
public sealed record ChildrenMeasure(Key List, ChildrenAspect Aspect) : Measure
{
    /// <inheritdoc/>
    protected override string Write() => $"{Group}/{Words.Of(Aspect)}";

    /// <inheritdoc/>
    public override Thing Thing => new(ThingKind.List, List);

    /// <inheritdoc/>
    public override string Group => $"children/{List}";
}
