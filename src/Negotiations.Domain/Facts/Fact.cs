using System.Collections.Immutable;
using Negotiations.Domain.Claims;
using Negotiations.Domain.Time;

namespace Negotiations.Domain.Facts;

/// <summary>
/// One thing that happened, when, and who says so. The members' names are what is stored: a member may be added, never renamed or given
/// another meaning.
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

    /// <summary>
    /// Further tracks that hold it. Where it replaces a fact, or names something of theirs, it does not count; where another fact makes the
    /// same thing, it counts while that one does.
    /// </summary>
    public ImmutableArray<Key> AlsoOn { get; init; } = [];

    /// <summary>When it happened in the world.</summary>
    public Occurrence Occurred { get; init; } = null!;

    /// <summary>Who says so; null only for facts that set up a negotiation.</summary>
    public Report? Report { get; init; }

    /// <summary>The fact that it replaces; null when it replaces none.</summary>
    public Guid? Supersedes { get; init; }

    /// <summary>A remark of the person who recorded it, up to 1,000 characters.</summary>
    public string? Note { get; init; }

    /// <summary>What a data set says beside these words, by namespaced name such as <c>pax.status</c>.</summary>
    [OmittedWhileEmpty]
    public ImmutableSortedDictionary<string, AttributeValue> Attributes { get; init; } =
        ImmutableSortedDictionary<string, AttributeValue>.Empty;

    /// <summary>Its ids in other data sets, by data set.</summary>
    [OmittedWhileEmpty]
    public virtual ImmutableSortedDictionary<string, string> ExternalIds { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Further addresses at which it can be read about.</summary>
    [OmittedWhileEmpty]
    public ImmutableArray<string> Urls { get; init; } = [];

    /// <summary>When this system stored it, and for whom.</summary>
    public Recorded Recorded { get; init; } = null!;

    /// <summary>The fact's type as a word, such as <c>talksHeld</c>.</summary>
    public string Word() => Words.Of(GetType().Name);

    /// <summary>The instant at which it counts: what has happened did so by the time it was recorded.</summary>
    public DateTimeOffset Moment() => Occurred.MomentBy(Recorded.At);

    /// <summary>The UTC day of its moment.</summary>
    public DateOnly Day() => Days.Of(Moment());

    /// <summary>Its rank in world order.</summary>
    public (DateTimeOffset Moment, DateTimeOffset RecordedAt, Guid Id) Rank() => (Moment(), Recorded.At, Id);

    /// <summary>
    /// One neutral sentence that says what the fact says, what it came of, and what it replaces. Made when it is read and never stored, so
    /// that it can be worded better at any time.
    /// </summary>
    public string Describe(Narrator narrator) =>
        Say(narrator) + (CameOf is { } proposal ? $" (came of {narrator.Called(new Thing(ThingKind.Proposal, proposal))})" : "")
        + (Supersedes is { } replaced && narrator.Knows(replaced) ? $" (replaces: {narrator.Sentence(replaced)})" : "");

    /// <summary>
    /// The fact without what only readers of the fact itself need: the remark, what data sets say beside it, the quotation, the
    /// publication's title, addresses and, where it plays no part, date.
    /// </summary>
    public Fact WithoutDetails() => this with
    {
        Note = null,
        Attributes = ImmutableSortedDictionary<string, AttributeValue>.Empty,
        ExternalIds = ImmutableSortedDictionary<string, string>.Empty,
        Urls = [],
        Report = Report is null ? null
            : new Report
            {
                Source = new Source
                {
                    Publisher = Report.Source.Publisher,
                    Origin = Report.Source.Origin,
                    PublishedAt = ObeysWorldTime ? null : Report.Source.PublishedAt
                },
                Claimants = Report.Claimants
            },
    };

    /// <summary>The tracks that hold it: those that it concerns, and those where it replaces a fact, shares a thing or names one.</summary>
    public IEnumerable<Key> Holders() => Tracks.Concat(AlsoOn);

    /// <summary>Since when it was known, confirmations aside: the earlier of its recording and its publication.</summary>
    public DateTimeOffset KnownByItself() =>
        Report?.Source.PublishedAt?.Latest is { } published && published < Recorded.At ? published : Recorded.At;

    /// <summary>What it says of other facts.</summary>
    public IEnumerable<(Guid Fact, CorrectionKind Kind)> Corrects() =>
        Supersedes is { } replaced ? Says().Append((replaced, CorrectionKind.Superseded)) : Says();

    /// <summary>The thing that it makes, which later facts name.</summary>
    public virtual Thing? Makes => null;

    /// <summary>Whether it only plans what it makes: the plan of a round and the talks that hold it share the round's id.</summary>
    public virtual bool IsPlan => false;

    /// <summary>The thing that it names without having made it.</summary>
    public virtual Thing? Names => null;

    /// <summary>Further things that it names: what it is part of, came of, or leads to.</summary>
    public virtual IEnumerable<Thing> AlsoNames() => [];

    /// <summary>The facts that it speaks of without saying what they count for, such as an earlier position.</summary>
    public virtual IEnumerable<Guid> Mentions() => [];

    /// <summary>The proposal that it came of; null where none is named.</summary>
    public virtual Key? CameOf => null;

    /// <summary>The thing that it speaks of.</summary>
    public Thing? About => Makes ?? Names;

    /// <summary>Whether it is set-up, which counts whatever date is asked for.</summary>
    public virtual bool IsSetup => false;

    /// <summary>Whether <c>asOf</c> filters it; what is about knowledge obeys only knowledge time.</summary>
    public virtual bool ObeysWorldTime => true;

    /// <summary>Whether it is diplomacy that moves a track, rather than context or set-up.</summary>
    public virtual bool IsMovement => true;

    /// <summary>Whether it is talks, papers or positions, which keep a track active.</summary>
    public virtual bool IsActivity => false;

    /// <summary>The title of what it makes, for sentences about it; null where it has none.</summary>
    public virtual string? TitleOfMade() => null;

    /// <summary>The legs of the exchange that it makes, for sentences about it.</summary>
    public virtual IEnumerable<(Key Leg, ToldLeg Told)> LegsOfMade() => [];

    /// <summary>The numbers and words that it states, each under its claimants.</summary>
    /// <param name="isContested">Whether a second voice denies it.</param>
    public IEnumerable<Claim> Claims(bool isContested = false) =>
        from stated in States()
        from claimant in Voices(stated.Claimant)
        select new Claim(stated.Measure, stated.Value, claimant, Id, Occurred, Report?.Source.Publisher,
            Report?.Source.Origin)
        { IsIncrement = StatesIncrements, RecordedAt = Recorded.At, IsContested = isContested, Body = Counts };

    /// <summary>The actors and members that it names, its claimants included, each once.</summary>
    public IEnumerable<ActorKey> Actors() => NamedActors().OfType<ActorKey>().Concat(Report?.Claimants ?? []).Distinct();

    /// <summary>What it says in words, without its envelope.</summary>
    public IEnumerable<string> OwnWords() => OwnTexts().OfType<string>();

    /// <summary>What it says in words: its publication, quotation and remark, its ids and what data sets say beside it included.</summary>
    public IEnumerable<string> Texts() =>
        OwnTexts().Concat([Report?.Source.Publisher, Report?.Source.Title, Report?.Quote, Note]).OfType<string>()
            .Concat(ExternalIds.Values).Concat(Attributes.Values.Where(value => value.Truth is null).Select(value => value.ToString()));

    /// <summary>The sentence that says it, without what it replaces.</summary>
    protected abstract string Say(Narrator narrator);

    /// <summary>Whoever says it, with a verb for one and for more: the claimants, or else the publication.</summary>
    protected string Voice(Narrator narrator, string one, string many) =>
        Report is { Claimants: { Length: > 0 } claimants } ? narrator.Do(claimants, one, many)
        : $"{Report?.Source.Publisher ?? "The record"} {one}";

    /// <summary>The tracks that it concerns, such as <c>the track remains</c>.</summary>
    protected string ToldTracks() => Tracks is [] ? "the track"
        : $"the track{(Tracks.Length > 1 ? "s" : "")} {Narrator.List([.. Tracks.Select(track => track.Value)])}";

    /// <summary>A further part of a sentence, where there is one.</summary>
    protected static string With(string before, string? text, string after = "") => text is null ? "" : $"{before}{text}{after}";

    /// <summary>The actors that it names, besides its claimants.</summary>
    protected virtual IEnumerable<ActorKey?> NamedActors() => [];

    /// <summary>What it says in words, besides its envelope.</summary>
    protected virtual IEnumerable<string?> OwnTexts() => [];

    /// <summary>Whether what it states is one part of a running total.</summary>
    protected virtual bool StatesIncrements => false;

    /// <summary>The body that counted what it states, where bodies may count the same; null where it makes no difference.</summary>
    protected virtual Key? Counts => null;

    /// <summary>What it states for measures; a claimant here replaces those of the report.</summary>
    protected virtual IEnumerable<(Measure Measure, ClaimValue Value, ActorKey? Claimant)> States() => [];

    /// <summary>Its corrections of other facts, except replacement.</summary>
    protected virtual IEnumerable<(Guid Fact, CorrectionKind Kind)> Says() => [];

    private IEnumerable<ActorKey?> Voices(ActorKey? own) =>
        own is not null ? [own] : Report is { Claimants.Length: > 0 } ? Report.Claimants : new ActorKey?[] { null };
}
