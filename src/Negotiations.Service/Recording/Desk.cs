using System.Collections.Immutable;
using JasperFx.Events;
using Marten;
using Marten.Linq.MatchesSql;
using Negotiations.Domain;
using Negotiations.Service.Hosting;
using Negotiations.Service.Querying;
using Negotiations.Service.Store;

namespace Negotiations.Service.Recording;

/// <summary>
/// What lies open while commands are decided: the streams that they concern, with their states as they will be once all that was decided is saved,
/// and the facts that were recorded before under the same ids.
/// </summary>
internal sealed class Desk(IDocumentSession session)
{
    private readonly Dictionary<string, (IEventStream<StoredTrack> Stream, StoredTrack Opened, StoredTrack State)> tracks = [];
    private readonly Dictionary<string, (IEventStream<StoredNegotiation>? Stream, StoredNegotiation State)> negotiations = [];
    private readonly Dictionary<Guid, IEvent> known = [];

    /// <summary>The streams that a command writes to, as far as the command itself tells.</summary>
    public static IEnumerable<string> StreamsOf(Command command) =>
        command.Concerns is [] ? [StreamKeys.Of(command.Negotiation)] : command.Concerns.Select(track => StreamKeys.Of(command.Negotiation, track));

    /// <summary>The streams that hold a fact.</summary>
    public static IEnumerable<string> StreamsOf(Fact fact) =>
        fact.Tracks is [] ? [StreamKeys.Of(fact.Negotiation)] : fact.Holders().Select(track => StreamKeys.Of(fact.Negotiation, track));

    /// <summary>Opens all that the commands tell they need, in one round trip.</summary>
    public Task Open(ImmutableArray<Command> commands, CancellationToken cancellation) => Open(
        [.. commands.Where(command => command.Concerns is []).Select(command => command.Negotiation.Value)], [.. commands.Select(command => command.Negotiation.Value)],
        commands.Where(command => command.Concerns is not []).SelectMany(StreamsOf), commands.SelectMany(command => FactsNamedBy(command).Append(command.CommandId ?? Guid.Empty)), cancellation);

    /// <summary>Opens all that facts belong to which are there already, in one round trip.</summary>
    public Task Open(IReadOnlyCollection<Fact> facts, CancellationToken cancellation) => Open(
        [.. facts.Where(fact => fact.Tracks is []).Select(fact => fact.Negotiation.Value)], [.. facts.Select(fact => fact.Negotiation.Value)],
        facts.Where(fact => fact.Tracks is not []).SelectMany(StreamsOf), facts.Select(fact => fact.Id), cancellation);

    private async Task Open(HashSet<string> written, HashSet<string> concerned, IEnumerable<string> streams, IEnumerable<Guid> facts, CancellationToken cancellation)
    {
        var batch = session.CreateBatchQuery();
        var toWrite = written.ToDictionary(key => key, key => batch.Events.FetchForWriting<StoredNegotiation>(key));
        var toRead = concerned.Where(key => !written.Contains(key)).ToDictionary(key => key, key => batch.Load<StoredNegotiation>(key));
        var opened = streams.Distinct().ToDictionary(key => key, key => batch.Events.FetchForWriting<StoredTrack>(key));
        var ids = facts.Where(id => id != Guid.Empty).Distinct().ToArray();
        var recorded = ids is [] ? null : batch.Query<IEvent>().Where(e => ids.Contains(e.Id)).ToList();
        await batch.Execute(cancellation);

        foreach (var (key, stream) in toWrite) negotiations[key] = (await stream, Fresh(key, (await stream).CurrentVersion, (await stream).Aggregate) ?? StoredNegotiation.None(key));
        foreach (var (key, negotiation) in toRead) negotiations[key] = (null, Fresh(key, null, await negotiation) ?? StoredNegotiation.None(key));
        foreach (var (key, stream) in opened) Place(key, await stream);
        foreach (var e in recorded is null ? [] : await recorded) known[e.Id] = e;
    }

    /// <summary>A negotiation's state; not opened when it doesn't exist.</summary>
    public Negotiation Negotiation(Key negotiation) => negotiations[negotiation.Value].State.State;

    /// <summary>A track's state; not opened when it doesn't exist.</summary>
    public Track Track(Key negotiation, Key track) => tracks[StreamKeys.Of(negotiation, track)].State.State;

    /// <summary>The version of a track, or of the negotiation itself.</summary>
    public long VersionOf(Key negotiation, Key? track) =>
        track is null ? negotiations[negotiation.Value].State.Version : tracks[StreamKeys.Of(negotiation, track)].State.Version;

    /// <summary>The content hash of the command that was recorded under an id; null when none was.</summary>
    public string? ContentOf(Guid id) =>
        known.GetValueOrDefault(id) is not { } e ? null : e.Data is Fact fact && fact.Id == id ? e.GetHeader(Headers.Content) as string : "the id of a further copy";

    /// <summary>What is recorded under an id; null when nothing is.</summary>
    public IEvent? Recorded(Guid id) => known.GetValueOrDefault(id);

