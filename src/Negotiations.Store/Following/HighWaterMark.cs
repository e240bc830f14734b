using System.Collections.Immutable;
using Marten;
using Negotiations.Store.Log;
using Npgsql;

namespace Negotiations.Store.Following;

/// <summary>
/// High-water mark: no event at or below it can still commit, although transactions commit out of order. All who follow the store share one
/// poll and one read of new facts; nothing is polled while nobody follows.
/// </summary>
internal sealed class HighWaterMark(IDocumentStore store, StoreWatch watch) : IDisposable
{
    private const int MostNew = 2_000, MostKept = 5_000;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);
    private readonly SemaphoreSlim one = new(1, 1);
    private (long Sequence, long At)? seen;
    private Recent recent = new(0, []);

    /// <summary>Waits until the mark is beyond a sequence. Returns the mark, or the same sequence when the time is over.</summary>
    public async Task<long> Beyond(long sequence, TimeSpan patience, CancellationToken cancellation)
    {
        var until = Environment.TickCount64 + (long)patience.TotalMilliseconds;
        while (true)
        {
            var reached = await Reached(cancellation);
            if (reached > sequence || Environment.TickCount64 >= until) return Math.Max(reached, sequence);
            await Task.Delay(Interval, cancellation);
        }
    }

    /// <summary>The mark, at most a tenth of a second old; while the database is down, the last known.</summary>
    public async Task<long> Reached(CancellationToken cancellation)
    {
        await one.WaitAsync(cancellation);
        try
        {
            if (seen is { } last && Environment.TickCount64 - last.At < Interval.TotalMilliseconds) return last.Sequence;
            await using var connection = await store.OpenConnection(cancellation);
            var reached = await connection.Value<long>(
                $"""
                select coalesce(max(last_seq_id), 0)
                from {store.Options.DatabaseSchemaName}.mt_event_progression
                where name = 'HighWaterMark'
                """, cancellation);
            if (reached != seen?.Sequence) recent = await Add(seen?.Sequence ?? reached, reached, cancellation);
            seen = (reached, Environment.TickCount64);
        }
        catch (Exception fault) when (seen is not null && fault is (NpgsqlException or TimeoutException))
        {
            seen = (seen.Value.Sequence, Environment.TickCount64);
        }
        finally
        {
            one.Release();
        }
        return seen!.Value.Sequence;
    }

    /// <summary>The facts between two sequences, from the shared buffer; null where it does not reach so far back.</summary>
    public IEnumerable<FollowedFact>? Between(long after, long until)
    {
        var (since, facts) = recent;
        if (after < since) return null;
        var first = facts.BinarySearch(new FollowedFact(null!, after + 1, "", ""), FollowedFact.BySequence);
        return facts.Skip(first < 0 ? ~first : first).TakeWhile(fact => fact.Sequence <= until);
    }

    public void Dispose() => one.Dispose();

    // After a burst of facts, or a restore, followers read for themselves.
    private async Task<Recent> Add(long after, long until, CancellationToken cancellation)
    {
        if (until <= after || after < recent.Since) return new Recent(until, []);
        var added = await NegotiationFacts.InOrder(store, null, after, until, MostNew + 1, cancellation).ToListAsync(cancellation);
        if (added.Count > MostNew) return new Recent(until, []);
        var kept = recent.Facts.AddRange(await FollowedFact.Of(store, added, watch.Epochs.Current.Epoch, cancellation));
        return kept.Count <= MostKept ? recent with { Facts = kept }
            : new Recent(kept[kept.Count - MostKept - 1].Sequence, kept.RemoveRange(0, kept.Count - MostKept));
    }

    private sealed record Recent(long Since, ImmutableList<FollowedFact> Facts);
}
