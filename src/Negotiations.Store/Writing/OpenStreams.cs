using System.Text.Json;
using Negotiations.Domain;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Tracks;
using Negotiations.Store.Log;
using Negotiations.Store.Snapshots;

namespace Negotiations.Store.Writing;

/// <summary>The streams that are open while commands are decided, with their states as they will be after saving.</summary>
internal sealed class OpenStreams(OpeningReader reader, RecordedFacts recorded, ThingRegister things)
{
    private readonly Dictionary<string, OpenTrack> tracks = new(StringComparer.Ordinal);
    private readonly Dictionary<string, OpenNegotiation> negotiations = new(StringComparer.Ordinal);
    private readonly List<Added> added = [];
    private readonly HashSet<Guid> spokenOf = [];
    private (Fact? Of, byte[] Json) canonical;

    /// <summary>The entry of the audit trail about the import that is appended; null where nothing is imported.</summary>
    public Guid? Import { get; set; }

    /// <summary>Who appends.</summary>
    public string? By { get; set; }

    /// <summary>The tracks to which something was appended, before and after.</summary>
    public IEnumerable<(Track Before, Track After)> Changed => tracks.Values.Where(track => track.IsChanged)
        .Select(track => (track.Opened.State, track.State.State));

    /// <summary>Opens what is needed, with the facts and the things that belong to it, in one round trip.</summary>
    public async Task Open(Opening needed, CancellationToken cancellation)
    {
        string[] streams = [.. needed.Concerned.Concat(needed.Tracks).Distinct()];
        spokenOf.UnionWith(needed.SpokenOf);
        var found = await reader.Read(streams, [.. needed.Events.Where(id => id != Guid.Empty).Distinct()], things.Wanted(needed.Things),
            cancellation);
        foreach (var stream in streams) Place(stream, found);
        foreach (var e in found.Events) recorded.Add(e);
        things.Place(needed.Things, found.Things);
    }

    /// <summary>Opens the streams of tracks that are not open yet.</summary>
    public async Task Ensure(Key negotiation, IEnumerable<Key> keys, CancellationToken cancellation)
    {
        string[] missing = [.. keys.Select(track => StreamKeys.Of(negotiation, track)).Where(stream => !tracks.ContainsKey(stream))
            .Distinct()];
        if (missing is []) return;
        var found = await reader.Read(missing, [], [], cancellation);
        foreach (var stream in missing) Place(stream, found);
    }

    /// <summary>A negotiation that is open.</summary>
    public StoredNegotiation Of(Key negotiation) => negotiations[negotiation.Value].State;

    /// <summary>A track that is open.</summary>
    public StoredTrack Of(Key negotiation, Key track) => tracks[StreamKeys.Of(negotiation, track)].State;

    /// <summary>All facts on a track: those that are stored, and those that are about to be.</summary>
    public async Task<IReadOnlyList<Fact>> FactsOn(Key negotiation, Key track, CancellationToken cancellation)
    {
        await Ensure(negotiation, [track], cancellation);
        return await FactsOn(tracks[StreamKeys.Of(negotiation, track)], cancellation);
    }

    /// <summary>Appends a fact to the negotiation's own stream.</summary>
    public void Append(Fact fact, string? content)
    {
        var open = negotiations[StreamKeys.Of(fact.Negotiation)];
        var e = Append(open.State, fact, content);
        open.State = open.State.With(fact, e.Chain);
    }

    /// <summary>Appends a fact to the stream of a track.</summary>
    /// <param name="fact">The fact.</param>
    /// <param name="track">The track.</param>
    /// <param name="content">The hash of the command's content.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <param name="isCarried">Whether it was recorded before, and comes with its thing.</param>
    public async Task Append(Fact fact, Key track, string? content, CancellationToken cancellation, bool isCarried = false)
    {
        var open = tracks[StreamKeys.Of(fact.Negotiation, track)];
        var before = open.State;
        var needsRefold = before.State.NeedsRefold(fact);
        if (needsRefold) open.Corrected ??= new CorrectedTrack(before.State, await FactsOn(open, cancellation), spokenOf);
        var e = Append(before, fact, content, isCarried);
        open.Facts?.Add(fact);
        open.Add(fact);
        open.State = before.With(fact, e.Chain, open.Corrected?.With(fact));
        await things.Note(fact, needsRefold ? before.State : null, open.State.State, cancellation);
        await things.Mention(fact, [track], cancellation);
    }