    /// <summary>The tracks that a command concerns: those that it tells, and, where none of them holds the thing that it names, those that do.</summary>
    public async Task<(ImmutableArray<Key> Tracks, bool HasIncident)> Concerned(Command command, CancellationToken cancellation)
    {
        if (command.Names is (ThingKind.Incident, var incident)) return await OfIncident(command, incident, cancellation);
        if (command.Names is not var (kind, id) || command.Concerns.Any(track => Track(command.Negotiation, track).HoldersOf(kind, id).Any())) return (command.Concerns, false);
        var streams = (await session.Tracks(command.Negotiation.Value, kind, id).OrderBy(track => track.Id).Select(track => track.Id).ToListAsync(cancellation)).Select(stream => StreamKeys.Split(stream).Track).ToArray();
        await Ensure(command.Negotiation, streams, cancellation);
        return ([.. command.Concerns.Concat(streams.Where(track => Track(command.Negotiation, track).HoldersOf(kind, id).Any())).Distinct()], false);
    }

    /// <summary>Tracks that the command doesn't concern and that name the thing which it makes.</summary>
    public async Task<ImmutableArray<Track>> Elsewhere(Command command, CancellationToken cancellation)
    {
        if (command.Makes is not var (kind, id)) return [];
        var stored = await session.Current(await session.Tracks(command.Negotiation.Value, kind, id).ToListAsync(cancellation), cancellation);
        return [.. stored.Where(track => !tracks.ContainsKey(track.Id)).Concat(tracks.Values.Select(track => track.State).Where(track => track.Negotiation == command.Negotiation.Value))
            .Select(track => track.State).Where(track => !command.Concerns.Contains(track.Key))];
    }

    /// <summary>The facts that a command speaks of, and those that they speak of, which may come back with them; those that don't exist are missing.</summary>
    public async Task<ImmutableDictionary<Guid, KnownFact>> Facts(Command command, CancellationToken cancellation)
    {
        var named = Known(FactsNamedBy(command));
        var spokenOf = named.SelectMany(fact => fact.Corrects()).Select(correction => correction.Fact).Distinct().ToArray();
        await Recall(spokenOf, cancellation);
        Fact[] facts = [.. named.Concat(Known(spokenOf)).DistinctBy(fact => fact.Id)];
        foreach (var fact in facts) await Ensure(fact.Negotiation, fact.Holders(), cancellation);
        return facts.ToImmutableDictionary(fact => fact.Id, fact => new KnownFact(fact, [.. fact.Holders().Select(track => Track(fact.Negotiation, track))]));
    }

    /// <summary>All tracks that the command's fact concerns, and those that hold it only because it replaces a fact there.</summary>
    public async Task<(ImmutableArray<Key> Tracks, ImmutableArray<Key> AlsoOn)> Holders(Command command, Situation situation, CancellationToken cancellation)
    {
        var things = command.Names is var (kind, id) ? situation.Tracks.SelectMany(track => track.HoldersOf(kind, id)) : [];
        var spokenOf = command.Facts.Where(situation.Facts.ContainsKey).SelectMany(fact => situation.Facts[fact].Fact.Holders());
        ImmutableArray<Key> concerned = [.. situation.Tracks.Select(track => track.Key).Concat(things).Concat(spokenOf).Distinct()];
        ImmutableArray<Key> replaced = command.Supersedes is { } other ? [.. situation.Facts[other].Fact.Holders().Except(concerned)] : [];
        await Ensure(command.Negotiation, concerned, cancellation);
        return (concerned, replaced);
    }

    /// <summary>Appends a fact to every stream that is to hold it. The home copy's event has the fact's id.</summary>
    public async Task Append(Fact fact, string? content, CancellationToken cancellation)
    {
        var canonical = Chain.Canonical(fact);
        Appended.Add(fact);
        if (fact.Tracks is [])
        {
            var key = StreamKeys.Of(fact.Negotiation);
            var (stream, state) = negotiations[key];
            negotiations[key] = (stream, state.With(fact, Add(stream!, fact, fact.Id, state.Chain, canonical, content)));
        }
        foreach (var track in fact.Holders())
        {
            var key = StreamKeys.Of(fact.Negotiation, track);
            var (stream, opened, state) = tracks[key];
            var chain = Add(stream, fact, track == fact.Tracks[0] ? fact.Id : DerivedId.OfCopy(fact.Id, key), state.Chain, canonical, content);
            tracks[key] = (stream, opened, state.State.NeedsRefold(fact)
                ? state.Refold(await session.Events.FetchStreamAsync(key, token: cancellation), stream.Events)
                : state.With(fact, chain));
        }
    }

    /// <summary>The facts that were appended, each once.</summary>
    public List<Fact> Appended { get; } = [];

    /// <summary>The tracks to which something was appended, before and after.</summary>
    public IEnumerable<(Track Before, Track After)> Changed =>
        tracks.Values.Where(track => track.State.Version != track.Opened.Version).Select(track => (track.Opened.State, track.State.State));

    /// <summary>Saves all that was appended, in one transaction.</summary>
    public Task Save(CancellationToken cancellation) => session.SaveChangesAsync(cancellation);

