using JasperFx.Events;
using Marten;
using Negotiations.Domain;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Tracks;
using Negotiations.Store.Log;
using Negotiations.Store.Snapshots;

namespace Negotiations.Store.Writing;

/// <summary>The streams that are open while commands are decided, with their states as they will be after saving.</summary>
internal sealed class OpenStreams(IDocumentSession session, RecordedFacts recorded, ThingRegister things)
{
    private readonly Dictionary<string, (IEventStream<StoredTrack> Stream, StoredTrack Opened, StoredTrack State)> tracks = [];
    private readonly Dictionary<string, (IEventStream<StoredNegotiation>? Stream, StoredNegotiation State)> negotiations = [];
    private readonly Dictionary<string, IReadOnlyList<IEvent>> stored = [];
    private (Fact? Of, ReadOnlyMemory<byte> Json) canonical;

    /// <summary>The entry of the audit trail about the import that is appended; null where nothing is imported.</summary>
    public Guid? Import { get; set; }

    /// <summary>Who appends; null for whom the session names.</summary>
    public string? By { get; set; }

    /// <summary>The tracks to which something was appended, before and after.</summary>
    public IEnumerable<(Track Before, Track After)> Changed =>
        tracks.Values.Where(track => track.State.Version != track.Opened.Version).Select(track => (track.Opened.State, track.State.State));

    /// <summary>Opens what is needed, with the facts and the things that belong to it, in one round trip.</summary>
    public async Task Open(Opening needed, CancellationToken cancellation)
    {
        var batch = session.CreateBatchQuery();
        var toWrite = needed.Written.ToDictionary(key => key, key => batch.Events.FetchForWriting<StoredNegotiation>(key));
        var toRead = needed.Concerned.Where(key => !needed.Written.Contains(key))
            .ToDictionary(key => key, key => batch.Load<StoredNegotiation>(key));
        var opened = needed.Tracks.Distinct().ToDictionary(key => key, key => batch.Events.FetchForWriting<StoredTrack>(key));
        var wanted = needed.Events.Where(id => id != Guid.Empty).Distinct().ToArray();
        var found = wanted is [] ? null : batch.Query<IEvent>().Where(e => wanted.Contains(e.Id)).ToList();
        var registered = things.Read(batch, needed.Things);
        await batch.Execute(cancellation);

        foreach (var (key, stream) in toWrite)
            negotiations[key] = (await stream, Fresh(key, (await stream).CurrentVersion, (await stream).Aggregate)
            ?? StoredNegotiation.None(key));
        foreach (var (key, negotiation) in toRead)
            negotiations[key] = (null, Fresh(key, null, await negotiation) ?? StoredNegotiation.None(key));
        foreach (var (key, stream) in opened) Place(key, await stream);
        foreach (var e in found is null ? [] : await found) recorded.Add(e);
        await registered();
    }

    /// <summary>Opens the streams of tracks that are not open yet.</summary>
    public async Task Ensure(Key negotiation, IEnumerable<Key> keys, CancellationToken cancellation)
    {
        foreach (var stream in keys.Select(track => StreamKeys.Of(negotiation, track)).Where(stream => !tracks.ContainsKey(stream))
            .ToArray())
        {
            Place(stream, await session.Events.FetchForWriting<StoredTrack>(stream, cancellation));
        }
    }

    /// <summary>A negotiation.</summary>
    public StoredNegotiation Of(Key negotiation) => negotiations[negotiation.Value].State;

    /// <summary>A track that is open.</summary>
    public StoredTrack Of(Key negotiation, Key track) => tracks[StreamKeys.Of(negotiation, track)].State;

    /// <summary>All facts on a track: those that are stored, and those that are about to be.</summary>
    public async Task<IEnumerable<Fact>> FactsOn(Key negotiation, Key track, CancellationToken cancellation)
    {
        var key = StreamKeys.Of(negotiation, track);
        await Ensure(negotiation, [track], cancellation);
        return (await Stored(key, cancellation)).Concat(tracks[key].Stream.Events).DistinctBy(e => e.Id).Select(e => (Fact)e.Data);
    }

    /// <summary>Appends a fact to the negotiation's own stream.</summary>
    public void Append(Fact fact, string? content)
    {
        var key = StreamKeys.Of(fact.Negotiation);
        var (stream, state) = negotiations[key];
        negotiations[key] = (stream, state.With(fact, Append(stream!, key, fact, state.Chain, content)));
    }

    /// <summary>Appends a fact to the stream of a track.</summary>
    /// <param name="fact">The fact.</param>
    /// <param name="track">The track.</param>
    /// <param name="content">The hash of the command's content.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <param name="isCarried">Whether it was recorded before, and comes with its thing.</param>
    public async Task Append(Fact fact, Key track, string? content, CancellationToken cancellation, bool isCarried = false)
    {
        var key = StreamKeys.Of(fact.Negotiation, track);
        var (stream, opened, state) = tracks[key];
        var needsRefold = state.State.NeedsRefold(fact);
        var chain = Append(stream, key, fact, state.Chain, content, isCarried);
        var after = needsRefold ? state.Refold(await Stored(key, cancellation), stream.Events) : state.With(fact, chain);
        tracks[key] = (stream, opened, after);
        await things.Note(fact, needsRefold ? state.State : null, after.State, cancellation);
        await things.Mention(fact, [track], cancellation);
    }

    private string Append<T>(IEventStream<T> stream, string key, Fact fact, string chain, string? content, bool isCarried = false)
        where T : notnull
    {
        var next = Chain.Next(chain, Canonical(fact).Span);
        var id = recorded.IdFor(fact, key);
        stream.AppendOne(fact);
        var e = stream.Events[^1];
        e.Id = id;
        (e.Timestamp, e.UserName) = (fact.Recorded.At, By);
        e.SetHeader(Headers.Negotiation, fact.Negotiation.Value);
        e.SetHeader(Headers.Chain, next);
        if (content is not null) e.SetHeader(Headers.Content, content);
        if (Import is { } import) e.SetHeader(Headers.Import, $"{import}");
        if (isCarried) e.SetHeader(Headers.CopyOf, $"{fact.Id} {DerivedId.OfHome(fact.Id, fact.Negotiation)}");
        if (Telemetry.Parent is { } span) e.SetHeader(Headers.Trace, span);
        recorded.Add(e);
        return next;
    }

    // Kept: a fact goes to several streams in a row.
    private ReadOnlyMemory<byte> Canonical(Fact fact)
    {
        if (!ReferenceEquals(canonical.Of, fact)) canonical = (fact, Chain.Canonical(fact));
        return canonical.Json;
    }

    private async Task<IReadOnlyList<IEvent>> Stored(string stream, CancellationToken cancellation)
    {
        if (!stored.TryGetValue(stream, out var read))
            stored[stream] = read = await session.Events.FetchStreamAsync(stream, token: cancellation);
        return read;
    }

    private void Place(string stream, IEventStream<StoredTrack> opened)
    {
        var state = Fresh(stream, opened.CurrentVersion, opened.Aggregate) ?? StoredTrack.None(stream);
        tracks[stream] = (opened, state, state);
    }

    // A snapshot must match its events as far as a cheap check shows: the current schema, and as long as its stream.
    private static T? Fresh<T>(string stream, long? version, T? snapshot) where T : Snapshot =>
        snapshot is { IsStale: true } || (snapshot is not null && snapshot.Id != stream)
            || (version is not null && (snapshot?.Version ?? 0) != version) ? throw new StaleSnapshotException(stream) : snapshot;
}
