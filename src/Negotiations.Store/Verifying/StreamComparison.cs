using Negotiations.Domain.Facts;
using Negotiations.Store.Log;
using Negotiations.Store.Snapshots;
using Npgsql;

namespace Negotiations.Store.Verifying;

/// <summary>
/// Compares some streams with what is stored of them, as far as a job covers it, and keeps what is to be mended. A stream with altered
/// events is never folded into its snapshot, which may be the only evidence; the index only repeats events, so it follows them.
/// </summary>
internal sealed class StreamComparison
{
    // So many events fit into memory beside those of a few hundred other streams.
    private const int Short = 2_000;

    private readonly List<Difference> found = [];
    private readonly List<string> broken = [];
    private readonly NpgsqlConnection connection;
    private readonly string schema;
    private readonly ReplayJob job;
    private readonly Dictionary<string, byte[]> stored;
    private readonly ThingComparison? things;
    private readonly IndexComparison? index;

    private StreamComparison(NpgsqlConnection connection, string schema, ReplayJob job, Dictionary<string, byte[]> stored,
        IndexComparison? index)
    {
        (this.connection, this.schema, this.job, this.stored, this.index) = (connection, schema, job, stored, index);
        things = job.Covers(ReplayProjection.Track) ? new ThingComparison() : null;
    }

    /// <summary>How many events were gone through.</summary>
    public long Events { get; private set; }

    /// <summary>The streams whose snapshots have to be mended.</summary>
    public IReadOnlyList<string> Broken => broken;

    /// <summary>The rows of things that have to be stored anew.</summary>
    public IReadOnlyList<StoredThing> WrongThings => things?.Wrong ?? [];

    /// <summary>The entries of the index that have to be stored anew.</summary>
    public IReadOnlyList<(Fact Fact, Guid EventId)> WrongEntries => index?.Wrong ?? [];

    /// <summary>Begins to compare some streams, in the transaction of a connection.</summary>
    public static async Task<StreamComparison> Begin(NpgsqlConnection connection, string schema, ReplayJob job, string[] streams,
        CancellationToken cancellation)
    {
        var stored = await SnapshotTable.Tracks.Read(connection, schema, streams, cancellation);
        foreach (var (id, negotiation) in await SnapshotTable.Negotiations.Read(connection, schema, streams, cancellation))
            stored[id] = negotiation;
        var index = job.Covers(ReplayProjection.Timeline) && !job.BuildsIndex
            ? await IndexComparison.Begin(connection, schema, cancellation) : null;
        return new StreamComparison(connection, schema, job, stored, index);
    }

    /// <summary>Goes through streams: short ones are read together and folded on all cores, long ones row by row.</summary>
    /// <param name="streams">The streams, and the version with which each is said to end.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task Add(IReadOnlyList<(string Id, long Version)> streams, CancellationToken cancellation)
    {
        string[] ofShort = [.. streams.Where(stream => stream.Version <= Short).Select(stream => stream.Id)];
        var rows = await EventRow.OfStreams(connection, schema, ofShort, cancellation);
        var folded = new Folded?[streams.Count];
        await Parallel.ForAsync(0, streams.Count, cancellation, async (i, stop) =>
        {
            if (streams[i].Version <= Short)
                folded[i] = await Fold(streams[i].Id, () => rows[streams[i].Id].ToAsyncEnumerable(), stop);
        });
        for (var i = 0; i < streams.Count; i++)
        {
            var (stream, version) = streams[i];
            await Take(folded[i] ?? await Fold(stream, () => EventRow.OfStream(connection, schema, stream, cancellation), cancellation),
                stream, version, cancellation);
        }
    }

    private async Task<Folded> Fold(string stream, Func<IAsyncEnumerable<EventRow>> rows, CancellationToken cancellation)
    {
        var (fold, entries) = (new StreamFold(stream), new List<IndexComparison.Expected>());
        var expected = await fold.Fold(rows, index is null ? null : (row, fact) =>
        {
            if (index.Expects(row, fact) is { } entry) entries.Add(entry);
        }, cancellation);
        var difference = fold.Faults is [] && expected is not null && job.Covers(SnapshotTable.Of(stream).Projection)
            ? SnapshotTable.Difference(expected, stored.GetValueOrDefault(stream)) : null;
        return new Folded(fold, expected, difference, entries);
    }

    private async Task Take(Folded folded, string stream, long version, CancellationToken cancellation)
    {
        Events += folded.Fold.Events;
        found.AddRange(folded.Fold.Faults);
        if (index is not null) await index.Add(folded.Entries, cancellation);
        if (OfEnd(stream, version, folded.Fold.Version) is { } end) found.Add(end);
        else if (folded.Fold.Faults is [] && folded.Snapshot is { } expected && job.Covers(SnapshotTable.Of(stream).Projection))
        {
            if (expected is StoredTrack track) things?.Add(track.Id, track.State);
            if (folded.Difference is not { } difference) return;
            found.Add(difference);
            broken.Add(stream);
        }
    }

    /// <summary>Compares the rest and returns all differences.</summary>
    public async Task<IReadOnlyList<Difference>> End(CancellationToken cancellation)
    {
        if (index is not null) found.AddRange(await index.End(cancellation));
        if (things is not null) found.AddRange(await things.End(connection, schema, cancellation));
        return found;
    }

    private static Difference? OfEnd(string stream, long told, long actual) =>
        actual < told ? new Difference(DifferenceKind.EventMissing, null, stream, stream, told,
            $"the last events, from version {actual + 1} to {told}, are missing")
        : actual > told ? new Difference(DifferenceKind.EventAltered, null, stream, stream, told,
            $"the stream is said to end with version {told}, and ends with {actual}")
        : null;

    private sealed record Folded(StreamFold Fold, Snapshot? Snapshot, Difference? Difference, List<IndexComparison.Expected> Entries);
}