    /// <summary>The highest sequence of what was saved; 0 when nothing was.</summary>
    public long LastSequence => Appended.Select(fact => known[fact.Id].Sequence).DefaultIfEmpty().Max();

    /// <summary>The receipt of a fact that is stored.</summary>
    public async Task<Receipt> Receipt(Guid id, CancellationToken cancellation)
    {
        var home = known[id];
        var fact = (Fact)home.Data;
        var copies = fact.Holders().Skip(1).Select(track => DerivedId.OfCopy(id, StreamKeys.Of(fact.Negotiation, track))).ToArray();
        await Recall(copies, cancellation);
        var versions = fact.Holders().Select((track, i) => new TrackVersion(track, i == 0 ? home.Version : known[copies[i - 1]].Version));
        return new Receipt(id, fact.Negotiation, [.. versions], home.Sequence, fact.Recorded.At);
    }

    /// <summary>The keys of all negotiations.</summary>
    public Task<IReadOnlyList<string>> NegotiationKeys(CancellationToken cancellation) => session.NegotiationKeys(cancellation);

    /// <summary>The keys of all tracks of a negotiation.</summary>
    public async Task<IEnumerable<string>> TrackKeys(Key negotiation, CancellationToken cancellation) =>
        from stream in await session.Query<StoredTrack>().Where(track => track.Negotiation == negotiation.Value).Select(track => track.Id).ToListAsync(cancellation)
        select StreamKeys.Split(stream).Track.Value;

    // No state keeps incidents: those that are saved are found by an index over their events, those that are about to be among what was appended.
    private async Task<(ImmutableArray<Key>, bool)> OfIncident(Command command, Key incident, CancellationToken cancellation)
    {
        var (negotiation, id) = (command.Negotiation.Value, incident.Value);
        var saved = await session.Events.QueryAllRawEvents().Where(e => e.MatchesSql(StoreGuards.IsIncident, negotiation, id)).ToListAsync(cancellation);
        var pending = known.Values.Select(e => e.Data).OfType<IncidentReported>().Where(fact => fact.Incident == incident && fact.Negotiation == command.Negotiation);
        Key[] holders = [.. saved.Select(e => e.Data).OfType<IncidentReported>().Concat(pending).SelectMany(fact => fact.Tracks)];
        await Ensure(command.Negotiation, holders.Distinct(), cancellation);
        return ([.. command.Concerns.Concat(holders).Distinct()], holders is not []);
    }

    // Reads the events of some ids, as far as they are not at hand.
    private async Task Recall(Guid[] ids, CancellationToken cancellation)
    {
        var missing = ids.Where(id => !known.ContainsKey(id)).ToArray();
        if (missing is []) return;
        foreach (var e in await session.Events.QueryAllRawEvents().Where(e => missing.Contains(e.Id)).ToListAsync(cancellation)) known[e.Id] = e;
    }

    private Fact[] Known(IEnumerable<Guid> ids) =>
        [.. ids.Select(id => known.GetValueOrDefault(id)?.Data is Fact fact && fact.Id == id ? fact : null).OfType<Fact>().Where(fact => fact.Tracks is not [])];

    private static IEnumerable<Guid> FactsNamedBy(Command command) => command.Supersedes is { } replaced ? command.Facts.Append(replaced) : command.Facts;

    private async Task Ensure(Key negotiation, IEnumerable<Key> keys, CancellationToken cancellation)
    {
        foreach (var stream in keys.Select(track => StreamKeys.Of(negotiation, track)).Where(stream => !tracks.ContainsKey(stream)).ToArray())
        {
            Place(stream, await session.Events.FetchForWriting<StoredTrack>(stream, cancellation));
        }
    }

    private void Place(string stream, IEventStream<StoredTrack> opened)
    {
        var state = Fresh(stream, opened.CurrentVersion, opened.Aggregate) ?? StoredTrack.None(stream);
        tracks[stream] = (opened, state, state);
    }

    // What is decided on must be as the events say, as far as that shows at no cost: of today's schema, and as long as its stream.
    private static T? Fresh<T>(string stream, long? version, T? snapshot) where T : Snapshot =>
        snapshot is { IsStale: true } || (snapshot is not null && snapshot.Id != stream) || (version is not null && (snapshot?.Version ?? 0) != version) ? throw new StaleSnapshotException(stream) : snapshot;

    private string Add<T>(IEventStream<T> stream, Fact fact, Guid id, string chain, ReadOnlyMemory<byte> canonical, string? content) where T : notnull
    {
        var next = Chain.Next(chain, canonical.Span);
        stream.AppendOne(fact);
        var e = stream.Events[^1];
        e.Id = id;
        e.Timestamp = fact.Recorded.At;
        e.SetHeader(Headers.Negotiation, fact.Negotiation.Value);
        e.SetHeader(Headers.Chain, next);
        if (content is not null) e.SetHeader(Headers.Content, content);
        if (Telemetry.Parent is { } span) e.SetHeader(Headers.Trace, span);
        known[id] = e;
        return next;
    }
}
