using System.Text.Json;
using System.Text.Json.Serialization;
using JasperFx.Events;
using Negotiations.Contracts.Json;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Tracks;
using Negotiations.Store.Log;

namespace Negotiations.Store.Snapshots;

/// <summary>A track as it is stored.</summary>
internal sealed record StoredTrack : Snapshot
{
    /// <summary>
    /// The current schema version: raise it when what is kept in a track's state or report changes, or how facts fold into it.
    /// </summary>
    public const int CurrentSchema = 6;

    /// <summary>The negotiation's key, by which its tracks are found.</summary>
    public required string Negotiation { get; init; }

    /// <summary>The state; null where its stored schema can't be read.</summary>
    [JsonConverter(typeof(LenientConverter<Track>))]
    public required Track State { get; init; }

    /// <summary>What the views for SQL unfold; see <c>TrackReport</c>.</summary>
    public JsonElement? Report { get; init; }

    /// <inheritdoc/>
    public override bool IsStale => Schema != CurrentSchema || State is null;

    /// <summary>A track without facts.</summary>
    public static StoredTrack None(string stream)
    {
        var (negotiation, track) = StreamKeys.Split(stream);
        return new StoredTrack
        {
            Id = stream,
            Negotiation = negotiation.Value,
            Schema = CurrentSchema,
            State = new Track { Negotiation = negotiation, Key = track }
        };
    }

    /// <summary>With one more fact at the end of the stream that needs no refold.</summary>
    public StoredTrack With(Fact fact, string chain) =>
        this with { Version = Version + 1, Chain = chain, LastRecordedAt = Later(fact), State = State.With(fact) };

    /// <summary>Folded from the whole stream: what is stored, then what is about to be.</summary>
    public StoredTrack Refold(IEnumerable<IEvent> stored, IEnumerable<IEvent> pending)
    {
        var events = stored.Concat(pending).DistinctBy(e => e.Id).ToArray();
        return this with
        {
            Version = events.Length,
            Chain = events is [.., var last] ? (string)last.Headers![Headers.Chain] : Log.Chain.Start,
            LastRecordedAt = events.Select(e => ((Fact)e.Data).Recorded.At).DefaultIfEmpty().Max(),
            State = Track.Fold(State.Negotiation, State.Key, events.Select(e => (Fact)e.Data)),
        };
    }
}
