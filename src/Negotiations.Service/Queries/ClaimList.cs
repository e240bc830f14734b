using System.Runtime.CompilerServices;
using Marten;
using Negotiations.Domain;
using Negotiations.Domain.Claims;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Ledgers;
using Negotiations.Service.Access;
using Negotiations.Service.Http;
using Negotiations.Store.Index;

namespace Negotiations.Service.Queries;

/// <summary>
/// <c>GET /negotiations/{n}/claims?status</c>: every measure of a negotiation with all that is claimed for it, incidents included.
/// </summary>
internal static class ClaimList
{
    private const int ThingsAtOnce = 100;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapQuery("/negotiations/{negotiation}/claims", Get).Needs(Rights.Read).WithParameters([.. ListRequest.Parameters, "status"])
            .Tells<Page<MeasureView>>(Area.Queries, "Every number of a negotiation with all that is claimed for it")
            .WaitsForIndexedSequence();

    private static async Task<IResult> Get(string negotiation, HttpContext context, IQuerySession session, TimeProvider clock)
    {
        var wanted = context.Request.Query["status"].FirstOrDefault();
        var request = await ListRequest.Read(context, "claims", negotiation, session);
        if (request.Value is not var (from, part)) return Problems.Of(request.Refusal!);
        if (wanted is not null && !Words.All<ClaimStatus>().Contains(wanted))
            return Problems.Of(Refusal.Malformed("unknown-word", "status",
                $"'status' takes one of {string.Join(", ", Words.All<ClaimStatus>())}"));

        var search = await FactSearch.Of(session, negotiation, from, context.RequestAborted);
        var measures = await Measures(search, wanted, part, context.RequestAborted);
        var page = part.Cut(measures, measure => $"{measure.Measure.Group} {measure.Measure.Text}", context);
        return EtagResults.Of(context, new Page<MeasureView>([.. page.Items.Select(MeasureView.Of)], page.Next),
            isPast: from.IsPast(clock.GetUtcNow()));
    }

    private static async Task<List<MeasureSummary>> Measures(FactSearch search, string? wanted, Paging paging,
        CancellationToken cancellation)
    {
        var found = new List<MeasureSummary>();
        await foreach (var standing in Standings(search, paging.After, cancellation))
        {
            if (wanted is null || Words.Of(standing.Status) == wanted) found.Add(standing);
            if (found.Count > paging.Limit) break;
        }
        return found;
    }

    /// <summary>
    /// Every measure after one, by thing and address. Measures of one thing are weighed together, so that they are read thing by thing.
    /// </summary>
    public static async IAsyncEnumerable<MeasureSummary> Standings(FactSearch search, string? position,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        var (last, measure) = position?.Split(' ') is [var group, var text] ? (group, text) : ("", "");
        for (var isFirst = true; ; isFirst = false)
        {
            var after = last;
            var things = search.Entries().Where(entry => entry.ClaimsOn != null);
            things = isFirst ? things.Where(entry => entry.ClaimsOn!.CompareTo(after) >= 0)
                : things.Where(entry => entry.ClaimsOn!.CompareTo(after) > 0);
            var keys = await things.OrderBy(entry => entry.ClaimsOn!).Select(entry => entry.ClaimsOn!).Distinct().Take(ThingsAtOnce)
                .ToListAsync(cancellation);
            if (keys is []) yield break;
            foreach (var standing in await Standings(search, [.. keys], cancellation))
                if (standing.Measure.Group != last || !isFirst || string.CompareOrdinal(standing.Measure.Text, measure) > 0)
                    yield return standing;
            last = keys[^1];
        }
    }

    private static async Task<IEnumerable<MeasureSummary>> Standings(FactSearch search, string[] things, CancellationToken cancellation)
    {
        var entries = await search.Entries().Where(entry => things.Contains(entry.ClaimsOn!)).OrderBy(entry => entry.Position)
            .ToListAsync(cancellation);
        var events = await search.Events([.. entries.Where(entry => search.Corrections.Of(entry.Fact) == FactStanding.Counts)
            .Select(entry => entry.Id)], cancellation);
        var byThing = entries.Where(entry => events.ContainsKey(entry.Id))
            .ToLookup(entry => entry.ClaimsOn, entry => (Fact)events[entry.Id].Data);
        return things.SelectMany(thing => ClaimBook.OfFacts([.. byThing[thing]]).All());
    }
}
