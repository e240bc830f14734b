using System.Text.Json.Nodes;
using Marten;
using Negotiations.Contracts.Answers;
using Negotiations.Service.Access;
using Negotiations.Service.Http;
using Negotiations.Service.Queries;
using Negotiations.Web.Pages;

namespace Negotiations.Service.Pages;

/// <summary>The timeline with its search, of a negotiation and of all; and what changed between two dates.</summary>
internal static class TimelinePages
{
    private static readonly string[] Searched = [.. ListQuery.Names, .. TimelineFilter.Names],
        Compared = [.. ListQuery.Names, .. ChangesQuery.Names];

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage("/negotiations/{negotiation}/timeline", OfOne, Searched).WaitsForIndexedSequence();
        routes.MapPage("/timeline", OfAll, Searched).Costs(Cost.Dear);
        routes.MapPage("/negotiations/{negotiation}/changes", Changes, Compared).WaitsForIndexedSequence().Costs(Cost.Dear);
    }

    private static async Task<IResult> OfOne(string negotiation, ListQuery query, TimelineFilter filter, HttpContext context,
        IQuerySession session, TimeProvider clock, PageFrames frames)
    {
        var read = await TimelineEndpoint.OfOne(negotiation, query, filter, context, session, clock);
        if (read is not Answer<Page<JsonObject>> { View: var view }) return read;
        var counts = PageAnswers.Of<FacetsView>(await FacetsEndpoint.Get(negotiation, query.Viewpoint, filter, context, session, clock));
        return PageResult.Of<TimelinePage>(context, await frames.Of(context, negotiation), (nameof(TimelinePage.Answer), view),
            (nameof(TimelinePage.Counts), counts));
    }

    private static async Task<IResult> OfAll(ListQuery query, TimelineFilter filter, HttpContext context, IQuerySession session,
        TimeProvider clock, PageFrames frames)
    {
        var read = await TimelineEndpoint.Get(context.Caller().Readable, null, query, filter, context, session, clock);
        return read is Answer<Page<JsonObject>> { View: var view } ? PageResult.Of<TimelinePage>(context, await frames.Of(context, null),
            (nameof(TimelinePage.Answer), view)) : read;
    }

    // Before two dates are chosen, only the forms.
    private static async Task<IResult> Changes(string negotiation, ListQuery query, HttpContext context, IQuerySession session,
        TimeProvider clock, PageFrames frames)
    {
        if (!ChangesQuery.Names.Any(name => context.Request.Query[name].Any(value => value is not "")))
            return PageResult.Of<ChangesPage>(context, await frames.Of(context, negotiation));
        var asked = await ChangesQuery.Of(context);
        if (asked.Refusal is { } refusal) return Problems.Of(refusal);
        var read = await ChangesEndpoints.OfOne(negotiation, query, asked, context, session, clock);
        return read is Answer<Page<ChangeItem>> { View: var view } ? PageResult.Of<ChangesPage>(context,
            await frames.Of(context, negotiation), (nameof(ChangesPage.Answer), view)) : read;
    }
}
