using Marten;
using Negotiations.Domain;
using Negotiations.Service.Recording;
using Negotiations.Service.Store;

namespace Negotiations.Service.Querying;

/// <summary>States as queries read them: as stored for now, folded from the facts that count for any other date.</summary>
internal static class Readings
{
    /// <summary>A negotiation, or the reason why there is none.</summary>
    public static async Task<Result<StoredNegotiation>> Negotiation(this IQuerySession session, string negotiation, CancellationToken cancellation) =>
        await session.LoadAsync<StoredNegotiation>(negotiation, cancellation) is { } known ? known : await session.NoNegotiation(negotiation, cancellation);

    /// <summary>A track, or the reason why there is none.</summary>
    public static async Task<Result<StoredTrack>> Track(this IQuerySession session, string negotiation, string track, CancellationToken cancellation)
    {
        if (await session.LoadAsync<StoredTrack>($"{negotiation}/{track}", cancellation) is { } known) return known;
        var keys = await session.Query<StoredTrack>().Where(other => other.Negotiation == negotiation).Select(other => other.Id).ToListAsync(cancellation);
        if (keys is []) return (await session.Negotiation(negotiation, cancellation)).Refusal ?? NoTrack("");
        return NoTrack(Suggestion.For(track, keys.Select(key => StreamKeys.Split(key).Track.Value)));

        Refusal NoTrack(string nearest) => Refusal.NotFound("unknown-track", null, $"the negotiation '{negotiation}' has no track '{track}'{nearest}");
    }

    /// <summary>The states of tracks as of a day, each folded from its facts that count by then; one read for all of them.</summary>
    public static async Task<IReadOnlyList<StoredTrack>> AsOf(
        this IQuerySession session, IReadOnlyList<StoredTrack> tracks, DateOnly day, CancellationToken cancellation)
    {
        var states = tracks.ToDictionary(track => track.Id, track => StoredTrack.None(track.Id).State);
        var keys = states.Keys.ToArray();
        await foreach (var e in session.Events.QueryAllRawEvents().Where(e => keys.Contains(e.StreamKey!)).OrderBy(e => e.Sequence).ToAsyncEnumerable(cancellation))
            if (e.Data is Fact fact && fact.CountsAsOf(day)) states[e.StreamKey!] = states[e.StreamKey!].With(fact);
        return [.. tracks.Select(track => track with { State = states[track.Id] })];
    }

    /// <summary>A negotiation as of a day.</summary>
    public static async Task<StoredNegotiation> AsOf(this IQuerySession session, StoredNegotiation negotiation, DateOnly day, CancellationToken cancellation)
    {
        var facts = (await session.Events.FetchStreamAsync(negotiation.Id, token: cancellation)).Select(e => (Fact)e.Data);
        return negotiation with { State = Domain.Negotiation.Fold(negotiation.State.Key, facts.Where(fact => fact.CountsAsOf(day))) };
    }

    private static async Task<Refusal> NoNegotiation(this IQuerySession session, string negotiation, CancellationToken cancellation)
    {
        var keys = await session.Query<StoredNegotiation>().Select(known => known.Id).ToListAsync(cancellation);
        return Refusal.NotFound("unknown-negotiation", null, $"there is no negotiation '{negotiation}'{Suggestion.For(negotiation, keys)}");
    }
}
