using JasperFx.Events;
using JasperFx.Events.Aggregation;
using JasperFx.Events.Daemon;
using Marten;
using Marten.Events.Aggregation;
using Negotiations.Domain.Catalog;
using Negotiations.Domain.Facts;
using Negotiations.Store.Log;

namespace Negotiations.Store.Snapshots;

/// <summary>
/// Keeps <see cref="StoredTrack"/> in step with its stream, in the transaction that appends. The fold takes late facts in any order;
/// only a fact that changes what earlier ones count for makes it fold the whole stream again, once for all that is appended.
/// </summary>
internal sealed class TrackProjection : SingleStreamProjection<StoredTrack, string>
{
    public TrackProjection()
    {
        foreach (var fact in FactTypes.All.Where(type => !type.IsOfNegotiation).Select(type => type.Fact)) IncludeType(fact);
    }

    public override async ValueTask<(StoredTrack?, ActionType)> DetermineActionAsync(
        IQuerySession session, StoredTrack? snapshot, string identity, IIdentitySetter<StoredTrack, string> identitySetter,
        IReadOnlyList<IEvent> events, CancellationToken cancellation)
    {
        var before = snapshot ?? StoredTrack.None(identity);
        var track = before;
        foreach (var e in events)
        {
            if (track.State.NeedsRefold((Fact)e.Data))
            {
                track = track.Refold(await session.Events.FetchStreamAsync(identity, token: cancellation), events);
                break;
            }
            track = track.With((Fact)e.Data, (string)e.Headers![Headers.Chain]);
        }
        var isSame = before.Report is not null && ReferenceEquals(track.State.Corrections.ByFact, before.State.Corrections.ByFact)
            && TrackReport.IsSame(before.State, track.State);
        return (isSame ? track : track with { Report = TrackReport.Of(track.State) }, ActionType.Store);
    }
}
