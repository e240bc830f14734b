namespace Negotiations.Domain.Facts;

/// <summary>What one fact says of another.</summary>
/// <param name="By">The fact that says it.</param>
/// <param name="Kind">What it says.</param>
/// <param name="KnownAt">When it became known; the newest of a retraction and a reinstatement holds.</param>
/// <param name="RecordedAt">When it was recorded; it decides where two became known at once.</param>
public sealed record Correction(Guid By, CorrectionKind Kind, DateTimeOffset KnownAt, DateTimeOffset RecordedAt) : IComparable<Correction>
{
    internal static Correction Of(Fact fact, CorrectionKind kind) => new(fact.Id, kind, fact.KnownByItself(), fact.Recorded.At);

    /// <inheritdoc/>
    public int CompareTo(Correction? other) =>
        other is null ? 1 : (KnownAt, RecordedAt, By, Kind).CompareTo((other.KnownAt, other.RecordedAt, other.By, other.Kind));
}
