using System.Text.Json;
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
    private readonly List<Difference> found = [];
    private readonly List<string> broken = [];
    private readonly NpgsqlConnection connection;
    private readonly string schema;
    private readonly ReplayJob job;
    private readonly Dictionary<string, JsonElement> stored;
    private readonly ThingComparison? things;
    private readonly IndexComparison? index;

    private StreamComparison(NpgsqlConnection connection, string schema, ReplayJob job, Dictionary<string, JsonElement> stored,
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

    /// <summary>Goes through a stream.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="version">The version with which it is said to end.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task Add(string stream, long version, CancellationToken cancellation)
    {
        var fold = new StreamFold(stream);
        var expected = await fold.Fold(() => EventRow.OfStream(connection, schema, stream, cancellation), index is null ? null
            : (row, fact) => index.Add(row, fact, cancellation), cancellation);
        Events += fold.Events;
        found.AddRange(fold.Faults);
        if (OfEnd(stream, version, fold.Version) is { } end) found.Add(end);
        else if (fold.Faults is [] && expected is not null && job.Covers(SnapshotTable.Of(stream).Projection)) Compare(expected);
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

    private void Compare(Snapshot expected)
    {
        if (expected is StoredTrack track) things?.Add(track.Id, track.State);
        if (SnapshotTable.Difference(expected, stored.GetValueOrDefault(expected.Id)) is not { } difference) return;
        found.Add(difference);
        broken.Add(expected.Id);
    }
}
