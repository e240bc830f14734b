using Marten;
using Negotiations.Service.Store;
using Npgsql;

namespace Negotiations.Service.Feeds;

/// <summary>
/// How far the store is complete: up to here no event can come any more, though transactions end in another order than they begin. Those who follow the store share one look at it, and none is taken while nobody follows.
/// </summary>
internal sealed class StoreTail(IDocumentStore store) : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);
    private readonly SemaphoreSlim one = new(1, 1);
    private (long Sequence, long At)? seen;

    /// <summary>Waits until the store is complete beyond a sequence; the sequence that it has reached, which is the same one when the time is over.</summary>
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

    /// <summary>The sequence up to which the store is complete, as of a tenth of a second ago at most; while the database is away, as it last was.</summary>
    public async Task<long> Reached(CancellationToken cancellation)
    {
        await one.WaitAsync(cancellation);
        try
        {
            if (seen is { } last && Environment.TickCount64 - last.At < Interval.TotalMilliseconds) return last.Sequence;
            await using var connection = await store.OpenConnection(cancellation);
            await using var command = new NpgsqlCommand($"select coalesce(max(last_seq_id), 0) from {store.Options.DatabaseSchemaName}.mt_event_progression where name = 'HighWaterMark'", connection);
            seen = ((long)(await command.ExecuteScalarAsync(cancellation))!, Environment.TickCount64);
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

    public void Dispose() => one.Dispose();
}
