using System.Reflection;
using Marten;
using Marten.Linq.MatchesSql;
using Negotiations.Contracts.Answers;
using Negotiations.Domain;
using Negotiations.Service.Http;

namespace Negotiations.Service.Access;

/// <summary><c>GET /audit</c>: what was done with sealed lists, keys and exports, and what was refused; the newest first.</summary>
internal static class AuditEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapQuery("/audit", Get).Needs(Rights.Operate).WithParameters([.. Filter.Names, .. Paging.Names])
            .Tells<Page<AuditEntry>>(Area.Operations,
                "What was done with sealed lists, keys and exports, and what was refused; the newest first");

    private static async Task<IResult> Get(Paging part, Filter filter, HttpContext context, IQuerySession session)
    {
        var entries = filter.Apply(session.Query<AuditEntry>());
        if (part.After is { } cursor)
        {
            if (!Guid.TryParse(cursor, out var after)) return Problems.Of(Paging.BadCursor);
            entries = entries.Where(entry => entry.Id.CompareTo(after) < 0);
        }
        var found = await entries.OrderByDescending(entry => entry.Id).Take(part.Limit + 1).ToListAsync(context.RequestAborted);
        return Answer.Of(part.Cut(found, entry => $"{entry.Id}", context));
    }

    /// <summary>Which entries are asked for.</summary>
    private sealed record Filter(DateRangeQuery Days, string? Action, string? By, string? Negotiation)
        : IQueryPart, IBindableFromHttpContext<Filter>
    {
        /// <summary>The names of the parameters.</summary>
        public static readonly string[] Names = [.. DateRangeQuery.Names, "action", "by", "negotiation"];

        public Refusal? Refusal => Days.Refusal ?? (Action is null || Words.All<AuditAction>().Contains(Action) ? null
            : Refusal.Malformed("unknown-word", "action", $"'action' takes one of {string.Join(", ", Words.All<AuditAction>())}"));

        public static async ValueTask<Filter?> BindAsync(HttpContext context, ParameterInfo parameter)
        {
            var query = context.Request.Query;
            return new Filter((await DateRangeQuery.BindAsync(context, parameter))!, query["action"].FirstOrDefault(),
                query["by"].FirstOrDefault(), query["negotiation"].FirstOrDefault());
        }

        public IQueryable<AuditEntry> Apply(IQueryable<AuditEntry> entries)
        {
            if (Action is { } word) entries = entries.Where(entry => entry.MatchesSql("d.data ->> 'action' = ?", word));
            if (By is { } by) entries = entries.Where(entry => entry.By == by);
            if (Negotiation is { } negotiation) entries = entries.Where(entry => entry.Negotiation == negotiation);
            if (Days.From is { } first && Domain.Time.Days.Start(first) is var start) entries = entries.Where(entry => entry.At >= start);
            if (Days.To is { } last && Domain.Time.Days.End(last) is var end) entries = entries.Where(entry => entry.At <= end);
            return entries;
        }
    }
}
