using Marten;
using Negotiations.Domain;
using Negotiations.Domain.Facts;
using Negotiations.Service.Http;
using Negotiations.Store.Snapshots;

namespace Negotiations.Service.Queries;

/// <summary>What is asked of a list: from which viewpoint, and which part.</summary>
/// <param name="From">The viewpoint.</param>
/// <param name="Part">The part.</param>
internal sealed record ListRequest(Viewpoint From, Paging Part)
{
    /// <summary>The parameters that every list takes.</summary>
    public static readonly string[] Parameters = [.. Viewpoints.Names, "limit", "cursor"];

    /// <summary>Reads the viewpoint and the part.</summary>
    public static Result<ListRequest> Read(HttpContext context, string list)
    {
        var (viewpoint, paging) = (Viewpoints.Read(context.Request.Query), Paging.Read(context, list));
        return (viewpoint.Refusal ?? paging.Refusal) is { } refusal ? refusal : new ListRequest(viewpoint.Value!, paging.Value!);
    }

    /// <summary>The same for a list over a negotiation, which must exist.</summary>
    public static async Task<Result<ListRequest>> Read(HttpContext context, string list, string negotiation, IQuerySession session)
    {
        var read = Read(context, list);
        if (read.Value is null || await session.Query<StoredNegotiation>()
            .AnyAsync(known => known.Id == negotiation, context.RequestAborted)) return read;
        return (await session.Negotiation(negotiation, Viewpoint.Now, context)).Refusal ?? read;
    }
}
