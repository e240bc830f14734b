using System.Text.Json.Nodes;
using Marten;
using Negotiations.Contracts.Answers;
using Negotiations.Domain.Facts;
using Negotiations.Service.Access;
using Negotiations.Service.Http;
using Negotiations.Store.Index;
using Negotiations.Store.Narration;

namespace Negotiations.Service.Queries;

/// <summary>Facts from the index, a page at a time.</summary>
internal static class FactPages
{
    /// <summary>The next facts in world order that count or are contested: one more than the page holds, if there are.</summary>
    /// <param name="entries">The entries that are asked for.</param>
    /// <param name="search">From where they are looked at.</param>
    /// <param name="paging">The page.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <param name="isWanted">What else is asked of an entry.</param>
    public static async Task<List<FactEntry>> Shown(IQueryable<FactEntry> entries, FactSearch search, Paging paging,
        CancellationToken cancellation, Func<FactEntry, bool>? isWanted = null)
    {
        // Few facts are retracted or replaced, so a second read is seldom needed.
        var (found, after) = (new List<FactEntry>(), paging.After ?? "");
        while (true)
        {
            var position = after;
            var read = await entries.Where(entry => entry.Position.CompareTo(position) > 0).OrderBy(entry => entry.Position)
                .Take(paging.Limit + 1).ToListAsync(cancellation);
            found.AddRange(read.Where(entry => search.Shows(entry) && isWanted?.Invoke(entry) != false));
            if (read.Count <= paging.Limit || found.Count > paging.Limit) return [.. found.Take(paging.Limit + 1)];
            after = read[^1].Position;
        }
    }

    /// <summary>The facts of some entries, as readers see them.</summary>
    public static async Task<IEnumerable<JsonObject>> Told(IReadOnlyList<FactEntry> entries, FactSearch search, IQuerySession session,
        HttpContext context)
    {
        var events = await search.Events([.. entries.Select(entry => entry.Id)], context.RequestAborted);
        var narrators = await session.Narrators([.. events.Values.Select(e => (Fact)e.Data)], context.RequestAborted);
        return entries.Select(entry => (entry.Negotiation, Event: events[entry.Id])).Select(one => FactView.Recorded(
            (Fact)one.Event.Data, narrators.Of((Fact)one.Event.Data), one.Event.Version, context.Told(one.Event.Sequence),
            search.CorrectionsOf(one.Negotiation)));
    }
}
