using Negotiations.Domain.Time;

namespace Negotiations.Domain.Facts;

/// <summary>
/// The point from which the past is seen, in world time and in knowledge. What is left out filters nothing; all three combine.
/// </summary>
/// <param name="AsOf">Counts what had happened by the end of this day.</param>
/// <param name="KnownAt">Counts what was known by this instant: recorded here or published anywhere.</param>
/// <param name="RecordedUntil">Counts what this system held by this instant.</param>
public sealed record Viewpoint(DateOnly? AsOf = null, DateTimeOffset? KnownAt = null, DateTimeOffset? RecordedUntil = null)
{
    /// <summary>Nothing is filtered.</summary>
    public static Viewpoint Now { get; } = new();

    /// <summary>The facts that this system held; set-up always.</summary>
    public IReadOnlyList<Fact> Held(IEnumerable<Fact> facts) =>
        [.. facts.Where(fact => fact.IsSetup || !(fact.Recorded.At > RecordedUntil))];

    /// <summary>The facts that were known; a confirmed fact is known from its first report, and set-up always.</summary>
    public IReadOnlyList<Fact> Known(IEnumerable<Fact> facts)
    {
        var held = Held(facts);
        if (KnownAt is not { } instant) return held;
        var confirmed = held.Where(voice => voice.KnownByItself() <= instant).SelectMany(voice => voice.Corrects())
            .Where(said => said.Kind == CorrectionKind.Confirmed).Select(said => said.Fact).ToHashSet();
        return [.. held.Where(fact => fact.IsSetup || fact.KnownByItself() <= instant || confirmed.Contains(fact.Id))];
    }

    /// <summary>Whether a fact had happened: its moment is by the end of the day, or no day filters it.</summary>
    public bool Happened(Fact fact) => AsOf is not { } day || fact.IsSetup || !fact.ObeysWorldTime || fact.Moment() <= Days.End(day);
}
