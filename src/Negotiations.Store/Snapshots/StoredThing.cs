using System.Collections.Immutable;
using JasperFx.Metadata;
using Negotiations.Domain;
using Negotiations.Domain.Facts;

namespace Negotiations.Store.Snapshots;

/// <summary>
/// Who holds the id of a thing in the negotiation: one row a thing, written with the fact that makes it. If two make the same thing at
/// once, on any tracks and hosts, the database refuses one. It also lists the thing's tracks, so that none needs to be searched.
/// </summary>
internal sealed record StoredThing : IVersioned
{
    /// <summary>The current schema version: raise it when what is kept changes.</summary>
    public const int CurrentSchema = 1;

    /// <summary>Negotiation, kind and id, such as <c>russia-ukraine/exchange/remains-1</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The negotiation.</summary>
    public required string Negotiation { get; init; }

    /// <summary>The facts that make it and count: one, or of a round also its plan; none while its id is free.</summary>
    public ImmutableArray<ThingMaker> Makers { get; init; } = [];

    /// <summary>The tracks on which it is, or was before it moved: each holds every fact about it.</summary>
    public ImmutableSortedSet<string> Tracks { get; init => field = value.WithComparer(StringComparer.Ordinal); } = Empty;

    /// <summary>The tracks that hold a fact about it.</summary>
    public ImmutableSortedSet<string> MentionedOn { get; init => field = value.WithComparer(StringComparer.Ordinal); } = Empty;

    /// <summary>For the store's check of concurrent changes.</summary>
    public Guid Version { get; set; }

    private static ImmutableSortedSet<string> Empty { get; } = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    /// <summary>The id of a thing's row.</summary>
    public static string IdOf(Key negotiation, Thing thing) => $"{negotiation}/{thing.ToString()}";

    /// <summary>A thing that no fact names.</summary>
    public static StoredThing None(Key negotiation, Thing thing) =>
        new() { Id = IdOf(negotiation, thing), Negotiation = negotiation.Value };

    /// <summary>The other fact that holds the place of a plan, or of what is no plan; null when it is free.</summary>
    public ThingMaker? Rival(bool isPlan, Guid? except) => Makers.FirstOrDefault(maker => maker.IsPlan == isPlan && maker.Fact != except);

    /// <summary>With a fact about it on some tracks.</summary>
    public StoredThing Mentioned(IEnumerable<Key> tracks) =>
        tracks.All(track => MentionedOn.Contains(track.Value)) ? this
        : this with { MentionedOn = MentionedOn.Union(tracks.Select(track => track.Value)) };

    /// <summary>With a fact that makes it from now on.</summary>
    public StoredThing With(Fact maker) => Makers.Any(known => known.Fact == maker.Id) ? this : this with
    {
        Makers = [.. Makers.Append(new ThingMaker(maker.Id, maker.IsPlan, maker.Tracks)).OrderBy(known => known.Fact)],
        Tracks = Tracks.Union(maker.Tracks.Select(track => track.Value)),
    };

    /// <summary>Without a fact that makes it no longer.</summary>
    public StoredThing Without(Fact maker) => this with { Makers = Makers.RemoveAll(known => known.Fact == maker.Id) };
}
