using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace Negotiations.Service.Access;

/// <summary>
/// Limits how many long answers of one caller read from the database at once. A turn is held only while reading, so that many answers to
/// slow clients can stay open.
/// </summary>
internal sealed class CallerTurns(IConfiguration configuration)
{
    private readonly ConcurrentDictionary<string, SemaphoreSlim> turns = new(StringComparer.Ordinal);
    private readonly int atOnce = Shares.DearAtOnce(configuration);

    /// <summary>Waits for a turn; dispose it to let the next go on.</summary>
    public async Task<IDisposable> Take(string caller, CancellationToken cancellation)
    {
        var own = turns.GetOrAdd(caller, _ => new SemaphoreSlim(atOnce, atOnce));
        await own.WaitAsync(cancellation);
        return new Turn(own);
    }

    /// <summary>Reads each item in a turn, and hands it on without one.</summary>
    public async IAsyncEnumerable<T> Each<T>(string caller, IAsyncEnumerable<T> items,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var next = items.GetAsyncEnumerator(cancellation);
        while (true)
        {
            using (await Take(caller, cancellation))
                if (!await next.MoveNextAsync()) yield break;
            yield return next.Current;
        }
    }

    private sealed class Turn(SemaphoreSlim own) : IDisposable
    {
        public void Dispose() => own.Release();
    }
}
