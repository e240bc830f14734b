using Marten;
using Negotiations.Contracts.Answers;
using Negotiations.Service.Http;
using Negotiations.Service.Queries;
using Negotiations.Store.Index;
using Negotiations.Web.Charts;
using Negotiations.Web.Parts;

namespace Negotiations.Service.Pages;

/// <summary>The answers that pages show together, as their own addresses give them, from one viewpoint.</summary>
internal sealed class PageAnswers(IQuerySession session)
{
    private const int Few = 8;

    /// <summary>The days on which something happened in a negotiation, those after the viewpoint's day included; none over all.</summary>
    public async Task<IReadOnlyList<DayView>> Days(string? negotiation, ViewpointQuery query, HttpContext context)
    {
        if (negotiation is null) return [];
        var search = await FactSearch.Of(session, negotiation, query.From with { AsOf = null }, context.RequestAborted);
        return DaysEndpoint.Of(await IndexedTimes.Of(search, negotiation, context.RequestAborted));
    }

    /// <summary>The last facts by a viewpoint, the latest first.</summary>
    public async Task<IReadOnlyList<FactShape>> Latest(FactSearch search, IEnumerable<IndexedTimes> counting,
        HttpContext context, int most = Few)
    {
        var ids = counting.TakeLast(most).Select(fact => fact.Entry).ToArray();
        var entries = await session.Query<FactEntry>().Where(entry => ids.Contains(entry.Id)).OrderByDescending(entry => entry.Position)
            .ToListAsync(context.RequestAborted);
        return FactRead.Of(await FactPages.Told(entries, search, session, context));
    }

    /// <summary>The facts as charts mark them.</summary>
    public static IReadOnlyList<FactMark> Marks(IEnumerable<IndexedTimes> facts) =>
        [.. facts.Select(fact => FactMark.Of(fact.Fact, fact.Type, fact.Tracks, fact.Earliest, fact.Moment, fact.Known))];

    /// <summary>What an answer says.</summary>
    public static T Of<T>(IResult answer) => answer is Answer<T> { View: var view } ? view
        : throw new InvalidOperationException("what belongs to something that was there is not there");
}
