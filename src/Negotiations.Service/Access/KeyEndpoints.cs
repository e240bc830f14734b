using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Marten;
using Marten.Patching;
using Microsoft.AspNetCore.Mvc;
using Negotiations.Contracts.Answers;
using Negotiations.Contracts.Json;
using Negotiations.Domain;
using Negotiations.Service.Commands;
using Negotiations.Service.Http;
using Negotiations.Store.Log;

namespace Negotiations.Service.Access;

/// <summary><c>POST /keys</c> makes a key and shows it once, <c>GET /keys</c> lists them, <c>DELETE /keys/{key}</c> revokes one.</summary>
internal static partial class KeyEndpoints
{
    private static readonly TimeSpan UsualLife = TimeSpan.FromDays(365);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapQuery("/keys", List).Needs(Rights.Operate).WithParameters(Paging.Names)
            .Tells<Page<View>>(Area.Operations, "The keys, without their secrets");
        routes.MapPost("/keys", Make).Needs(Rights.Operate).WithParameters().Takes<Wanted>()
            .Tells<Made>(Area.Operations, "Make a key; it is shown this once", status: StatusCodes.Status201Created);
        routes.MapDelete("/keys/{key}", Revoke).Needs(Rights.Operate).MayMiss().MayFail(StatusCodes.Status409Conflict).WithParameters()
            .Tells<View>(Area.Operations, "Revoke a key");
    }

    /// <summary>A key to be made.</summary>
    /// <param name="Name">What its holder is called: 1 to 80 letters, digits, spaces and any of <c>.-_@</c>.</param>
    /// <param name="Grants">Roles, each for all negotiations (<c>reader</c>) or for one (<c>editor:russia-ukraine</c>).</param>
    /// <param name="ExpiresAt">Until when it is valid; a year from now unless told.</param>
    internal sealed record Wanted(string Name, ImmutableArray<string> Grants, DateTimeOffset? ExpiresAt = null);

    /// <summary>A key as it is shown.</summary>
    /// <param name="Id">Its id.</param>
    /// <param name="Name">What its holder is called.</param>
    /// <param name="Grants">What it lets its holder do.</param>
    /// <param name="Status">active, expired, revoked, or altered: the row is not as the service wrote it, and lets nobody in.</param>
    /// <param name="CreatedAt">When it was made.</param>
    /// <param name="CreatedBy">By whom.</param>
    /// <param name="ExpiresAt">Until when it is valid; null for ever.</param>
    /// <param name="RevokedAt">When it was revoked.</param>
    /// <param name="LastUsedAt">When it was last used, to the minute.</param>
    internal sealed record View(string Id, string Name, ImmutableArray<string> Grants, string Status, DateTimeOffset CreatedAt,
        string CreatedBy, DateTimeOffset? ExpiresAt, DateTimeOffset? RevokedAt, DateTimeOffset? LastUsedAt)
    {
        public static View Of(ApiKey stored, KeySeals seals, DateTimeOffset now)
        {
            var key = seals.Known(stored);
            var status = !seals.Holds(stored) ? "altered" : key.RevokedAt is not null ? "revoked" : key.IsValid(now) ? "active" : "expired";
            return new(key.Id, key.Name, key.Grants, status, key.CreatedAt, key.CreatedBy, key.ExpiresAt, key.RevokedAt, key.LastUsedAt);
        }
    }

    /// <summary>A key that was made.</summary>
    /// <param name="Id">Its id.</param>
    /// <param name="Key">The key itself, shown this once.</param>
    /// <param name="Name">What its holder is called.</param>
    /// <param name="Grants">What it lets its holder do.</param>
    /// <param name="ExpiresAt">Until when it is valid.</param>
    internal sealed record Made(string Id, string Key, string Name, ImmutableArray<string> Grants, DateTimeOffset? ExpiresAt = null);

    private static async Task<IResult> List(Paging part, HttpContext context, IQuerySession session, KeySeals seals, TimeProvider clock)
    {
        var after = part.After ?? "";
        var found = await session.Query<ApiKey>().Where(key => key.Id.CompareTo(after) > 0).OrderBy(key => key.Id).Take(part.Limit + 1)
            .ToListAsync(context.RequestAborted);
        var page = part.Cut(found, key => key.Id, context);
        return Answer.Of(new Page<View>([.. page.Items.Select(key => View.Of(key, seals, clock.GetUtcNow()))], page.Next));
    }

    private static async Task<IResult> Make(HttpContext context, IDocumentSession session, KeySeals seals, AuditTrail audit,
        TimeProvider clock)
    {
        var read = await JsonBody.Read<Wanted>(context,
            "a key is asked for with a JSON object such as {\"name\": \"UnitOfWork\", \"grants\": [\"editor:russia-ukraine\"]}");
        if (read.Value is not { } wanted) return read.Problem!;
        var (now, grants) = (clock.GetUtcNow(), (wanted.Grants.IsDefault ? [] : wanted.Grants).Select(Grant.Parse).ToArray());
        if (Fault(wanted, grants, now) is { } fault) return Problems.Of(fault);
        if (await Taken(wanted.Name, session, context.RequestAborted) is { } other)
            return Problems.Of(Refusal.Conflict("name-taken", "name",
                $"another key is called '{other}', which reads the same; facts tell by the name who recorded them, so take another, or "
                    + "revoke that key first"));
        var text = ApiKey.Generate();
        var key = ApiKey.Of(text, wanted.Name, grants.Select(grant => grant.Value!), context.Caller().Name, now,
            wanted.ExpiresAt?.ToUniversalTime() ?? now + UsualLife);
        session.Insert(seals.Sealed(seals.Signing(key, text)));
        audit.Add(session, new AuditEntry
        {
            Action = AuditAction.KeyMade,
            By = context.Caller().Name,
            Thing = $"key {key.Id}",
            Detail = $"{key.Name}: {string.Join(", ", key.Grants)}"
        });
        await session.Commit(context.RequestAborted);
        context.Response.Headers.CacheControl = "no-store";
        return Results.Json(new Made(key.Id, text, key.Name, key.Grants, key.ExpiresAt), Formats.Answer,
            statusCode: StatusCodes.Status201Created);
    }

    private static Refusal? Fault(Wanted wanted, Result<Grant>[] grants, DateTimeOffset now)
    {
        if (!Name.IsMatch(wanted.Name) || Skeleton.Of(wanted.Name) is "" or Decider.System || Skeleton.Of(wanted.Name) == Caller.Local.Name)
            return Refusal.Rule("invalid-name", "name",
            "'name' takes 1 to 80 letters, digits, spaces and any of . - _ @, no space at an end, and nothing that reads as 'local' or "
                + "'system'");
        if (grants is [] or { Length: > 100 })
            return Refusal.Rule("invalid-grants", "grants",
            $"'grants' takes 1 to 100 roles: {string.Join(", ", Words.All<AccessRole>())}, each for all negotiations or, as in "
                + "editor:russia-ukraine, for one");
        if (Array.FindIndex(grants, grant => grant.Refusal is not null) is >= 0 and var i)
            return grants[i].Refusal! with { Field = $"grants[{i}]" };
        return wanted.ExpiresAt <= now ? Refusal.Rule("past-date", "expiresAt", "'expiresAt' lies in the past") : null;
    }

    // The name of a valid key that a person would take for this one.
    private static async Task<string?> Taken(string name, IQuerySession session, CancellationToken cancellation)
    {
        var skeleton = Skeleton.Of(name);
        return (await session.Query<ApiKey>().Where(key => key.RevokedAt == null).Select(key => key.Name).ToListAsync(cancellation))
            .FirstOrDefault(other => Skeleton.Of(other) == skeleton);
    }

    private static async Task<IResult> Revoke([FromRoute(Name = "key")] string id, HttpContext context, IDocumentSession session,
        KeyRing ring, KeySeals seals, AuditTrail audit, TimeProvider clock)
    {
        if (await session.LoadAsync<ApiKey>(id, context.RequestAborted) is not { } key)
            return Problems.Of(Refusal.NotFound("unknown-key", null, "there is no such key; GET /keys lists them"));
        if (key.RevokedAt is null)
        {
            var isSealed = seals.Holds(key);
            key = key with { RevokedAt = clock.GetUtcNow() };
            // What was altered stays so.
            if (isSealed) key = seals.Sealed(key);
            session.Patch<ApiKey>(id).Set(revoked => revoked.RevokedAt, key.RevokedAt);
            session.Patch<ApiKey>(id).Set(revoked => revoked.Seal, key.Seal);
            audit.Add(session, new AuditEntry
            {
                Action = AuditAction.KeyRevoked,
                By = context.Caller().Name,
                Thing = $"key {id}",
                Detail = key.Name
            });
            await session.Commit(context.RequestAborted);
            seals.MarkRevoked(id);
            ring.Forget(id);
        }
        return Results.Json(View.Of(key, seals, clock.GetUtcNow()), Formats.Answer);
    }

    [GeneratedRegex(@"^(?=.{1,80}\z)[\p{L}\p{Nd}._@-]+( +[\p{L}\p{Nd}._@-]+)*\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Name { get; }
}
