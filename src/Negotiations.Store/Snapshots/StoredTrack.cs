using System.Text.Json;
using System.Text.Json.Serialization;
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

    /// <summary>With one more fact at the end of the stream.</summary>
    /// <param name="fact">The fact.</param>
    /// <param name="chain">The stream's chain with it.</param>
    /// <param name="folded">The state with it, where it changes what earlier ones count for.</param>
    public StoredTrack With(Fact fact, string chain, Track? folded = null) =>
        this with { Version = Version + 1, Chain = chain, LastRecordedAt = Later(fact), State = folded ?? State.With(fact) };

    /// <summary>With the report of its state; that of before, where it is the same.</summary>
    public StoredTrack Reported(StoredTrack before) =>
        before.Report is not null && ReferenceEquals(State.Corrections.ByFact, before.State.Corrections.ByFact)
            && TrackReport.IsSame(before.State, State) ? this : this with { Report = TrackReport.Of(State) };
}
