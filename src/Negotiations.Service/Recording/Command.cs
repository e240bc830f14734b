using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Negotiations.Domain;
using Negotiations.Service.Access;

namespace Negotiations.Service.Recording;

/// <summary>What somebody asks to record. Each command becomes one fact, or is refused and leaves no trace.</summary>
public abstract record Command
{
    /// <summary>The negotiation.</summary>
    public required Key Negotiation { get; init; }

    /// <summary>A UUID of the sender's that becomes the fact's id, so that sending twice records once; the service makes one when it is absent.</summary>
    public Guid? CommandId { get; init; }

    /// <summary>When it happened; set-up may leave it out and then counts from today.</summary>
    public Occurrence? Occurred { get; init; }

    /// <summary>Who says so; only set-up may leave it out.</summary>
    public Report? Report { get; init; }

    /// <summary>A remark of the person who records it, up to 1,000 characters.</summary>
    public string? Note { get; init; }

    /// <summary>The fact that this one replaces, also one of another track.</summary>
    public Guid? Supersedes { get; init; }

    /// <summary>The version that the home track must have; null accepts any.</summary>
    public long? ExpectedVersion { get; init; }

    /// <summary>What it takes to give the command; to replace what is recorded takes <see cref="Rights.Edit"/> in any case.</summary>
    [JsonIgnore]
    public virtual Rights Needs => Rights.Record;

    /// <summary>The tracks that the fact is appended to, the home track first; none for a fact of the negotiation itself.</summary>
    [JsonIgnore]
    public virtual ImmutableArray<Key> Concerns => [];

    /// <summary>The thing that the command names: the fact also goes to every other track that holds it.</summary>
    [JsonIgnore]
    public virtual (ThingKind Kind, Key Id)? Names => null;

    /// <summary>The facts that the command speaks of: its fact also goes to every other track that holds one of them.</summary>
    [JsonIgnore]
    public virtual ImmutableArray<Guid> Facts => [];

    /// <summary>The thing that the command makes; its id must be free in the whole negotiation.</summary>
    [JsonIgnore]
    public virtual (ThingKind Kind, Key Id)? Makes => null;

    /// <summary>Whether the command only plans what it makes; see <see cref="Fact.IsPlan"/>.</summary>
    [JsonIgnore]
    public virtual bool IsPlan => false;

    /// <summary>The thing that the command speaks of.</summary>
    [JsonIgnore]
    public (ThingKind Kind, Key Id)? About => Makes ?? Names;

    /// <summary>Whether it must say who says so.</summary>
    [JsonIgnore]
    public virtual bool NeedsReport => true;

    /// <summary>Whether the command opens what it is addressed to.</summary>
    [JsonIgnore]
    public virtual bool Opens => false;

    /// <summary>Every reason to refuse the command; none when it may be recorded.</summary>
    public abstract IEnumerable<Refusal> Validate(Situation situation);

    /// <summary>The fact that the command becomes; its envelope is added by the recorder.</summary>
    public abstract Fact Handle(Situation situation);

    /// <summary>The command's name alone: what it says must not reach a log.</summary>
    public sealed override string ToString() => GetType().Name;
}

/// <summary>A command about one or more tracks: it says when, and who says so.</summary>
public abstract record TrackCommand : Command
{
    /// <summary>The tracks that it concerns, the home track first.</summary>
    public required ImmutableArray<Key> Tracks { get; init; }

    /// <inheritdoc/>
    public override ImmutableArray<Key> Concerns => Tracks;
}

/// <summary>What a command is decided on.</summary>
/// <param name="Negotiation">The negotiation; not opened when it doesn't exist.</param>
/// <param name="Tracks">The tracks concerned, in the command's order; not opened where one doesn't exist.</param>
/// <param name="Now">The instant of the decision.</param>
public sealed record Situation(Negotiation Negotiation, ImmutableArray<Track> Tracks, DateTimeOffset Now)
{
    /// <summary>The fact that the command's fact replaces, and whose place and id it may take.</summary>
    public Guid? Replaces { get; init; }

    /// <summary>The facts that the command speaks of, and those that they speak of, by id; a fact that doesn't exist is missing.</summary>
    public ImmutableDictionary<Guid, KnownFact> Facts { get; init; } = ImmutableDictionary<Guid, KnownFact>.Empty;

    /// <summary>Whether the incident that the command names was reported on a track of the negotiation.</summary>
    public bool HasIncident { get; init; }

    /// <summary>The fact that holds the id of the thing which the command makes, and the track at which that has its home; null while the id is free.</summary>
    public (Guid Fact, Key Track)? Holder { get; init; }
}

/// <summary>A fact that is recorded, with the tracks that hold it.</summary>
/// <param name="Fact">The fact.</param>
/// <param name="On">The tracks, the home track first.</param>
public sealed record KnownFact(Fact Fact, ImmutableArray<Track> On)
{
    /// <summary>What the fact counts for.</summary>
    public FactStanding Standing => On[0].Corrections.Of(Fact.Id);

    /// <summary>Other facts that count and hold the id of the thing that this one makes.</summary>
    public ImmutableArray<Guid> Rivals { get; init; } = [];
}
