namespace Negotiations.Domain.Tracks;

/// <summary>
/// A place in a replay: facts come by instant, then as they were recorded, then by id; the same on every track that holds a fact.
/// </summary>
/// <param name="At">When it happened, or when it became known.</param>
/// <param name="RecordedAt">When it was recorded.</param>
/// <param name="Fact">The fact.</param>
public readonly record struct ReplayMoment(DateTimeOffset At, DateTimeOffset RecordedAt, Guid Fact) : IComparable<ReplayMoment>
{
    private static readonly Guid Last = new("ffffffff-ffff-ffff-ffff-ffffffffffff");

    /// <summary>After everything of an instant.</summary>
    public static ReplayMoment EndOf(DateTimeOffset instant) => new(instant, DateTimeOffset.MaxValue, Last);

    /// <inheritdoc/>
    public int CompareTo(ReplayMoment other) => (At, RecordedAt, Fact).CompareTo((other.At, other.RecordedAt, other.Fact));

    /// <summary>Whether one comes before the other.</summary>
    public static bool operator <(ReplayMoment left, ReplayMoment right) => left.CompareTo(right) < 0;

    /// <summary>Whether one comes after the other.</summary>
    public static bool operator >(ReplayMoment left, ReplayMoment right) => left.CompareTo(right) > 0;

    /// <summary>Whether one comes before the other, or is the same.</summary>
    public static bool operator <=(ReplayMoment left, ReplayMoment right) => left.CompareTo(right) <= 0;

    /// <summary>Whether one comes after the other, or is the same.</summary>
    public static bool operator >=(ReplayMoment left, ReplayMoment right) => left.CompareTo(right) >= 0;
}