    /// <summary>Adds all that was appended to what is to be written.</summary>
    public void Save(FactAppend append)
    {
        foreach (var one in added) append.Add(one);
        foreach (var track in tracks.Values.Where(track => track.IsChanged))
            append.Add(track.State.Reported(track.Opened, track.Since), track.Opened, track.Place, track.Since);
        foreach (var negotiation in negotiations.Values.Where(one => one.State.Version != one.Opened.Version))
            append.Add(negotiation.State, negotiation.Opened, negotiation.Place, null);
    }

    private RecordedEvent Append(Snapshot end, Fact fact, string? content, bool isCarried = false)
    {
        if (!ReferenceEquals(canonical.Of, fact)) canonical = (fact, Chain.Canonical(fact).ToArray());
        var chain = Chain.Next(end.Chain, canonical.Json);
        var e = new RecordedEvent(recorded.IdFor(fact, end.Id), end.Id, end.Version + 1, fact, chain, content);
        var headers = new Dictionary<string, string> { [Headers.Negotiation] = fact.Negotiation.Value, [Headers.Chain] = chain };
        if (content is not null) headers[Headers.Content] = content;
        if (Import is { } import) headers[Headers.Import] = $"{import}";
        if (isCarried) headers[Headers.CopyOf] = $"{fact.Id} {DerivedId.OfHome(fact.Id, fact.Negotiation)}";
        if (Telemetry.Parent is { } span) headers[Headers.Trace] = span;
        added.Add(new Added(e, canonical.Json, JsonSerializer.SerializeToUtf8Bytes(headers), By));
        recorded.Add(e);
        return e;
    }

    private async Task<List<Fact>> FactsOn(OpenTrack open, CancellationToken cancellation) =>
        open.Facts ??= [.. (await recorded.OfStream(open.Opened.Id, cancellation)).Concat(added.Select(one => one.Event)
            .Where(e => e.Stream == open.Opened.Id)).DistinctBy(e => e.Id).Select(e => e.Fact)];

    private void Place(string stream, Found found)
    {
        if (StreamKeys.IsTrack(stream))
        {
            var end = found.Tracks.GetValueOrDefault(stream);
            tracks[stream] = new OpenTrack(Fresh(stream, end) ?? StoredTrack.None(stream), end?.Place);
        }
        else
        {
            var end = found.Negotiations.GetValueOrDefault(stream);
            negotiations[stream] = new OpenNegotiation(Fresh(stream, end) ?? StoredNegotiation.None(stream), end?.Place);
        }
    }

    // A snapshot must match its events as far as a cheap check shows: the current schema, and as long as its stream.
    private static T? Fresh<T>(string stream, End<T>? end) where T : Snapshot =>
        end is null ? null : end.Snapshot is { IsStale: true } || (end.Snapshot is { } snapshot && snapshot.Id != stream)
            || (end.Snapshot?.Version ?? 0) != end.Version ? throw new StaleSnapshotException(stream) : end.Snapshot;

    private sealed class OpenTrack(StoredTrack opened, string? place)
    {
        private readonly List<Fact> appended = [];

        public string? Place => place;

        public StoredTrack Opened { get; } = opened;

        public StoredTrack State { get; set; } = opened;

        /// <summary>All facts of the stream, once they were needed.</summary>
        public List<Fact>? Facts { get; set; }

        /// <summary>Its fold, once a fact changed what earlier ones count for.</summary>
        public CorrectedTrack? Corrected { get; set; }

        /// <summary>What was appended; null once a fact changed what earlier ones count for.</summary>
        public IReadOnlyCollection<Fact>? Since => Corrected is null ? appended : null;

        public void Add(Fact fact) => appended.Add(fact);

        public bool IsChanged => State.Version != Opened.Version;
    }

    private sealed class OpenNegotiation(StoredNegotiation opened, string? place)
    {
        public string? Place => place;

        public StoredNegotiation Opened { get; } = opened;

        public StoredNegotiation State { get; set; } = opened;
    }
}
