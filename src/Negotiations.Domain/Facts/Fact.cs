using System.Collections.Immutable;

namespace Negotiations.Domain;

/// <summary>
/// One thing that happened, when, and who says so. The members' names are what is stored: a member may be added, never renamed or given another meaning.
/// What a fact itself says is in the type; this envelope is put around it when it is recorded.
/// </summary>
public abstract record Fact
{
    /// <summary>The same in every stream that holds the fact, and in every export.</summary>
    public Guid Id { get; init; }

    /// <summary>The negotiation that it belongs to.</summary>
    public Key Negotiation { get; init; } = null!;

    /// <summary>The tracks that it concerns, the home track first; none for a fact of the negotiation itself.</summary>
    public ImmutableArray<Key> Tracks { get; init; } = [];

    /// <summary>When it happened in the world.</summary>
    public Occurrence Occurred { get; init; } = null!;

    /// <summary>Who says so; null only for facts that set up a negotiation.</summary>
    public Report? Report { get; init; }

    /// <summary>A remark of the person who recorded it, up to 1,000 characters.</summary>
    public string? Note { get; init; }

    /// <summary>When this system stored it, and for whom.</summary>
    public Recorded Recorded { get; init; } = null!;

    /// <summary>The fact's type as a word, such as <c>talksHeld</c>.</summary>
    public string Word() => Words.Of(GetType().Name);

    /// <summary>Its rank in world order.</summary>
    public (DateTimeOffset Moment, Guid Id) Rank() => (Occurred.Moment, Id);

    /// <summary>One neutral sentence that says what the fact says.</summary>
    public abstract string Describe();

    /// <summary>The fact without what only readers of the fact itself need: the remark, the quotation, the publication's title and addresses.</summary>
    public Fact Gist() => this with
    {
        Note = null,
        Report = Report is null ? null : new Report { Source = new Source { Publisher = Report.Source.Publisher, Origin = Report.Source.Origin }, Claimants = Report.Claimants },
    };

    /// <summary>Whether it counts as of a day: its moment is by the day's end, or it is set-up, which always counts.</summary>
    public bool CountsAsOf(DateOnly day) => AlwaysCounts || Occurred.Moment <= Days.End(day);

    /// <summary>Whether it is set-up that no date filters.</summary>
    protected virtual bool AlwaysCounts => false;

    /// <summary>Whether it is diplomacy that moves a track, rather than context or set-up.</summary>
    public virtual bool IsMovement => true;

    /// <summary>Whether it is talks, papers or positions, which keep a track active.</summary>
    public virtual bool IsActivity => false;

    /// <summary>The numbers and words that it states, each under its claimants.</summary>
    public IEnumerable<Claim> Claims() =>
        from stated in States()
        from claimant in Voices(stated.Claimant)
        select new Claim(stated.Measure, stated.Value, claimant, Id, Occurred, Report?.Source.Publisher, Report?.Source.Origin);

    /// <summary>What it states for measures; a claimant here goes before those of the report.</summary>
    protected virtual IEnumerable<(Measure Measure, ClaimValue Value, ActorKey? Claimant)> States() => [];

    private IEnumerable<ActorKey?> Voices(ActorKey? own) =>
        own is not null ? [own] : Report is { Claimants.Length: > 0 } ? Report.Claimants : new ActorKey?[] { null };
}

/// <summary>When this system stored a fact, and for whom.</summary>
/// <param name="At">The instant, UTC, to the microsecond.</param>
/// <param name="By">The caller.</param>
public sealed record Recorded(DateTimeOffset At, string By);

/// <summary>World order: by moment, then by fact id.</summary>
public static class WorldOrder
{
    /// <summary>Negative when <paramref name="left"/> comes first.</summary>
    public static int Compare((DateTimeOffset Moment, Guid Id) left, (DateTimeOffset Moment, Guid Id) right)
    {
        var byMoment = left.Moment.CompareTo(right.Moment);
        return byMoment != 0 ? byMoment : left.Id.CompareTo(right.Id);
    }

    /// <summary>The later of two facts about the same thing.</summary>
    public static T Later<T>(T? known, T fact) where T : Fact =>
        known is null || Compare(known.Rank(), fact.Rank()) < 0 ? fact : known;
}
