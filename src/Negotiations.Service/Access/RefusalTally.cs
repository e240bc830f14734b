using System.Collections.Concurrent;

namespace Negotiations.Service.Access;

/// <summary>
/// Counts refusals that repeat: the first of a kind is listed, and what follows within a minute becomes one entry with its number, so that
/// no flood fills a trail that nobody can empty.
/// </summary>
internal sealed class RefusalTally
{
    private static readonly TimeSpan Together = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<AuditEntry, Since> repeated = new();

    /// <summary>Whether an entry is to be listed; if not, it is counted.</summary>
    public bool IsFirst(AuditEntry entry, DateTimeOffset now)
    {
        var mine = new Since(now);
        var known = repeated.GetOrAdd(entry, mine);
        if (known == mine) return true;
        Interlocked.Increment(ref known.Count);
        return false;
    }

    /// <summary>The entries for what was counted and is over.</summary>
    /// <param name="now">Now.</param>
    /// <param name="all">Whether what is not over is told too, because the service stops.</param>
    public IEnumerable<AuditEntry> Over(DateTimeOffset now, bool all)
    {
        foreach (var (entry, since) in repeated)
            if ((all || now - since.At >= Together) && repeated.TryRemove(entry, out var last) && last.Count > 0)
                yield return entry with { Times = last.Count };
    }

    private sealed class Since(DateTimeOffset at)
    {
        public int Count;

        public DateTimeOffset At => at;
    }
}
