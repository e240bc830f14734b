using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Negotiations.Contracts.Json;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Tracks;
using Negotiations.Store.Log;
using Rows = System.Collections.Immutable.ImmutableSortedDictionary<string, System.Collections.Immutable.ImmutableSortedDictionary<
    string, System.Collections.Immutable.ImmutableArray<System.Text.Json.JsonElement>>>;

namespace Negotiations.Store.Snapshots;

/// <summary>A track as it is stored: what it is as a whole, and of each thing a row of its own (<see cref="TrackParts"/>).</summary>
internal sealed record StoredTrack : Snapshot
{
    /// <summary>
    /// The current schema version: raise it when what is kept in a track's state or report changes, or how facts fold into it.
    /// </summary>
    public const int CurrentSchema = 7;

    /// <summary>The negotiation's key, by which its tracks are found.</summary>
    public required string Negotiation { get; init; }

    /// <summary>The state; null where its stored schema can't be read.</summary>
    [JsonConverter(typeof(LenientConverter<Track>))]
    public required Track State { get; init; }

    /// <summary>What the views for SQL unfold; see <c>TrackReport</c>.</summary>
    [JsonConverter(typeof(LenientConverter<Rows>))]
    public Rows? Report
    {
        get; init => field = value?.ToImmutableSortedDictionary(
        section => section.Key, section => section.Value.WithComparers(StringComparer.Ordinal), StringComparer.Ordinal);
    }

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

    /// <summary>With the report of its state.</summary>
    /// <param name="before">The state before, with its own.</param>
    /// <param name="facts">The facts since then; null where it was folded again.</param>
    public StoredTrack Reported(StoredTrack before, IReadOnlyCollection<Fact>? facts) => this with
    {
        Report = facts is not null && before.Report is { } rows ? TrackReport.Of(State, before.State, rows, facts)
            : TrackReport.Of(State),
    };
}
