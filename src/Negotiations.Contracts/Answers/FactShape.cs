using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Negotiations.Domain;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Time;

namespace Negotiations.Contracts.Answers;

/// <summary>The shape of a fact as <see cref="FactView"/> shows it, for the reference of the API.</summary>
/// <param name="FactId">The fact.</param>
/// <param name="Type">Its type as a word, such as <c>talksHeld</c>.</param>
/// <param name="Summary">What it says, in one neutral sentence.</param>
/// <param name="Standing">What it counts for.</param>
/// <param name="Corrections">What other facts say of it.</param>
/// <param name="Negotiation">The negotiation.</param>
/// <param name="Tracks">The tracks that it concerns, the home track first.</param>
/// <param name="Occurred">When it happened.</param>
/// <param name="Report">Who says so.</param>
/// <param name="Supersedes">The fact that it replaces.</param>
/// <param name="Note">A remark of the person who recorded it.</param>
/// <param name="Attributes">What a data set says beside it, by namespaced name.</param>
/// <param name="ExternalIds">Its ids in other data sets, by data set.</param>
/// <param name="Urls">Further addresses at which it can be read about.</param>
/// <param name="Recorded">When this system stored it, and for whom.</param>
/// <param name="Version">Its place on the track.</param>
/// <param name="Sequence">Its place in the store.</param>
/// <param name="Content">What the fact itself says: the members of its command.</param>
/// <param name="Orphaned">Whether it refers to something that no longer counts; told of facts on a track.</param>
/// <param name="LogEntry">Its place in the log, from 0; told of one fact, once it is there.</param>
public sealed record FactShape(
    Guid FactId, string Type, string Summary, FactStanding Standing, ImmutableArray<FactShape.CorrectionShape> Corrections, Key Negotiation,
    ImmutableArray<Key> Tracks, Occurrence Occurred, Report? Report, Guid? Supersedes,
    string? Note, IReadOnlyDictionary<string, AttributeValue> Attributes, IReadOnlyDictionary<string, string> ExternalIds,
    ImmutableArray<string> Urls, Recorded Recorded, long Version, long Sequence, JsonObject Content, bool? Orphaned,
    long? LogEntry = null)
{
    /// <summary>What another fact says of this one.</summary>
    /// <param name="Kind">What it says.</param>
    /// <param name="FactId">The other fact.</param>
    public sealed record CorrectionShape(CorrectionKind Kind, Guid FactId);
}
