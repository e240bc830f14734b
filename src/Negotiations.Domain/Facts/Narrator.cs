using System.Collections.Immutable;

namespace Negotiations.Domain.Facts;

/// <summary>
/// What the sentences of facts need to know of other facts of their negotiation: the names of actors, the legs of exchanges, the titles of
/// things, the facts that are corrected. What it does not know is told by its key, so that there is a sentence for every fact.
/// </summary>
/// <param name="names">The names of actors and members.</param>
/// <param name="makers">The facts that make the things that are spoken of.</param>
/// <param name="corrected">The facts that are corrected or mentioned.</param>
public sealed class Narrator(
    IReadOnlyDictionary<ActorKey, string> names, IReadOnlyCollection<Fact> makers, IReadOnlyCollection<Fact> corrected)
{
    // A correction of a correction of a correction is told; what is beyond that by its id.
    private const int Deepest = 3, LongestTitle = 120;
    private readonly ILookup<Thing, Fact> byThing = makers.Where(fact => fact.Makes is not null).ToLookup(fact => fact.Makes!.Value);
    private readonly Dictionary<Guid, Fact> byId = corrected.DistinctBy(fact => fact.Id).ToDictionary(fact => fact.Id);
    private int depth;

    /// <summary>Knows nothing.</summary>
    public static Narrator None { get; } = new(ImmutableDictionary<ActorKey, string>.Empty, [], []);

    /// <summary>The name of an actor or member.</summary>
    public string Name(ActorKey actor) => names.GetValueOrDefault(actor) ?? actor.ToString();

    /// <summary>The names of some, such as <c>Russia, Ukraine and Türkiye</c>.</summary>
    public string Names(IReadOnlyCollection<ActorKey> actors) => List([.. actors.Select(Name)]);

    /// <summary>Some who do something: the verb for one of them, or for more.</summary>
    public string Do(IReadOnlyCollection<ActorKey> actors, string one, string many) =>
        $"{Names(actors)} {(actors.Count == 1 ? one : many)}";

    /// <summary>A thing by its title, such as <c>the memo “Terms”</c>, or, where it has none, by its id: <c>exchange e-1</c>.</summary>
    public string Called(Thing thing) =>
        byThing[thing].Select(maker => maker.TitleOfMade()).FirstOrDefault(title => title is not null) is { } known
            ? $"the {Words.Of(thing.Kind)} “{Cut(known)}”"
            : $"{Words.Of(thing.Kind)} {thing.Id}";

    /// <summary>What a position or proposal is about; null where nothing is named.</summary>
    public string? Called(Reference? on) => on switch
    {
        ThingReference { Thing: var thing } => Called(thing),
        ActorReference { Actor: var actor } => Name(actor),
        PositionReference { Fact: var fact } => byId.GetValueOrDefault(fact) is { } known && known.TitleOfMade() is { } text
            ? $"what {Names([.. known.Actors().Take(1)])} said, “{Cut(text)}”" : $"position {fact}",
        _ => null,
    };

    private static string Cut(string title) => title.Length <= LongestTitle ? title : title[..LongestTitle] + "…";

    /// <summary>A leg of an exchange; null when it is not known.</summary>
    public ToldLeg? Leg(Key exchange, Key leg) =>
        byThing[new Thing(ThingKind.Exchange, exchange)].SelectMany(maker => maker.LegsOfMade())
            .FirstOrDefault(known => known.Leg == leg).Told;

    /// <summary>Everybody whom a fact's sentence may name: also those of the exchange and of the facts that it speaks of.</summary>
    public IEnumerable<ActorKey> ActorsOf(Fact fact) => fact.Actors()
        .Concat(fact.Names is { } thing ? byThing[thing].SelectMany(maker => maker.LegsOfMade()).SelectMany(leg => leg.Told.Ends) : [])
        .Concat(fact.Corrects().Where(said => Knows(said.Fact)).SelectMany(said => Deeper.ActorsOf(byId[said.Fact]))).Distinct();

    private Narrator Deeper => new(names, makers, corrected) { depth = depth + 1 };

    /// <summary>Whether it knows a fact.</summary>
    public bool Knows(Guid fact) => depth < Deepest && byId.ContainsKey(fact);

    /// <summary>The sentence of a fact that is spoken of.</summary>
    public string Sentence(Guid fact) =>
        Knows(fact) ? byId[fact].Describe(Deeper) : $"fact {fact}";

    /// <summary>The begin of a sentence: with a capital letter.</summary>
    public static string Sentence(string text) => text is "" ? "" : char.ToUpperInvariant(text[0]) + text[1..];

    /// <summary>Words or names in a row, such as <c>a, b and c</c>.</summary>
    public static string List(string[] items) => items switch
    {
        [] => "",
        [var only] => only,
        [.. var others, var last] => $"{string.Join(", ", others)} and {last}",
    };
}
