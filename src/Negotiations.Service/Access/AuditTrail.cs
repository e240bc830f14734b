using Marten;
using Marten.Linq.MatchesSql;
using Negotiations.Domain;
using Negotiations.Domain.Time;
using Negotiations.Service.Http;
using Negotiations.Store.Log;
using Negotiations.Store.Snapshots;
using Npgsql;

namespace Negotiations.Service.Access;

/// <summary>The audit trail: <c>GET /audit</c>, the newest first.</summary>
public sealed class AuditTrail(IDocumentStore store, TimeProvider clock, ILogger<AuditTrail> log)
{
    private static readonly string[] Filters = ["action", "by", "negotiation", "from", "to"];

    /// <summary>Saves an entry with what a session saves.</summary>
    public void Add(IDocumentSession session, AuditEntry entry)
    {
        var now = clock.GetUtcNow();
        session.Insert(entry with { Id = Guid.CreateVersion7(now), At = now });
    }

    /// <summary>Saves an entry by itself, before what it tells of is answered.</summary>
    public async Task Append(AuditEntry entry, CancellationToken cancellation)
    {
        await using var session = store.LightweightSession();
        Add(session, entry);
        await session.Commit(cancellation);
    }

    /// <summary>Saves an entry about something that is refused anyway, also where the database can't take it.</summary>
    public async Task Note(AuditEntry entry, CancellationToken cancellation)
    {
        try
        {
            if (entry.Negotiation is { } negotiation && !await Exists(negotiation, cancellation)) entry = entry with { Negotiation = null };
            await Append(entry, cancellation);
        }
        catch (Exception fault) when (fault is NpgsqlException or Marten.Exceptions.MartenCommandException or TimeoutException)
        {
            log.LogWarning("The audit trail could not take that {By} was refused: {Fault}", entry.By, fault.GetType().Name);
        }
    }

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapQuery("/audit", Get).Needs(Rights.Operate).WithParameters([.. Filters, "limit", "cursor"])
        .Tells<Page<AuditEntry>>(Area.Operations,
            "What was done with sealed lists, keys and exports, and what was refused; the newest first");

    // What somebody typed is not kept where it names nothing.
    private async Task<bool> Exists(string negotiation, CancellationToken cancellation)
    {
        await using var session = store.QuerySession();
        return await session.Query<StoredNegotiation>().AnyAsync(known => known.Id == negotiation, cancellation);
    }

    private static async Task<IResult> Get(HttpContext context, IQuerySession session)
    {
        var query = context.Request.Query;
        var paging = Paging.Read(context, "audit");
        if (paging.Value is not { } part) return Problems.Of(paging.Refusal!);
        if (!QueryParameters.TryRange(query, out var from, out var to, out var refusal)) return Problems.Of(refusal!);
        IQueryable<AuditEntry> entries = session.Query<AuditEntry>();
        if (query["action"].FirstOrDefault() is { } word)
        {
            if (!Words.All<AuditAction>().Contains(word))
                return Problems.Of(Refusal.Malformed("unknown-word", "action",
                $"'action' takes one of {string.Join(", ", Words.All<AuditAction>())}"));
            entries = entries.Where(entry => entry.MatchesSql("d.data ->> 'action' = ?", word));
        }
        if (query["by"].FirstOrDefault() is { } by) entries = entries.Where(entry => entry.By == by);
        if (query["negotiation"].FirstOrDefault() is { } negotiation) entries = entries.Where(entry => entry.Negotiation == negotiation);
        if (from is { } first && Days.Start(first) is var start) entries = entries.Where(entry => entry.At >= start);
        if (to is { } last && Days.End(last) is var end) entries = entries.Where(entry => entry.At <= end);
        if (part.After is { } cursor)
        {
            if (!Guid.TryParse(cursor, out var after)) return Problems.Of(Paging.BadCursor);
            entries = entries.Where(entry => entry.Id.CompareTo(after) < 0);
        }
        var found = await entries.OrderByDescending(entry => entry.Id).Take(part.Limit + 1).ToListAsync(context.RequestAborted);
        return EtagResults.Of(context, part.Cut(found, entry => $"{entry.Id}", context));
    }
}
