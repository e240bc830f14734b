using System.Text.Json;
using JasperFx.Events;
using JasperFx.Events.Aggregation;
using JasperFx.Events.Daemon;
using Marten;
using Marten.Events.Aggregation;
using Negotiations.Domain;
using Negotiations.Service.Reporting;

namespace Negotiations.Service.Store;

/// <summary>A track as it is stored: its state, and the end of its stream.</summary>
internal sealed record StoredTrack
{
    /// <summary>The stream's key.</summary>
    public required string Id { get; init; }

    /// <summary>The negotiation's key, by which its tracks are found.</summary>
    public required string Negotiation { get; init; }

    /// <summary>How many facts the stream holds.</summary>
    public long Version { get; init; }

    /// <summary>The stream's hash chain.</summary>
    public string Chain { get; init; } = Store.Chain.Start;

    /// <summary>The state.</summary>
    public required Track State { get; init; }

    /// <summary>What the views for SQL unfold; see <see cref="TrackReport"/>.</summary>
    public JsonElement? Report { get; init; }

    /// <summary>A track of which nothing is recorded.</summary>
    public static StoredTrack None(string stream)
    {
        var (negotiation, track) = StreamKeys.Split(stream);
        return new StoredTrack { Id = stream, Negotiation = negotiation.Value, State = new Track { Negotiation = negotiation, Key = track } };
    }

    /// <summary>With one more fact at the end of the stream that needs no refold.</summary>
    public StoredTrack With(Fact fact, string chain) => this with { Version = Version + 1, Chain = chain, State = State.With(fact) };

    /// <summary>Folded from the whole stream: what is stored, then what is about to be.</summary>
    public static StoredTrack Fold(string stream, IEnumerable<IEvent> stored, IEnumerable<IEvent> pending)
    {
        var events = stored.Concat(pending).DistinctBy(e => e.Id).ToArray();
        var none = None(stream);
        return none with
        {
            Version = events.Length,
            Chain = events is [.., var last] ? (string)last.Headers![Headers.Chain] : Store.Chain.Start,
            State = Track.Fold(none.State.Negotiation, none.State.Key, events.Select(e => (Fact)e.Data)),
        };
    }
}

/// <summary>A negotiation as it is stored: its state, and the end of its stream.</summary>
internal sealed record StoredNegotiation
{
    /// <summary>The stream's key.</summary>
    public required string Id { get; init; }

    /// <summary>How many facts the stream holds.</summary>
    public long Version { get; init; }

    /// <summary>The stream's hash chain.</summary>
    public string Chain { get; init; } = Store.Chain.Start;

    /// <summary>The state.</summary>
    public required Negotiation State { get; init; }

    /// <summary>A negotiation of which nothing is recorded.</summary>
    public static StoredNegotiation None(string stream) => new() { Id = stream, State = new Negotiation { Key = Key.Of(stream) } };

    /// <summary>With one more fact at the end of the stream.</summary>
    public StoredNegotiation With(Fact fact, string chain) => this with { Version = Version + 1, Chain = chain, State = State.With(fact) };
}

/// <summary>
/// Keeps <see cref="StoredTrack"/> in step with its stream, in the transaction that appends. The fold takes late facts in any order;
/// only a fact that changes what earlier ones count for makes it fold the whole stream again, once for all that is appended.
/// </summary>
internal sealed class TrackProjection : SingleStreamProjection<StoredTrack, string>
{
    public TrackProjection()
    {
        foreach (var fact in FactCatalog.OfTracks) IncludeType(fact);
    }

    public override async ValueTask<(StoredTrack?, ActionType)> DetermineActionAsync(
        IQuerySession session, StoredTrack? snapshot, string identity, IIdentitySetter<StoredTrack, string> identitySetter, IReadOnlyList<IEvent> events, CancellationToken cancellation)
    {
        var before = snapshot ?? StoredTrack.None(identity);
        var track = before;
        foreach (var e in events)
        {
            if (track.State.NeedsRefold((Fact)e.Data))
            {
                track = StoredTrack.Fold(identity, await session.Events.FetchStreamAsync(identity, token: cancellation), events);
                break;
            }
            track = track.With((Fact)e.Data, (string)e.Headers![Headers.Chain]);
        }
        var isSame = before.Report is not null && ReferenceEquals(track.State.Corrections.ByFact, before.State.Corrections.ByFact) && TrackReport.IsSame(before.State, track.State);
        return (isSame ? track : track with { Report = TrackReport.Of(track.State) }, ActionType.Store);
    }
}

/// <summary>Keeps <see cref="StoredNegotiation"/> in step with its stream, in the transaction that appends.</summary>
internal sealed class NegotiationProjection : SingleStreamProjection<StoredNegotiation, string>
{
    public NegotiationProjection()
    {
        foreach (var fact in FactCatalog.OfNegotiations) IncludeType(fact);
    }

    public override StoredNegotiation? Evolve(StoredNegotiation? snapshot, string id, IEvent e) =>
        (snapshot ?? StoredNegotiation.None(id)).With((Fact)e.Data, (string)e.Headers![Headers.Chain]);
}
