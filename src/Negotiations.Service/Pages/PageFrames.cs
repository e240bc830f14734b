using Marten;
using Negotiations.Domain;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Setup;
using Negotiations.Service.Access;
using Negotiations.Service.Queries;
using Negotiations.Store.Log;
using Negotiations.Store.Snapshots;
using Negotiations.Web.Frame;

namespace Negotiations.Service.Pages;

/// <summary>Makes what every page knows.</summary>
internal sealed class PageFrames(IQuerySession session, StoreWatch watch, TimeProvider clock)
{
    private const int MostNegotiations = 100;

    /// <summary>The frame of a page.</summary>
    /// <param name="context">The request.</param>
    /// <param name="negotiation">The negotiation that the page is about; null for a page over all.</param>
    public async Task<PageFrame> Of(HttpContext context, string? negotiation)
    {
        var frame = Bare(context, negotiation, clock.GetUtcNow());
        return frame with
        {
            Negotiation = negotiation is null ? null : await Names(negotiation, context.RequestAborted),
            Elsewhere = negotiation is null ? await NamesOfAll(context) : frame.Elsewhere,
            Sequence = frame["recordedUntil"] is null && !Places.AreHidden(context.Caller()) ? watch.Head : null,
        };
    }

    /// <summary>The frame of a page for which nothing is read.</summary>
    public static PageFrame Bare(HttpContext context, string? negotiation, DateTimeOffset now)
    {
        var request = context.Request;
        return new PageFrame(request.PathBase + request.Path, [.. request.Query.Select(one =>
            KeyValuePair.Create(one.Key, one.Value.ToString()))], now, Visitor(context.Caller(), negotiation))
        { Host = $"{request.Scheme}://{request.Host}", TellsNumbers = !Places.AreHidden(context.Caller()) };
    }

    private static Visitor Visitor(Caller caller, string? negotiation)
    {
        bool May(Rights rights) => negotiation is null ? caller.Grants.Any(grant => grant.Permits.HasFlag(rights))
            : caller.May(rights, negotiation);
        return new Visitor(caller.Name is "" ? null : caller.Name, May(Rights.Record), May(Rights.Edit));
    }

    // The first of those who share a key.
    private async Task<IReadOnlyDictionary<ActorKey, string>> NamesOfAll(HttpContext context)
    {
        var known = await session.ReadableBy(context.Caller()).OrderBy(one => one.Id).Take(MostNegotiations)
            .ToListAsync(context.RequestAborted);
        return (await session.From(Viewpoint.Now, known, context.RequestAborted)).SelectMany(one => one.State.NamesOfActors())
            .DistinctBy(actor => actor.Key).ToDictionary();
    }

    // As they are called today, from whatever viewpoint the page looks, as in the sentences of facts.
    private async Task<NegotiationNames?> Names(string negotiation, CancellationToken cancellation)
    {
        if (await session.LoadAsync<StoredNegotiation>(negotiation, cancellation) is not { } stored) return null;
        var state = (await session.From(Viewpoint.Now, [stored], cancellation))[0].State;
        var titles = await session.TrackTitles(negotiation, cancellation);
        return new NegotiationNames(negotiation, state.Title ?? negotiation,
            state.NamesOfActors(),
            [.. state.Actors.Where(actor => actor.Value.Role == Role.Party && actor.Key.Member is null).Select(actor => actor.Key.Actor)
                .Order()], titles);
    }
}
