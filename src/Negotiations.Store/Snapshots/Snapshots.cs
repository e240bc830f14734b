using System.Text.Json;
using System.Text.Json.Serialization;
using JasperFx.Events;
using Negotiations.Contracts.Json;
using Negotiations.Domain;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Setup;
using Negotiations.Domain.Tracks;
using Negotiations.Store.Log;

namespace Negotiations.Store.Snapshots;

/// <summary>A state as it is stored, and the end of its stream.</summary>
internal abstract record Snapshot
{
    /// <summary>The stream's key.</summary>
    public required string Id { get; init; }

    /// <summary>How many facts the stream holds.</summary>
    public long Version { get; init; }

    /// <summary>The stream's hash chain.</summary>
    public string Chain { get; init; } = Log.Chain.Start;

    /// <summary>When the last of them was recorded; what comes next is recorded later, by whichever clock.</summary>
    public DateTimeOffset LastRecordedAt { get; init; }

    /// <summary>The schema of the state. One of another schema than today's is folded anew when it is loaded.</summary>
    public int Schema { get; init; }

    /// <summary>
    /// How often it was mended: folded anew from its events because it was damaged or of an older schema. The database refuses to replace
    /// it by one that was mended less often.
    /// </summary>
    public int Mended { get; init; }

    /// <summary>Whether it is of another schema than today's.</summary>
    [JsonIgnore]
    public abstract bool IsStale { get; }

    /// <summary>When the last fact was recorded, with one more fact.</summary>
    protected DateTimeOffset Later(Fact fact) => fact.Recorded.At > LastRecordedAt ? fact.Recorded.At : LastRecordedAt;
}

/// <summary>A track as it is stored.</summary>
internal sealed record StoredTrack : Snapshot
{
    /// <summary>
    /// The schema of today: grows with every change of what is kept in a track's state or report, or of how facts fold into it.
    /// </summary>
    public const int CurrentSchema = 3;

    /// <summary>The negotiation's key, by which its tracks are found.</summary>
    public required string Negotiation { get; init; }

    /// <summary>The state; nothing where it is stored in a schema that can't be read.</summary>
    [JsonConverter(typeof(LenientConverter<Track>))]
    public required Track State { get; init; }

    /// <summary>What the views for SQL unfold; see <c>TrackReport</c>.</summary>
    public JsonElement? Report { get; init; }

    /// <inheritdoc/>
    public override bool IsStale => Schema != CurrentSchema || State is null;

    /// <summary>A track of which nothing is recorded.</summary>
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

/// <summary>A negotiation as it is stored.</summary>
internal sealed record StoredNegotiation : Snapshot
{
    /// <summary>
    /// The schema of today: grows with every change of what is kept in a negotiation's state, or of how facts fold into it.
    /// </summary>
    public const int CurrentSchema = 3;

    /// <summary>The state; nothing where it is stored in a schema that can't be read.</summary>
    [JsonConverter(typeof(LenientConverter<Negotiation>))]
    public required Negotiation State { get; init; }

    /// <inheritdoc/>
    public override bool IsStale => Schema != CurrentSchema || State is null;

    /// <summary>A negotiation of which nothing is recorded.</summary>
    public static StoredNegotiation None(string stream) =>
        new() { Id = stream, Schema = CurrentSchema, State = new Negotiation { Key = Key.Of(stream) } };

    /// <summary>With one more fact at the end of the stream.</summary>
    public StoredNegotiation With(Fact fact, string chain) =>
        this with { Version = Version + 1, Chain = chain, LastRecordedAt = Later(fact), State = State.With(fact) };
}

/// <summary>Events of a stream can't be read, or are missing: nothing can be decided on it until they are restored.</summary>
internal sealed class DamagedStreamException(string stream) : Exception($"the events of '{stream}' are damaged");

/// <summary>
/// The snapshot of a stream is not as its stream says: of an older schema, damaged or lost. It must be mended before anything is decided on
/// it.
/// </summary>
internal sealed class StaleSnapshotException(string stream) : Exception($"the snapshot of '{stream}' must be mended")
{
    /// <summary>The stream's key.</summary>
    public string Stream { get; } = stream;
}
