using System.Runtime.CompilerServices;
using Marten;
using Marten.Linq.MatchesSql;
using Negotiations.Domain;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Ledgers;
using Negotiations.Domain.Time;
using Negotiations.Domain.Tracks;
using Negotiations.Store.Log;

namespace Negotiations.Store.Snapshots;

/// <summary>States as queries read them: as stored for now, folded from the events for any other viewpoint.</summary>
internal static class StateReader
{
    private const int TracksAtOnce = 100;

    /// <summary>The keys of all negotiations.</summary>
    public static Task<IReadOnlyList<string>> NegotiationKeys(this IQuerySession session, CancellationToken cancellation) =>
        session.Query<StoredNegotiation>().Select(negotiation => negotiation.Id).ToListAsync(cancellation);

    /// <summary>The titles of the tracks of a negotiation, by key; nothing else of them is read.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> TrackTitles(this IQuerySession session, string negotiation,
        CancellationToken cancellation)
    {
        var titles = await session.Query<StoredTrack>().Where(track => track.Negotiation == negotiation)
            .Select(track => new { track.Id, track.State.Opened, track.State.Changes }).ToListAsync(cancellation);
        return titles.ToDictionary(track => StreamKeys.Split(track.Id).Track.Value, track =>
            track.Changes.LastOrDefault(change => change.Title is not null)?.Title ?? track.Opened?.Title
            ?? StreamKeys.Split(track.Id).Track.Value);
    }

    /// <summary>The tracks of a negotiation that hold a thing.</summary>
    public static IQueryable<StoredTrack> Tracks(this IQuerySession session, string negotiation, Thing thing)
    {
        var (member, key) = (thing.Kind == ThingKind.List ? "childLists" : Words.Of(thing.Kind) + "s", thing.Id.Value);
        var schema = session.DocumentStore.Options.DatabaseSchemaName;
        return session.Query<StoredTrack>()
            .Where(track => track.Negotiation == negotiation && track.MatchesSql(
                $"""
                exists (select from {schema}.{PartTable.Name} p where p.stream = d.id and p.member = 'state/{member}' and p.key = ?)
                """, key));
    }

    // A track with a stream but no snapshot; until mended, it is folded like one of another schema.
    internal static async Task<StoredTrack?> TrackWithoutSnapshot(this IQuerySession session, string negotiation, string track,
        CancellationToken cancellation) =>
        Key.TryParse(negotiation, out var first) && Key.TryParse(track, out var second)
            && await session.Events.FetchStreamStateAsync(StreamKeys.Of(first, second), cancellation) is { } stream
            ? StoredTrack.None(StreamKeys.Of(first, second)) with { Version = stream.Version, Schema = 0 } : null;

    /// <summary>Tracks from a viewpoint; one read for all of them.</summary>
    public static async Task<IReadOnlyList<StoredTrack>> From(
        this IQuerySession session, Viewpoint viewpoint, IReadOnlyList<StoredTrack> tracks, CancellationToken cancellation)
    {
        if (viewpoint == Viewpoint.Now) return await session.Current(tracks, cancellation);
        var facts = await session.Facts(tracks, cancellation);
        return [.. tracks.Select(track => track with { State = Fold(track, facts, viewpoint) })];
    }

    /// <summary>
    /// Tracks from a viewpoint, each with the viewpoint of the last day on which something happened there: between such days nothing
    /// changes, so that what follows from a track can be kept under it.
    /// </summary>
    public static async Task<IReadOnlyList<(StoredTrack Track, Viewpoint From, Func<StoredTrack> Seen)>> Seen(this IQuerySession session,
        Viewpoint viewpoint, IReadOnlyList<StoredTrack> tracks, CancellationToken cancellation)
    {
        var facts = viewpoint == Viewpoint.Now ? null : await session.Facts(tracks, cancellation);
        var current = facts is null ? await session.Current(tracks, cancellation) : tracks;
        return [.. current.Select(track =>
        {
            var eventful = facts is null ? viewpoint : Eventful(viewpoint, facts[track.Id]);
            Func<StoredTrack> fold = () => facts is null ? track : track with { State = Fold(track, facts, eventful) };
            return (track, eventful, fold);
        })];
    }

    private static Viewpoint Eventful(Viewpoint viewpoint, IReadOnlyList<Fact> facts)
    {
        if (viewpoint.AsOf is not { } day) return viewpoint;
        var (end, last) = (Days.End(day), DateTimeOffset.MinValue);
        foreach (var fact in facts)
            if (fact.Moment() is var moment && moment <= end && moment > last) last = moment;
        return viewpoint with { AsOf = last == DateTimeOffset.MinValue ? DateOnly.MinValue : Days.Of(last) };
    }

    private static Track Fold(StoredTrack track, Dictionary<string, IReadOnlyList<Fact>> facts, Viewpoint viewpoint)
    {
        var (negotiation, key) = StreamKeys.Split(track.Id);
        return Domain.Tracks.Track.Fold(negotiation, key, facts[track.Id], viewpoint);
    }

    /// <summary>Tracks as they are now; those that are stored in an older schema are folded.</summary>
    public static async Task<IReadOnlyList<StoredTrack>> Current(this IQuerySession session, IReadOnlyList<StoredTrack> tracks,
        CancellationToken cancellation)
    {
        if (!tracks.Any(track => track.IsStale)) return tracks;
        var facts = await session.Facts([.. tracks.Where(track => track.IsStale)], cancellation);
        return [.. tracks.Select(track => track.IsStale ? track with { State = Fold(track, facts, Viewpoint.Now) } : track)];
    }

    /// <summary>
    /// The ledgers of all tracks of some negotiations, or of all, from a viewpoint; read part by part, so that memory does not
    /// grow with their number.
    /// </summary>
    public static IAsyncEnumerable<TrackLedger> Ledgers(this IQuerySession session, string[]? negotiations, Viewpoint viewpoint,
        CancellationToken cancellation) => session.States(negotiations, viewpoint, cancellation).Select(TrackLedger.Of);

    /// <summary>The states of all tracks of some negotiations, or of all, from a viewpoint; read part by part.</summary>
    public static async IAsyncEnumerable<Track> States(this IQuerySession session, string[]? negotiations, Viewpoint viewpoint,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        var last = "";
        while (true)
        {
            var after = last;
            var part = await session.StoredTracks(negotiations, after, TracksAtOnce, cancellation);
            foreach (var track in await session.From(viewpoint, part, cancellation)) yield return track.State;
            if (part.Count < TracksAtOnce) yield break;
            last = part[^1].Id;
        }
    }

    /// <summary>Negotiations from a viewpoint; one read for all of them.</summary>
    public static async Task<IReadOnlyList<StoredNegotiation>> From(
        this IQuerySession session, Viewpoint viewpoint, IReadOnlyList<StoredNegotiation> negotiations, CancellationToken cancellation)
    {
        if (viewpoint == Viewpoint.Now && !negotiations.Any(negotiation => negotiation.IsStale)) return negotiations;
        var facts = await session.Facts(negotiations, cancellation);
        return [.. negotiations.Select(negotiation => negotiation with
        {
            State = Domain.Setup.Negotiation.Fold(Key.Of(negotiation.Id), viewpoint.Known(facts[negotiation.Id]).Where(viewpoint.Happened)),
        })];
    }

    // What is stored in an older schema may be wrong about its stream, too: that is read to its end.
    private static async Task<Dictionary<string, IReadOnlyList<Fact>>> Facts(this IQuerySession session,
        IReadOnlyCollection<Snapshot> snapshots, CancellationToken cancellation)
    {
        var facts = await StoreMemory.Of(session.DocumentStore).Facts.Of(session.DocumentStore,
            [.. snapshots.Where(snapshot => !snapshot.IsStale)], cancellation);
        string[] streams = [.. snapshots.Where(snapshot => snapshot.IsStale).Select(snapshot => snapshot.Id)];
        if (streams is []) return facts;
        var whole = streams.ToDictionary(stream => stream, _ => new List<Fact>());
        await foreach (var (stream, fact) in session.FactsForFold(streams, cancellation)) whole[stream].Add(fact);
        foreach (var (stream, all) in whole) facts[stream] = all;
        return facts;
    }
}
