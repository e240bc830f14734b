using System.Text.Json.Nodes;
using Marten;
using Negotiations.Contracts;
using Negotiations.Domain;
using Negotiations.Domain.Catalog;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Time;
using Negotiations.Service.Access;
using Negotiations.Service.Http;
using Negotiations.Store.Index;

namespace Negotiations.Service.Queries;

/// <summary>
/// <c>GET /negotiations/{n}/timeline</c>: the facts of a negotiation in world order, each once; those that were retracted or replaced are
/// left out, contested ones are marked.
/// </summary>
internal static class Timeline
{
    private const int LongestQuery = 200;
    private static readonly string[] Types = [.. FactTypes.All.Select(entry => Words.Of(entry.Fact.Name))];

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapQuery("/negotiations/{negotiation}/timeline", Get)
            .Needs(Rights.Read).WithParameters([.. ListRequest.Parameters, "from", "to", "type", "actor", "track", "q"])
                .Tells<Page<FactShape>>(Area.Queries, "The facts of a negotiation in world order; filtered, and searched by their words")
                .WaitsForIndexedSequence();

    private static async Task<IResult> Get(string negotiation, HttpContext context, IQuerySession session, TimeProvider clock)
    {
        var query = context.Request.Query;
        var request = await ListRequest.Read(context, "timeline", negotiation, session);
        if (request.Value is not var (from, part)) return Problems.Of(request.Refusal!);
        var search = await FactSearch.Of(session, negotiation, from, context.RequestAborted);
        if (!TryFilter(search.Entries(), query, out var entries, out var refusal)) return Problems.Of(refusal!);

        var found = await Page(entries, search.Corrections, part, context.RequestAborted);
        var page = part.Cut(found, entry => entry.Position, context);
        var events = await search.Events([.. page.Items.Select(entry => entry.Id)], context.RequestAborted);
        JsonObject[] items = [.. page.Items.Select(entry => FactView.Recorded(events[entry.Id], search.Corrections))];
        return EtagResults.Of(context, new Page<JsonObject>(items, page.Next), isPast: from.IsPast(clock.GetUtcNow()));
    }

    // Few facts are retracted or replaced, so that reading on where they stood is seldom needed.
    private static async Task<List<FactEntry>> Page(IQueryable<FactEntry> entries, Corrections corrections, Paging paging,
        CancellationToken cancellation)
    {
        var (found, after) = (new List<FactEntry>(), paging.After ?? "");
        while (true)
        {
            var position = after;
            var read = await entries.Where(entry => entry.Position.CompareTo(position) > 0).OrderBy(entry => entry.Position)
                .Take(paging.Limit + 1).ToListAsync(cancellation);
            found.AddRange(read.Where(entry => corrections.Of(entry.Fact) is FactStanding.Counts or FactStanding.Contested));
            if (read.Count <= paging.Limit || found.Count > paging.Limit) return [.. found.Take(paging.Limit + 1)];
            after = read[^1].Position;
        }
    }

    private static Refusal? Unreadable(IQueryCollection query)
    {
        if (query["type"].FirstOrDefault() is { } type && !Types.Contains(type))
            return Refusal.Malformed("unknown-word", "type",
                $"'type' takes the type of a fact{Suggestion.For(type, Types)}, one of {string.Join(", ", Types)}");
        if (query["track"].FirstOrDefault() is { } track && !Key.TryParse(track, out _))
            return Refusal.Malformed("invalid-key", "track", Key.Accepted);
        if (query["actor"].FirstOrDefault() is { } actor && !ActorKey.TryParse(actor, out _))
            return Refusal.Malformed("invalid-key", "actor", ActorKey.Accepted);
        return null;
    }

    private static bool TryFilter(IQueryable<FactEntry> all, IQueryCollection query, out IQueryable<FactEntry> entries,
        out Refusal? refusal)
    {
        entries = all;
        if (!QueryParameters.TryRange(query, out var from, out var to, out refusal)) return false;
        refusal = Unreadable(query);
        if (refusal is not null) return false;
        if (from is { } first && Days.Start(first) is var start) entries = entries.Where(entry => entry.Moment >= start);
        if (to is { } last && Days.End(last) is var end) entries = entries.Where(entry => entry.Moment <= end);
        if (query["type"].FirstOrDefault() is { } type) entries = entries.Where(entry => entry.Type == type);
        if (query["track"].FirstOrDefault() is { } track) entries = entries.Where(entry => entry.Tracks.Contains(track));
        if (query["actor"].FirstOrDefault() is { } actor) entries = entries.Where(entry => entry.Actors.Contains(actor));
        if (query["q"].FirstOrDefault() is not { } words) return true;
        if (words.Length is 0 or > LongestQuery || words.Any(char.IsControl))
            refusal = Refusal.Malformed("invalid-query", "q",
                $"'q' takes 1 to {LongestQuery} characters: words that must all occur, \"a phrase\", -not, or");
        else entries = entries.Where(entry => entry.WebStyleSearch(words));
        return refusal is null;
    }
}
