using System.Collections.Immutable;
using JasperFx.Events;
using Marten;
using Marten.Linq.MatchesSql;
using Negotiations.Contracts.Answers;
using Negotiations.Domain;
using Negotiations.Domain.Commands;
using Negotiations.Domain.Context;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Setup;
using Negotiations.Domain.Tracks;
using Negotiations.Store.Log;
using Negotiations.Store.Snapshots;

namespace Negotiations.Store.Writing;

/// <summary>
/// What lies open while commands are decided: the streams that they concern, with their states as they will be once all that was decided is
/// saved,
/// and the facts that were recorded before under the same ids.
/// </summary>
internal sealed partial class UnitOfWork(IDocumentSession session)
{
    private readonly Dictionary<string, (IEventStream<StoredTrack> Stream, StoredTrack Opened, StoredTrack State)> tracks = [];
    private readonly Dictionary<string, (IEventStream<StoredNegotiation>? Stream, StoredNegotiation State)> negotiations = [];
    private readonly Dictionary<Guid, IEvent> events = [];
    private readonly Dictionary<string, IReadOnlyList<IEvent>> stored = [];
    private readonly ThingRegister things = new(session);
    private (Fact? Of, ReadOnlyMemory<byte> Json) canonical;

    /// <summary>The streams that a command writes to, as far as the command itself tells.</summary>
    public static IEnumerable<string> StreamsOf(Command command) =>
        command.Concerns is [] ? [StreamKeys.Of(command.Negotiation)]
            : command.Concerns.Select(track => StreamKeys.Of(command.Negotiation, track));

    /// <summary>
    /// What commands that are handled at once must not share: the streams that they write to, and the thing that they make.
    /// </summary>
    public static IEnumerable<string> LocksOf(Command command) =>
        command.Makes is { } thing ? StreamsOf(command).Append(StoredThing.IdOf(command.Negotiation, thing)) : StreamsOf(command);

    /// <summary>The streams that hold a fact.</summary>
    public static IEnumerable<string> StreamsOf(Fact fact) =>
        fact.Tracks is [] ? [StreamKeys.Of(fact.Negotiation)] : fact.Holders().Select(track => StreamKeys.Of(fact.Negotiation, track));

    /// <summary>Opens all that the commands tell they need, in one round trip.</summary>
    public Task Open(ImmutableArray<Command> commands, CancellationToken cancellation) => Open(
        [.. commands.Where(command => command.Concerns is []).Select(command => command.Negotiation.Value)],
        [.. commands.Select(command => command.Negotiation.Value)],
        commands.Where(command => command.Concerns is not []).SelectMany(StreamsOf),
        commands.SelectMany(command => EventIds(command.Negotiation, [.. FactsNamedBy(command), command.CommandId ?? Guid.Empty])),
        commands.Where(command => command.About is { Kind: not ThingKind.Incident })
            .Select(command => (command.Negotiation, command.About!.Value)), cancellation);

    /// <summary>Opens all that facts belong to which are there already, in one round trip.</summary>
    public Task Open(IReadOnlyCollection<Fact> facts, CancellationToken cancellation) => Open(
        [.. facts.Where(fact => fact.Tracks is []).Select(fact => fact.Negotiation.Value)],
        [.. facts.Select(fact => fact.Negotiation.Value)],
        facts.Where(fact => fact.Tracks is not []).SelectMany(StreamsOf), facts.SelectMany(fact => EventIds(fact.Negotiation, [fact.Id])),
        facts.Where(fact => fact.About is { Kind: not ThingKind.Incident }).Select(fact => (fact.Negotiation, fact.About!.Value)),
        cancellation);

    private async Task Open(HashSet<string> written, HashSet<string> concerned, IEnumerable<string> streams, IEnumerable<Guid> ids,
        IEnumerable<(Key Negotiation, Thing Thing)> named, CancellationToken cancellation)
    {
        var batch = session.CreateBatchQuery();
        var toWrite = written.ToDictionary(key => key, key => batch.Events.FetchForWriting<StoredNegotiation>(key));
        var toRead = concerned.Where(key => !written.Contains(key)).ToDictionary(key => key, key => batch.Load<StoredNegotiation>(key));
        var opened = streams.Distinct().ToDictionary(key => key, key => batch.Events.FetchForWriting<StoredTrack>(key));
        var wanted = ids.Where(id => id != Guid.Empty).Distinct().ToArray();
        var recorded = wanted is [] ? null : batch.Query<IEvent>().Where(e => wanted.Contains(e.Id)).ToList();
        var registered = things.Read(batch, named);
        await batch.Execute(cancellation);

        foreach (var (key, stream) in toWrite)
            negotiations[key] = (await stream, Fresh(key, (await stream).CurrentVersion, (await stream).Aggregate)
            ?? StoredNegotiation.None(key));
        foreach (var (key, negotiation) in toRead)
            negotiations[key] = (null, Fresh(key, null, await negotiation) ?? StoredNegotiation.None(key));
        foreach (var (key, stream) in opened) Place(key, await stream);
        foreach (var e in recorded is null ? [] : await recorded) events[e.Id] = e;
        await registered();
    }

