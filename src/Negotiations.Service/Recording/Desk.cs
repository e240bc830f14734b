using System.Collections.Immutable;
using JasperFx.Events;
using Marten;
using Negotiations.Domain;
using Negotiations.Service.Store;

namespace Negotiations.Service.Recording;

/// <summary>
/// What lies open while commands are decided: the streams that they concern, with their states as they will be once all that was decided is saved,
/// and the facts that were recorded before under the same ids.
/// </summary>
internal sealed class Desk(IDocumentSession session)
{
    private readonly Dictionary<string, (IEventStream<StoredTrack> Stream, StoredTrack State)> tracks = [];
    private readonly Dictionary<string, (IEventStream<StoredNegotiation>? Stream, StoredNegotiation State)> negotiations = [];
    private readonly Dictionary<Guid, IEvent> known = [];

    /// <summary>The streams that a command writes to, as far as the command itself tells.</summary>
    public static IEnumerable<string> StreamsOf(Command command) =>
        command.Concerns is [] ? [StreamKeys.Of(command.Negotiation)] : command.Concerns.Select(track => StreamKeys.Of(command.Negotiation, track));

    /// <summary>Opens all that the commands tell they need, in one round trip.</summary>
    public async Task Open(ImmutableArray<Command> commands, CancellationToken cancellation)
    {
        var batch = session.CreateBatchQuery();
        var written = commands.Where(command => command.Concerns is []).Select(command => command.Negotiation.Value).ToHashSet();
        var toWrite = written.ToDictionary(key => key, key => batch.Events.FetchForWriting<StoredNegotiation>(key));
        var toRead = commands.Select(command => command.Negotiation.Value).Distinct().Where(key => !written.Contains(key))
            .ToDictionary(key => key, key => batch.Load<StoredNegotiation>(key));
        var streams = commands.Where(command => command.Concerns is not []).SelectMany(StreamsOf).Distinct()
            .ToDictionary(key => key, key => batch.Events.FetchForWriting<StoredTrack>(key));
        var ids = commands.Select(command => command.CommandId).OfType<Guid>().Distinct().ToArray();
        var recorded = ids is [] ? null : batch.Query<IEvent>().Where(e => ids.Contains(e.Id)).ToList();
        await batch.Execute(cancellation);

        foreach (var (key, stream) in toWrite) negotiations[key] = (await stream, (await stream).Aggregate ?? StoredNegotiation.None(key));
        foreach (var (key, negotiation) in toRead) negotiations[key] = (null, await negotiation ?? StoredNegotiation.None(key));
        foreach (var (key, stream) in streams) tracks[key] = (await stream, (await stream).Aggregate ?? StoredTrack.None(key));
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
    public string? ContentOf(Guid id) => known.GetValueOrDefault(id)?.GetHeader(Headers.Content) as string;

    /// <summary>All tracks that must hold the command's fact: those it concerns, and those that hold the thing it names.</summary>
    public async Task<ImmutableArray<Key>> Holders(Command command, CancellationToken cancellation)
    {
        if (command.Names is not var (kind, id)) return command.Concerns;
        var makers = command.Concerns.Select(track => Track(command.Negotiation, track).Maker(kind, id)).OfType<Fact>();
        ImmutableArray<Key> holders = [.. command.Concerns.Concat(makers.SelectMany(maker => maker.Tracks)).Distinct()];
        foreach (var stream in holders.Select(track => StreamKeys.Of(command.Negotiation, track)).Where(stream => !tracks.ContainsKey(stream)))
        {
            var opened = await session.Events.FetchForWriting<StoredTrack>(stream, cancellation);
            tracks[stream] = (opened, opened.Aggregate ?? StoredTrack.None(stream));
        }
        return holders;
    }

    /// <summary>Appends a fact to every stream that is to hold it. The home copy's event has the fact's id.</summary>
    public void Append(Fact fact, string content)
    {
        var canonical = Chain.Canonical(fact).Span;
        if (fact.Tracks is [])
        {
            var key = StreamKeys.Of(fact.Negotiation);
            var (stream, state) = negotiations[key];
            negotiations[key] = (stream, state.With(fact, Add(stream!, fact, fact.Id, state.Chain, canonical, content)));
        }
        foreach (var track in fact.Tracks)
        {
            var key = StreamKeys.Of(fact.Negotiation, track);
            var (stream, state) = tracks[key];
            var id = track == fact.Tracks[0] ? fact.Id : CopyId.Of(fact.Id, key);
            tracks[key] = (stream, state.With(fact, Add(stream, fact, id, state.Chain, canonical, content)));
        }
    }

    /// <summary>Saves all that was appended, in one transaction.</summary>
    public Task Save(CancellationToken cancellation) => session.SaveChangesAsync(cancellation);

    /// <summary>The receipt of a fact that is stored.</summary>
    public async Task<Receipt> Receipt(Guid id, CancellationToken cancellation)
    {
        var home = known[id];
        var fact = (Fact)home.Data;
        var copies = fact.Tracks.Skip(1).Select(track => CopyId.Of(id, StreamKeys.Of(fact.Negotiation, track))).ToArray();
        if (copies.Any(copy => !known.ContainsKey(copy)))
            foreach (var e in await session.Events.QueryAllRawEvents().Where(e => copies.Contains(e.Id)).ToListAsync(cancellation)) known[e.Id] = e;
        var versions = fact.Tracks.Select((track, i) => new TrackVersion(track, i == 0 ? home.Version : known[copies[i - 1]].Version));
        return new Receipt(id, fact.Negotiation, [.. versions], home.Sequence, fact.Recorded.At);
    }

    /// <summary>The keys of all negotiations.</summary>
    public Task<IReadOnlyList<string>> NegotiationKeys(CancellationToken cancellation) =>
        session.Query<StoredNegotiation>().Select(negotiation => negotiation.Id).ToListAsync(cancellation);

    /// <summary>The keys of all tracks of a negotiation.</summary>
    public async Task<IEnumerable<string>> TrackKeys(Key negotiation, CancellationToken cancellation) =>
        from stream in await session.Query<StoredTrack>().Where(track => track.Negotiation == negotiation.Value).Select(track => track.Id).ToListAsync(cancellation)
        select StreamKeys.Split(stream).Track.Value;

    private string Add<T>(IEventStream<T> stream, Fact fact, Guid id, string chain, ReadOnlySpan<byte> canonical, string content) where T : notnull
    {
        var next = Chain.Next(chain, canonical);
        stream.AppendOne(fact);
        var e = stream.Events[^1];
        e.Id = id;
        e.Timestamp = fact.Recorded.At;
        e.SetHeader(Headers.Negotiation, fact.Negotiation.Value);
        e.SetHeader(Headers.Chain, next);
        e.SetHeader(Headers.Content, content);
        known[id] = e;
        return next;
    }
}
