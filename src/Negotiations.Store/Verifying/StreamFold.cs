using Negotiations.Contracts.Json;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Tracks;
using Negotiations.Store.Index;
using Negotiations.Store.Log;
using Negotiations.Store.Snapshots;
using Negotiations.Store.Transparency;
using Npgsql;

namespace Negotiations.Store.Verifying;

/// <summary>
/// Folds a stream of any length from its rows, and checks its hash chain on the way. Where facts change what earlier ones count for, it
/// reads the stream twice: memory holds the state, never the stream.
/// </summary>
internal sealed class StreamFold(string stream)
{
    private readonly List<Difference> faults = [];
    private Snapshot snapshot = StreamKeys.IsTrack(stream) ? StoredTrack.None(stream) : StoredNegotiation.None(stream);
    private Moves? moves;
    private long sequence;
    private bool needsSecondPass, isReadable = true;

    /// <summary>What is wrong with the events themselves.</summary>
    public IReadOnlyList<Difference> Faults => faults;

    /// <summary>How many events were gone through.</summary>
    public long Events { get; private set; }

    /// <summary>The version of the last one.</summary>
    public long Version => snapshot.Version;

    /// <summary>Goes through the rows of the stream.</summary>
    /// <param name="rows">Reads them from the beginning.</param>
    /// <param name="seen">Called with each row and its fact, except unreadable ones; null for none.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>What is to be stored; null where a fact can't be read.</returns>
    public async Task<Snapshot?> Fold(Func<IAsyncEnumerable<EventRow>> rows, Action<EventRow, Fact>? seen,
        CancellationToken cancellation)
    {
        await foreach (var row in rows().WithCancellation(cancellation))
        {
            Check(row);
            try
            {
                var fact = Take(row);
                seen?.Invoke(row, fact);
            }
            catch (Exception fault) when (IsOfTheFact(fault))
            {
                isReadable = false;
                faults.Add(Difference.OfEvent(DifferenceKind.EventUnreadable, row, $"as '{row.Type}' it can't be read"));
            }
        }
        if (!isReadable) return null;
        if (snapshot is not StoredTrack track) return snapshot;
        if (needsSecondPass) track = track with { State = await Again(track.State, rows(), cancellation) };
        return track with { Report = TrackReport.Of(track.State) };
    }

    /// <summary>Whether an event can be read as the fact that it claims to be, and folded.</summary>
    public static bool IsReadable(EventRow row)
    {
        try
        {
            var fact = FactCatalog.Read(row.Type, row.Data);
            _ = FactEntry.Of(fact, row.Id);
            // Folding it alone shows what it lacks.
            if (fact.Tracks is [var home, ..]) _ = Track.Fold(fact.Negotiation, home, [fact]);
            return true;
        }
        catch (Exception fault) when (IsOfTheFact(fault))
        {
            return false;
        }
    }

    // A defective fact may cause any exception where it is used; database faults are not its doing.
    private static bool IsOfTheFact(Exception fault) => fault is not (OperationCanceledException or NpgsqlException or TimeoutException);

    private void Check(EventRow row)
    {
        Events++;
        var canonical = CanonicalJson.Of(row.Data);
        var (expected, actual) = (snapshot.Version + 1, row.Version);
        if (actual != expected)
            faults.Add(Difference.OfEvent(DifferenceKind.EventMissing, row,
                (actual - expected == 1 ? $"version {expected} is" : $"versions {expected} to {actual - 1} are")
                    + " missing before this event"));
        else if (Chain.Next(snapshot.Chain, canonical.Span) != row.Chain)
            faults.Add(Difference.OfEvent(DifferenceKind.EventAltered, row,
            "what it says, or the event before it, is not what its hash was taken over"));
        if (row.Sequence <= sequence)
            faults.Add(Difference.OfEvent(DifferenceKind.EventAltered, row,
            "its place in the store is before that of an earlier event of the stream"));
        if (row.IsArchived) faults.Add(Difference.OfEvent(DifferenceKind.EventAltered, row,
            "it is marked as archived, and hidden from readers"));
        if (row.Logged is var (_, logged) && !LogEntry.Of(row, canonical).Hash.AsSpan().SequenceEqual(logged))
            faults.Add(Difference.OfEvent(DifferenceKind.EventAltered, row,
            "its stream, version, id, type, instant, recorder, headers, chain or content is not what the log has in its place"));
        sequence = row.Sequence;
        snapshot = snapshot with { Version = actual, Chain = row.Chain ?? "" };
    }

    private Fact Take(EventRow row)
    {
        var fact = FactCatalog.Read(row.Type, row.Data);
        Guid[] ids = StreamKeys.HomeOf(fact) == stream ? [fact.Id, DerivedId.OfHome(fact.Id, fact.Negotiation)]
            : [DerivedId.OfCopy(fact.Id, stream), DerivedId.OfOldCopy(fact.Id, stream)];
        if (!ids.Contains(row.Id))
            faults.Add(Difference.OfEvent(DifferenceKind.EventAltered, row, $"its id is not that of its fact, {ids[0]}"));
        Add(fact);
        return fact;
    }

    private void Add(Fact fact)
    {
        snapshot = snapshot with
        {
            LastRecordedAt = fact.Recorded.At > snapshot.LastRecordedAt ? fact.Recorded.At
            : snapshot.LastRecordedAt
        };
        if (snapshot is StoredNegotiation negotiation) snapshot = negotiation with { State = negotiation.State.With(fact) };
        else if (snapshot is StoredTrack track)
        {
            needsSecondPass = needsSecondPass || track.State.NeedsRefold(fact);
            // If there is a second pass, it places the facts; this one only collects their corrections.
            snapshot = track with
            {
                State = needsSecondPass ? track.State with { Corrections = track.State.Corrections.With(fact) }
                : track.State.With(fact)
            };
            moves ??= new Moves(track.State.Key);
            moves.Add(fact);
            if (needsSecondPass) _ = Track.Fold(track.State.Negotiation, track.State.Key, [fact]);
        }
    }

    private async Task<Track> Again(Track first, IAsyncEnumerable<EventRow> rows, CancellationToken cancellation)
    {
        var state = Track.Before(first.Negotiation, first.Key, first.Corrections, moves!.Under(first.Corrections));
        await foreach (var row in rows.WithCancellation(cancellation)) state = state.Place(FactCatalog.Read(row.Type, row.Data));
        return state;
    }
}