    /// <summary>A negotiation's state; not opened when it doesn't exist.</summary>
    public Negotiation Negotiation(Key negotiation) => negotiations[negotiation.Value].State.State;

    /// <summary>A track's state; not opened when it doesn't exist.</summary>
    public Track Track(Key negotiation, Key track) => tracks[StreamKeys.Of(negotiation, track)].State.State;

    /// <summary>The version of a track, or of the negotiation itself.</summary>
    public long VersionOf(Key negotiation, Key? track) =>
        track is null ? negotiations[negotiation.Value].State.Version : tracks[StreamKeys.Of(negotiation, track)].State.Version;

    /// <summary>The content hash of the command that was recorded under an id; null when none was.</summary>
    public string? ContentOf(Key negotiation, Guid id) =>
        Recorded(negotiation, id) is { } e ? e.GetHeader(Headers.Content) as string ?? "" : null;

    /// <summary>What is recorded in a negotiation under an id, at its home; null when nothing is.</summary>
    public IEvent? Recorded(Key negotiation, Guid id) =>
        EventIds(negotiation, [id]).Select(events.GetValueOrDefault)
            .FirstOrDefault(e => e?.Data is Fact fact && fact.Id == id && fact.Negotiation == negotiation);

    /// <summary>
    /// Appends a fact to every stream that is to hold it, and carries what is said of its thing to the tracks to which that comes.
    /// </summary>
    public async Task Append(Fact fact, string? content, CancellationToken cancellation)
    {
        Appended.Add(fact);
        if (fact.Tracks is [])
        {
            var key = StreamKeys.Of(fact.Negotiation);
            var (stream, state) = negotiations[key];
            negotiations[key] = (stream, state.With(fact, Add(stream!, fact, HomeIdOf(fact), state.Chain, content)));
            return;
        }
        var carried = await Carried(fact, cancellation);
        foreach (var track in fact.Holders()) await Append(fact, track, content, cancellation);
        foreach (var (track, facts) in carried)
            foreach (var earlier in facts) await Append(earlier, track, null, cancellation);
    }

    private async Task Append(Fact fact, Key track, string? content, CancellationToken cancellation)
    {
        var key = StreamKeys.Of(fact.Negotiation, track);
        var (stream, opened, state) = tracks[key];
        var needsRefold = state.State.NeedsRefold(fact);
        var chain = Add(stream, fact, key == StreamKeys.HomeOf(fact) ? HomeIdOf(fact) : DerivedId.OfCopy(fact.Id, key), state.Chain,
            content);
        var after = needsRefold ? state.Refold(await Stored(key, cancellation), stream.Events) : state.With(fact, chain);
        tracks[key] = (stream, opened, after);
        await things.Note(fact, needsRefold ? state.State : null, after.State, cancellation);
        await things.Mention(fact, [track], cancellation);
    }

    /// <summary>The facts that were appended, each once.</summary>
    public List<Fact> Appended { get; } = [];

    /// <summary>The tracks to which something was appended, before and after.</summary>
    public IEnumerable<(Track Before, Track After)> Changed =>
        tracks.Values.Where(track => track.State.Version != track.Opened.Version).Select(track => (track.Opened.State, track.State.State));

    /// <summary>Saves all that was appended, in one transaction.</summary>
    public Task Save(CancellationToken cancellation)
    {
        things.Save();
        return session.Commit(cancellation);
    }

    /// <summary>The highest sequence of what was saved; 0 when nothing was.</summary>
    public long LastSequence => Appended.Select(fact => Recorded(fact.Negotiation, fact.Id)!.Sequence).DefaultIfEmpty().Max();

    /// <summary>The receipt of a fact that is stored.</summary>
    public async Task<Receipt> Receipt(Key negotiation, Guid id, CancellationToken cancellation)
    {
        var home = Recorded(negotiation, id)!;
        var fact = (Fact)home.Data;
        var copies = fact.Holders().Skip(1).Select(track => StreamKeys.Of(fact.Negotiation, track))
            .Select(stream => new[] { DerivedId.OfCopy(id, stream), DerivedId.OfOldCopy(id, stream) }).ToArray();
        if (!copies.All(ids => ids.Any(events.ContainsKey))) await Recall(copies.SelectMany(ids => ids), cancellation);
        var versions = fact.Holders()
            .Select((track, i) => new TrackVersion(track, i == 0 ? home.Version : copies[i - 1].Select(events.GetValueOrDefault)
            .First(e => e is not null)!.Version));
        return new Receipt(id, fact.Negotiation, [.. versions], home.Sequence, fact.Recorded.At);
    }

