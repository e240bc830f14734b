using System.Text.Json.Serialization;
using Negotiations.Domain.Facts;

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

    /// <summary>When the last of them was recorded; the next is recorded later, whatever the clock.</summary>
    public DateTimeOffset LastRecordedAt { get; init; }

    /// <summary>The schema version of the state. One of another version is folded anew when loaded.</summary>
    public int Schema { get; init; }

    /// <summary>
    /// How often it was mended: folded anew from its events because it was damaged or of an older schema.
    /// </summary>
    public int Mended { get; init; }

    /// <summary>Whether it is of another schema than today's.</summary>
    [JsonIgnore]
    public abstract bool IsStale { get; }

    /// <summary><see cref="LastRecordedAt"/> after one more fact.</summary>
    protected DateTimeOffset Later(Fact fact) => fact.Recorded.At > LastRecordedAt ? fact.Recorded.At : LastRecordedAt;
}
