using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Negotiations.Domain;

namespace Negotiations.Contracts.Answers;

/// <summary>Proof that a fact is stored.</summary>
/// <param name="FactId">The fact's id.</param>
/// <param name="Negotiation">The negotiation.</param>
/// <param name="Tracks">The tracks that hold it, each with its version since then.</param>
/// <param name="Sequence">The fact's place in the store: grows with every fact.</param>
/// <param name="RecordedAt">When it was stored, UTC.</param>
/// <param name="LogEntry">Its place in the log, from 0; absent until it is there, some seconds later.</param>
public sealed record Receipt(Guid FactId, Key Negotiation, ImmutableArray<TrackVersion> Tracks, long Sequence, DateTimeOffset RecordedAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? LogEntry = null);
