using System.Runtime.CompilerServices;
using Marten;
using Negotiations.Contracts;
using Negotiations.Domain;
using Negotiations.Domain.Facts;
using Negotiations.Service.Access;
using Negotiations.Store.Log;
using Negotiations.Store.Snapshots;

namespace Negotiations.Service.Queries;

/// <summary>States as callers may read them: what they may not read is answered as if it were not there.</summary>
internal static class CallerStates
{
    private const int KeysAtOnce = 200;

    /// <summary>A negotiation from a viewpoint, or the reason why there is none.</summary>
    public static async Task<Result<StoredNegotiation>> Negotiation(this IQuerySession session, string negotiation, Viewpoint viewpoint,
        HttpContext context)
    {
        if (await session.StoredNegotiation(negotiation, context.RequestAborted) is not { } known)
            return AccessRules.Unknown(context.Caller(), negotiation, await session.NegotiationKeys(context.RequestAborted));
        return (await session.From(viewpoint, [known], context.RequestAborted))[0];
    }

    /// <summary>Why a negotiation can't be queried; null where it exists.</summary>
    public static async Task<Refusal?> Missing(this IQuerySession session, string negotiation, HttpContext context) =>
        await session.Query<StoredNegotiation>().AnyAsync(known => known.Id == negotiation, context.RequestAborted) ? null
            : AccessRules.Unknown(context.Caller(), negotiation, await session.NegotiationKeys(context.RequestAborted));

    /// <summary>The negotiations that a caller may read.</summary>
    public static IQueryable<StoredNegotiation> ReadableBy(this IQuerySession session, Caller caller) =>
        caller.Readable is { } readable ? session.Query<StoredNegotiation>().Where(negotiation => readable.Contains(negotiation.Id))
            : session.Query<StoredNegotiation>();

    /// <summary>The keys of the negotiations that a caller may read, from one on.</summary>
    public static async IAsyncEnumerable<string> KeysReadableBy(this IQuerySession session, Caller caller, string from,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        for (var (first, isFirst) = (from, true); ; isFirst = false)
        {
            var next = first;
            var readable = session.ReadableBy(caller);
            readable = isFirst ? readable.Where(negotiation => negotiation.Id.CompareTo(next) >= 0)
                : readable.Where(negotiation => negotiation.Id.CompareTo(next) > 0);
            var part = await readable.OrderBy(negotiation => negotiation.Id).Select(negotiation => negotiation.Id).Take(KeysAtOnce)
                .ToListAsync(cancellation);
            foreach (var key in part) yield return key;
            if (part.Count < KeysAtOnce) yield break;
            first = part[^1];
        }
    }

    /// <summary>A track from a viewpoint, or the reason why there is none.</summary>
    public static async Task<Result<StoredTrack>> Track(this IQuerySession session, string negotiation, string track, Viewpoint viewpoint,
        HttpContext context)
    {
        var cancellation = context.RequestAborted;
        if ((await session.StoredTrack($"{negotiation}/{track}", cancellation)
            ?? await session.TrackWithoutSnapshot(negotiation, track, cancellation)) is { } known) return (await session.From(viewpoint,
            [known],
        cancellation))[0];
        var keys = await session.Query<StoredTrack>().Where(other => other.Negotiation == negotiation).Select(other => other.Id)
            .ToListAsync(cancellation);
        if (keys is [] && (await session.Negotiation(negotiation, Viewpoint.Now, context)).Refusal is { } unknown) return unknown;
        var nearest = Suggestion.For(track, keys.Select(key => StreamKeys.Split(key).Track.Value));
        return Refusal.NotFound("unknown-track", null, $"the negotiation '{negotiation}' has no track '{track}'{nearest}");
    }
}
