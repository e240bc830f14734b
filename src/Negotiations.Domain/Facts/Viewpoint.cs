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

    /// <summary>The facts that were known; set-up always.</summary>
    public IReadOnlyList<Fact> Known(IEnumerable<Fact> facts)
    {
        var held = Held(facts);
        return KnownAt is null ? held : Known(held, Confirmed(held));
    }

    /// <summary>
    /// The facts that were known from a confirmation: a confirmed fact is known from its first report, also through a confirmation that is
    /// itself confirmed; a confirmation that counts no longer carries nothing.
    /// </summary>
    /// <param name="held">The facts that this system held.</param>
    public IReadOnlySet<Guid> Confirmed(IReadOnlyList<Fact> held)
    {
        HashSet<Guid> confirmed = [];
        if (KnownAt is null) return confirmed;
        var voices = held.Count(IsVoice);
        // What is said of a fact is recorded after it, so that as many passes as there are confirmations settle every chain.
        for (var pass = 0; pass <= voices; pass++)
        {
            var known = Known(held, confirmed);
            var corrections = Corrections.Of(known, held);
            var next = known.Where(fact => IsVoice(fact) && corrections.Of(fact.Id) == FactStanding.Counts)
                .SelectMany(Confirms).ToHashSet();
            if (next.SetEquals(confirmed)) break;
            confirmed = next;
        }
        return confirmed;
    }

    /// <summary>Whether a fact had happened: its moment is by the end of the day, or no day filters it.</summary>
    public bool Happened(Fact fact) => AsOf is not { } day || fact.IsSetup || !fact.ObeysWorldTime || fact.Moment() <= Days.End(day);

    private List<Fact> Known(IReadOnlyList<Fact> held, IReadOnlySet<Guid> confirmed) =>
        [.. held.Where(fact => fact.IsSetup || !(fact.KnownByItself() > KnownAt) || confirmed.Contains(fact.Id))];

    private static bool IsVoice(Fact fact) => Confirms(fact).Any();

    private static IEnumerable<Guid> Confirms(Fact fact) =>
        fact.Corrects().Where(said => said.Kind == CorrectionKind.Confirmed).Select(said => said.Fact);
}
