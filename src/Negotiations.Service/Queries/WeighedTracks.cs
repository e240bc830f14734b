using Marten;
using Microsoft.Extensions.Caching.Memory;
using Negotiations.Contracts.Answers;
using Negotiations.Domain.Claims;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Ledgers;
using Negotiations.Domain.Time;
using Negotiations.Domain.Tracks;
using Negotiations.Store.Snapshots;

namespace Negotiations.Service.Queries;

/// <summary>
/// The tracks of a negotiation with what is derived of them. Facts are never changed, so what follows from those that a track holds at a
/// version, from one viewpoint, can be kept; only tracks that moved since are read and weighed again. Kept are tracks of at most
/// 200,000 facts together, each for five minutes.
/// </summary>
internal sealed class WeighedTracks : IDisposable
{
    private const int MostFacts = 200_000;
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(5);
    private readonly MemoryCache known = new(new MemoryCacheOptions { SizeLimit = MostFacts });

    /// <summary>The tracks by key.</summary>
    public async Task<IReadOnlyList<WeighedTrack>> Of(IQuerySession session, string negotiation, Viewpoint from,
        CancellationToken cancellation)
    {
        var stored = await session.StoredTracks(negotiation, cancellation);
        var found = new SortedDictionary<string, WeighedTrack>(StringComparer.Ordinal);
        var seen = await session.Seen(from, stored, cancellation);
        foreach (var (track, eventful, _) in seen)
            if (known.TryGetValue(Of(track, eventful), out WeighedTrack? weighed)) found[track.Id] = weighed!;
        foreach (var (track, eventful, fold) in seen)
            if (!found.ContainsKey(track.Id))
                found[track.Id] = known.Set(Of(track, eventful), WeighedTrack.Of(fold()),
                    new MemoryCacheEntryOptions { Size = track.Version + 1, AbsoluteExpirationRelativeToNow = Kept });
        return [.. found.Values];
    }

    /// <inheritdoc/>
    public void Dispose() => known.Dispose();

    // The chain tells that it is the same stream; a mended snapshot is another.
    private static object Of(StoredTrack track, Viewpoint from) =>
        (track.Id, track.Version, track.Chain, track.Schema, track.Mended, from);
}

/// <summary>A track with what is derived of it.</summary>
/// <param name="State">Its state.</param>
/// <param name="Gist">Its ledger, its version, and on how many numbers voices differ.</param>
/// <param name="Measures">Every number.</param>
internal sealed record WeighedTrack(Track State, Board.WithoutDetails Gist, IReadOnlyList<MeasureSummary> Measures)
{
    // Replaced whole, so that no reader sees half of it.
    private Asked? last;

    /// <summary>Of a stored track.</summary>
    public static WeighedTrack Of(StoredTrack track)
    {
        var ledger = TrackLedger.Of(track.State);
        MeasureSummary[] measures = [.. ledger.Book.All()];
        return new WeighedTrack(track.State, new Board.WithoutDetails(ledger, track.Version,
            measures.Count(measure => measure.Status == ClaimStatus.Disputed)), measures);
    }

    /// <summary>Where it stands at an instant; it is derived anew when a day or a deadline has passed since it was last asked.</summary>
    public TrackStatus At(DateTimeOffset instant)
    {
        if (last is { } before && before.At <= instant && Days.Of(before.At) == Days.Of(instant)
            && !Gist.Ledger.Dues().Any(due => due.IsOverdue(instant) != due.IsOverdue(before.At))) return before.Status;
        var status = TrackStatus.Of(Gist.Ledger, instant);
        last = new Asked(instant, status);
        return status;
    }

    private sealed record Asked(DateTimeOffset At, TrackStatus Status);
}
