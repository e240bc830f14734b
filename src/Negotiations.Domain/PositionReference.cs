namespace Negotiations.Domain;

/// <summary>A position or proposal is about what somebody said before.</summary>
/// <param name="Fact">The fact that states the position.</param>
public sealed record PositionReference(Guid Fact) : Reference
{
    /// <summary>The word before the id.</summary>
    public const string Word = "position";

    /// <summary>Reads <c>position/{fact}</c>; null when the text is none.</summary>
    internal static PositionReference? Read(string? text) =>
        text?.Split('/') is [Word, var id] && Guid.TryParseExact(id, "D", out var fact) ? new PositionReference(fact) : null;
}
