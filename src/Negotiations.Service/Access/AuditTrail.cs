using Marten;
using Marten.Linq.MatchesSql;
using Negotiations.Domain;
using Negotiations.Domain.Time;
using Negotiations.Service.Http;
using Negotiations.Store.Log;
using Negotiations.Store.Snapshots;
using Npgsql;

namespace Negotiations.Service.Access;

/// <summary>What the audit trail tells of.</summary>
public enum AuditAction
{
    /// <summary>A list of names was sealed.</summary>
    ListSealed,

    /// <summary>A sealed list was opened.</summary>
    ListOpened,

    /// <summary>A sealed list was erased.</summary>
    ListErased,

    /// <summary>A key was made.</summary>
    KeyMade,

    /// <summary>A key was revoked.</summary>
    KeyRevoked,

    /// <summary>A negotiation was exported, whole or as a table.</summary>
    Exported,

    /// <summary>A negotiation was imported.</summary>
    Imported,

    /// <summary>Somebody signed in with the address that the service printed.</summary>
    SignedIn,

    /// <summary>Somebody was refused what they asked for.</summary>
    Refused,
}

/// <summary>Something that was done, or refused. Entries are appended and never changed; the database refuses it.</summary>
public sealed record AuditEntry
{
    /// <summary>Its id, a UUID v7: entries sort by it.</summary>
    public Guid Id { get; init; }

    /// <summary>When, UTC.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>Who; empty where nobody was known.</summary>
    public required string By { get; init; }

    /// <summary>What.</summary>
    public required AuditAction Action { get; init; }

    /// <summary>In which negotiation; null where it was none, or none that exists.</summary>
    public string? Negotiation { get; init; }

    /// <summary>On what: a list, a key, an endpoint.</summary>
    public string? Thing { get; init; }

    /// <summary>The reason that was given.</summary>
    public string? Reason { get; init; }

    /// <summary>What came of it.</summary>
    public string? Detail { get; init; }
}

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
