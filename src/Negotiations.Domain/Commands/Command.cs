using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Time;

namespace Negotiations.Domain.Commands;

/// <summary>What somebody asks to record. Each command becomes one fact, or is refused and leaves no trace.</summary>
public abstract record Command
{
    /// <summary>The negotiation.</summary>
    public required Key Negotiation { get; init; }

    /// <summary>
    /// A UUID of the sender's that becomes the fact's id, so that sending twice records once; the service makes one when it is absent.
    /// </summary>
    public Guid? CommandId { get; init; }

    /// <summary>When it happened; set-up may leave it out and then counts from today.</summary>
    public Occurrence? Occurred { get; init; }

    /// <summary>Who says so; only set-up may leave it out.</summary>
    public Report? Report { get; init; }

    /// <summary>A remark of the person who records it, up to 1,000 characters.</summary>
    public string? Note { get; init; }

    /// <summary>
    /// What a data set says beside these words: at most 400, by namespaced name such as <c>pax.status</c>; each a text of up to 2,000
    /// characters, a number or a truth value.
    /// </summary>
    [OmittedWhileEmpty]
    public ImmutableSortedDictionary<string, AttributeValue> Attributes { get; init; } =
        ImmutableSortedDictionary<string, AttributeValue>.Empty;

    /// <summary>Its ids in other data sets, by data set: at most 200, each up to 200 characters.</summary>
    [OmittedWhileEmpty]
    public virtual ImmutableSortedDictionary<string, string> ExternalIds { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Further addresses at which it can be read about, at most 200.</summary>
    [OmittedWhileEmpty]
    public ImmutableArray<string> Urls { get; init; } = [];

    /// <summary>The fact that this one replaces, also one of another track.</summary>
    public Guid? Supersedes { get; init; }

    /// <summary>The version that the home track must have; null accepts any.</summary>
    public long? ExpectedVersion { get; init; }

    /// <summary>
    /// Whether it corrects or decides what is recorded, rather than add to it; to replace a fact is editorial in any case.
    /// </summary>
    public virtual bool IsEditorial => false;

    /// <summary>The tracks that the fact is appended to, the home track first; none for a fact of the negotiation itself.</summary>
    [JsonIgnore]
    public virtual ImmutableArray<Key> Concerns => [];

    /// <summary>The thing that the command names: the fact also goes to every other track that holds it.</summary>
    public virtual Thing? Names => null;

    /// <summary>Further things that the command names: the fact is also held by every other track that holds one of them.</summary>
    [JsonIgnore]
    public virtual ImmutableArray<Thing> AlsoNames => [];

    /// <summary>The facts that the command speaks of: its fact also goes to every other track that holds one of them.</summary>
    [JsonIgnore]
    public virtual ImmutableArray<Guid> Facts => [];

    /// <summary>The thing that the command makes; its id must be free in the whole negotiation.</summary>
    public virtual Thing? Makes => null;

    /// <summary>Whether the command only plans what it makes; see <see cref="Fact.IsPlan"/>.</summary>
    public virtual bool IsPlan => false;

    /// <summary>The thing that the command speaks of.</summary>
    public Thing? About => Makes ?? Names;

    /// <summary>Whether it must say who says so.</summary>
    public virtual bool NeedsReport => true;

    /// <summary>Whether the command opens what it is addressed to.</summary>
    public virtual bool Opens => false;

    /// <summary>Every reason to refuse the command; none when it may be recorded.</summary>
    public abstract IEnumerable<Refusal> Validate(DecisionContext context);

    /// <summary>The fact that the command becomes; its envelope is added by the recorder.</summary>
    public abstract Fact Handle(DecisionContext context);

    /// <summary>The command's name alone: what it says must not reach a log.</summary>
    public sealed override string ToString() => GetType().Name;
}