    /// <summary>The keys of all negotiations.</summary>
    public Task<IReadOnlyList<string>> NegotiationKeys(CancellationToken cancellation) => session.NegotiationKeys(cancellation);

    /// <summary>The keys of all tracks of a negotiation.</summary>
    public async Task<IEnumerable<string>> TrackKeys(Key negotiation, CancellationToken cancellation) =>
        from stream in await session.Query<StoredTrack>().Where(track => track.Negotiation == negotiation.Value).Select(track => track.Id)
            .ToListAsync(cancellation)
        select StreamKeys.Split(stream).Track.Value;

    // No state keeps incidents: those that are saved are found by an index over their events, those that are about to be among what was
    // appended.
    private async Task<(ImmutableArray<Key>, bool)> OfIncident(Command command, Key incident, CancellationToken cancellation)
    {
        var (negotiation, id) = (command.Negotiation.Value, incident.Value);
        var saved = await session.Events.QueryAllRawEvents().Where(e => e.MatchesSql(StoreGuards.IsIncident, negotiation, id))
            .ToListAsync(cancellation);
        var pending = events.Values.Select(e => e.Data).OfType<IncidentReported>()
            .Where(fact => fact.Incident == incident && fact.Negotiation == command.Negotiation);
        Key[] holders = [.. saved.Select(e => e.Data).OfType<IncidentReported>().Concat(pending).SelectMany(fact => fact.Tracks)];
        await Ensure(command.Negotiation, holders.Distinct(), cancellation);
        return ([.. command.Concerns.Concat(holders).Distinct()], holders is not []);
    }

    // Reads the events of some ids, as far as they are not at hand.
    private async Task Recall(IEnumerable<Guid> ids, CancellationToken cancellation)
    {
        var missing = ids.Where(id => !events.ContainsKey(id)).ToArray();
        if (missing is []) return;
        foreach (var e in await session.Events.QueryAllRawEvents().Where(e => missing.Contains(e.Id)).ToListAsync(cancellation))
            events[e.Id] = e;
    }

    // A fact's event has its own id, but for one whose id a fact of another negotiation had before.
    private static IEnumerable<Guid> EventIds(Key negotiation, IEnumerable<Guid> facts) =>
        facts.Where(id => id != Guid.Empty).SelectMany(id => new[] { id, DerivedId.OfHome(id, negotiation) });

    private Guid HomeIdOf(Fact fact) => events.ContainsKey(fact.Id) ? DerivedId.OfHome(fact.Id, fact.Negotiation) : fact.Id;

    private static IEnumerable<Guid> FactsNamedBy(Command command) =>
        command.Supersedes is { } replaced ? command.Facts.Append(replaced) : command.Facts;

    private async Task Ensure(Key negotiation, IEnumerable<Key> keys, CancellationToken cancellation)
    {
        foreach (var stream in keys.Select(track => StreamKeys.Of(negotiation, track)).Where(stream => !tracks.ContainsKey(stream))
            .ToArray())
        {
            Place(stream, await session.Events.FetchForWriting<StoredTrack>(stream, cancellation));
        }
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

    // What is decided on must be as the events say, as far as that shows at no cost: of today's schema, and as long as its stream.
    private static T? Fresh<T>(string stream, long? version, T? snapshot) where T : Snapshot =>
        snapshot is { IsStale: true } || (snapshot is not null && snapshot.Id != stream)
            || (version is not null && (snapshot?.Version ?? 0) != version) ? throw new StaleSnapshotException(stream) : snapshot;

    private string Add<T>(IEventStream<T> stream, Fact fact, Guid id, string chain, string? content) where T : notnull
    {
        var next = Chain.Next(chain, Canonical(fact).Span);
        stream.AppendOne(fact);
        var e = stream.Events[^1];
        e.Id = id;
        e.Timestamp = fact.Recorded.At;
        e.SetHeader(Headers.Negotiation, fact.Negotiation.Value);
        e.SetHeader(Headers.Chain, next);
        if (content is not null) e.SetHeader(Headers.Content, content);
        if (Telemetry.Parent is { } span) e.SetHeader(Headers.Trace, span);
        events[id] = e;
        return next;
    }

    // A fact goes to several streams one after another.
    private ReadOnlyMemory<byte> Canonical(Fact fact)
    {
        if (!ReferenceEquals(canonical.Of, fact)) canonical = (fact, Chain.Canonical(fact));
        return canonical.Json;
    }
}
