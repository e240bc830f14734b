using System.Collections.Immutable;
using JasperFx;
using Marten;
using Negotiations.Contracts.Answers;
using Negotiations.Contracts.Json;
using Negotiations.Domain;
using Negotiations.Domain.Facts;
using Negotiations.Service.Access;
using Negotiations.Service.Http;
using Negotiations.Service.Queries;
using Negotiations.Store.Log;
using Negotiations.Store.Snapshots;

namespace Negotiations.Service.Sealing;

/// <summary>
/// <c>PUT /negotiations/{n}/sealed-lists/{list}</c> seals names, the only way to bring them in; <c>POST …/open</c> shows them and
/// <c>POST …/erase</c> destroys them, each for a reason and on record; <c>GET /negotiations/{n}/sealed-lists</c> lists them without names.
/// Custodians only. Errors never repeat a name.
/// </summary>
internal static class SealedListEndpoints
{
    private const string One = "/negotiations/{negotiation}/sealed-lists/{list}";
    private const int Limit = 2 * 1024 * 1024;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapQuery("/negotiations/{negotiation}/sealed-lists", All).Needs(Rights.Seal).MayMiss().WithParameters(Paging.Names)
            .Tells<Page<SealedListView>>(Area.Sealing, "Which lists of names are sealed");
        routes.MapPut(One, Seal).Needs(Rights.Seal).MayMiss().MayFail(StatusCodes.Status409Conflict, StatusCodes.Status410Gone)
            .WithParameters().Takes<Sealable>()
            .Tells<SealedListView>(Area.Sealing, "Seal the names behind a list of children or an exchange",
                status: StatusCodes.Status201Created);
        routes.MapPost($"{One}/open", Open).Needs(Rights.Seal).MayMiss().MayFail(StatusCodes.Status410Gone).WithParameters().Takes<Why>()
            .Tells<Opened>(Area.Sealing, "Read sealed names, for a reason; it is put on record first");
        routes.MapPost($"{One}/erase", Erase).Needs(Rights.Seal).MayMiss().WithParameters().Takes<Why>()
            .Tells<SealedListView>(Area.Sealing, "Destroy the key of a sealed list, for a reason; nobody can ever open it again");
    }

    /// <summary>Names to be sealed.</summary>
    /// <param name="Names">1 to 10,000 names of up to 200 characters.</param>
    internal sealed record Sealable(ImmutableArray<string> Names);

    /// <summary>Why somebody does something.</summary>
    /// <param name="Reason">Up to 500 characters, without any of the names.</param>
    internal sealed record Why(string Reason);

    /// <summary>A list that was opened.</summary>
    /// <param name="List">The list.</param>
    /// <param name="Names">The names.</param>
    internal sealed record Opened(string List, IReadOnlyList<string> Names);

    private static async Task<IResult> All(string negotiation, Paging part, HttpContext context, IQuerySession session)
    {
        if ((await session.Negotiation(negotiation, Viewpoint.Now, context)).Refusal is { } unknown) return Problems.Of(unknown);
        var after = SealedList.IdOf(negotiation, part.After ?? "");
        var found = await session.Query<SealedList>().Where(list => list.Negotiation == negotiation && list.Id.CompareTo(after) > 0)
            .OrderBy(list => list.Id).Take(part.Limit + 1).ToListAsync(context.RequestAborted);
        var page = part.Cut(found, list => list.List, context);
        return Answer.Of(new Page<SealedListView>([.. page.Items.Select(SealedListView.Of)], page.Next));
    }

    private static async Task<IResult> Seal(string negotiation, string list, HttpContext context, IDocumentSession session, ListKeys keys,
        AuditTrail audit, TimeProvider clock)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (await Unknown(negotiation, list, context, session) is { } unknown) return Problems.Of(unknown);
        var (names, problem) = await JsonBody.Read<Sealable>(context, Example, Limit, isQuiet: true);
        if (names is null) return problem!;
        if (SealedNames.Fault(names.Names) is { } fault) return Problems.Of(fault);
        var known = await session.LoadAsync<SealedList>(SealedList.IdOf(negotiation, list), context.RequestAborted);
        if (known is { ErasedAt: null } && context.Request.Headers.IfMatch.ToString().Trim('"') != $"{known.Sealing}")
            return Problems.Of(Refusal.Conflict("sealed-already", null,
                $"names are sealed for '{list}' already; to put others in their place send If-Match with the sealing, "
                    + $"\"{known.Sealing}\""));

        var (sealing, now, by) = (Guid.NewGuid(), clock.GetUtcNow(), context.Caller().Name);
        var made = new SealedList
        {
            Id = SealedList.IdOf(negotiation, list),
            Negotiation = negotiation,
            List = list,
            Sealing = sealing,
            Names = names.Names.Length,
            SealedAt = now,
            SealedBy = by,
            Former = known is null ? [] : [.. known.Former, known.Sealing],
            Version = known?.Version ?? default
        };
        made = made.Seal(names.Names, keys.Make(sealing));
        if (known is null) session.Insert(made);
        else session.Store(made);
        audit.Add(session, new AuditEntry
        {
            Action = AuditAction.ListSealed,
            By = by,
            Negotiation = negotiation,
            Thing = $"sealed list {list}",
            Detail = $"{made.Names} names, sealing {sealing}{(known is { ErasedAt: null } ? $", in place of {known.Sealing}" : "")}"
        });
        if (await Saved(session, context) is { } clash)
        {
            keys.Destroy(sealing, leavesMark: false);
            return clash;
        }
        if (known is { ErasedAt: null }) keys.Destroy(known.Sealing);
        context.Response.Headers.ETag = $"\"{sealing}\"";
        return Results.Json(SealedListView.Of(made), Formats.Answer, statusCode: StatusCodes.Status201Created);
    }

    private static async Task<IResult> Open(string negotiation, string list, HttpContext context, IQuerySession session, ListKeys keys,
        AuditTrail audit)
    {
        context.Response.Headers.CacheControl = "no-store";
        var (found, names, why, problem) = await ReadRequest(negotiation, list, context, session, keys);
        if (problem is not null) return problem;
        if (names is null) return Problems.Of(StatusCodes.Status503ServiceUnavailable, keys.Find(found!.Sealing) is null ? "key-missing"
            : "altered", keys.Find(found.Sealing) is not null
            ? "the sealed text of this list is not as it was sealed: bring it back with a backup of the database, and ask again"
            : "the key of this list, or the master key that wraps it, is not "
                + $"here{(keys.Has(found.Sealing) ? ", or its file is damaged" : "")}: bring back the keys' folder and the master key, "
                + "and ask again");
        await audit.Append(new AuditEntry
        {
            Action = AuditAction.ListOpened,
            By = context.Caller().Name,
            Negotiation = negotiation,
            Thing = $"sealed list {list}",
            Reason = why,
            Detail = $"sealing {found!.Sealing}"
        }, context.RequestAborted);
        return Results.Json(new Opened(list, names), Formats.Answer);
    }

    private static async Task<IResult> Erase(string negotiation, string list, HttpContext context, IDocumentSession session, ListKeys keys,
        AuditTrail audit, TimeProvider clock)
    {
        var (found, _, why, problem) = await ReadRequest(negotiation, list, context, session, keys);
        if (problem is not null) return problem;
        var erased = found! with { Sealed = null, ErasedAt = clock.GetUtcNow(), ErasedBy = context.Caller().Name };
        session.Store(erased);
        audit.Add(session, new AuditEntry
        {
            Action = AuditAction.ListErased,
            By = erased.ErasedBy,
            Negotiation = negotiation,
            Thing = $"sealed list {list}",
            Reason = why,
            Detail = $"sealing {erased.Sealing}"
        });
        if (await Saved(session, context) is { } clash) return clash;
        // If the service ends here, the next start destroys the key.
        keys.Destroy(erased.Sealing);
        return Results.Json(SealedListView.Of(erased), Formats.Answer);
    }

    // The list, its names if the key is here, and the reason, which must hold no name.
    private static async Task<(SealedList? List, string[]? Names, string Why, IResult? Problem)> ReadRequest(string negotiation,
        string list,
        HttpContext context, IQuerySession session, ListKeys keys)
    {
        var (why, problem) = await JsonBody.Read<Why>(context, "say why, as in {\"reason\": \"Family tracing, case 12\"}", isQuiet: true);
        if (why is null) return (null, null, "", problem);
        if (SealedNames.Fault(why.Reason) is { } fault) return (null, null, "", Problems.Of(fault));
        if (!Key.TryParse(list, out _)
            || await session.LoadAsync<SealedList>(SealedList.IdOf(negotiation, list), context.RequestAborted) is not { } found)
            return (null, null, "",
                Problems.Of((await session.Negotiation(negotiation, Viewpoint.Now, context)).Refusal
                ?? Refusal.NotFound("unknown-list", null, "no names are sealed under this key; GET …/sealed-lists tells which there are")));
        if (found.ErasedAt is not null || keys.IsErased(found.Sealing))
        {
            // A copy of the folder may have brought it back meanwhile.
            keys.Destroy(found.Sealing);
            return (null, null, "", Problems.Of(StatusCodes.Status410Gone, "erased", "this list was erased; nobody can open it any more"));
        }
        var names = keys.Find(found.Sealing) is { } key ? found.Open(key) : null;
        // What can't be compared with the names is not kept.
        var reason = names is null ? "not kept, as it could not be compared with the names" : why.Reason;
        return names is not null && SealedNames.Tells(reason, names)
            ? (null, null, "", Problems.Of(Refusal.Rule("names-a-person", "reason",
                "'reason' holds a name of the list; it is kept on record, so write it without"))) : (found, names, reason, null);
    }

    private static async Task<Refusal?> Unknown(string negotiation, string list, HttpContext context, IQuerySession session)
    {
        if ((await session.Negotiation(negotiation, Viewpoint.Now, context)).Refusal is { } unknown) return unknown;
        if (!Key.TryParse(list, out var key))
            return Refusal.Malformed("invalid-key", null, "a list is named by its key: lower-case letters, digits and hyphens");
        return await session.Tracks(negotiation, new Thing(ThingKind.List, key)).AnyAsync(context.RequestAborted)
            || await session.Tracks(negotiation, new Thing(ThingKind.Exchange, key)).AnyAsync(context.RequestAborted) ? null
            : Refusal.NotFound("unknown-list", null,
                "no list of children and no exchange has this key; record it first, with RecordChildList or RecordExchangeAgreement");
    }

    private static async Task<IResult?> Saved(IDocumentSession session, HttpContext context)
    {
        try
        {
            await session.Commit(context.RequestAborted);
            return null;
        }
        catch (Exception fault) when (fault is ConcurrencyException or DocumentAlreadyExistsException)
        {
            return Problems.Of(Refusal.Conflict("changed-meanwhile", null,
                "somebody else changed this list at the same moment; look at it, and send it again if it still holds"));
        }
    }

    private const string Example = "names are sealed with a JSON object such as {\"names\": [\"…\", \"…\"]}; nothing of what came was kept";
}
