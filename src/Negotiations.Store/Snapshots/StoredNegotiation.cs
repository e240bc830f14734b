using System.Text.Json.Serialization;
using Negotiations.Contracts.Json;
using Negotiations.Domain;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Setup;

namespace Negotiations.Store.Snapshots;

/// <summary>A negotiation as it is stored.</summary>
internal sealed record StoredNegotiation : Snapshot
{
    /// <summary>
    /// The current schema version: raise it when what is kept in a negotiation's state changes, or how facts fold into it.
    /// </summary>
    public const int CurrentSchema = 4;

    /// <summary>The state; null where its stored schema can't be read.</summary>
    [JsonConverter(typeof(LenientConverter<Negotiation>))]
    public required Negotiation State { get; init; }

    /// <inheritdoc/>
    public override bool IsStale => Schema != CurrentSchema || State is null;

    /// <summary>A negotiation without facts.</summary>
    public static StoredNegotiation None(string stream) =>
        new() { Id = stream, Schema = CurrentSchema, State = new Negotiation { Key = Key.Of(stream) } };

    /// <summary>With one more fact at the end of the stream.</summary>
    public StoredNegotiation With(Fact fact, string chain) =>
        this with { Version = Version + 1, Chain = chain, LastRecordedAt = Later(fact), State = State.With(fact) };
}
