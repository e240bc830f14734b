using System.Collections.Immutable;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Negotiations.Domain;
using Negotiations.Domain.Claims;
using Negotiations.Domain.Ledgers;

namespace Negotiations.Contracts.Answers;

/// <summary>
/// One difference between two views of a negotiation: of the stage of a track, of a number, or of a fact. Exactly one of these is there.
/// </summary>
/// <param name="Negotiation">The negotiation.</param>
/// <param name="Summary">The difference in one sentence.</param>
public sealed record ChangeItem(Key Negotiation, string Summary)
{
    /// <summary>A track stands elsewhere.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public StageChange? Stage { get; init; }

    /// <summary>A number is another, or is agreed on or disputed otherwise.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public NumberChange? Number { get; init; }

    /// <summary>A fact came, went or was corrected.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public FactChange? Fact { get; init; }

    /// <summary>A track that stands elsewhere.</summary>
    /// <param name="Track">The track.</param>
    /// <param name="Before">Where it stood.</param>
    /// <param name="After">Where it stands.</param>
    public sealed record StageChange(Key Track, StageAt Before, StageAt After);

    /// <summary>Where a track stands in one view.</summary>
    /// <param name="Stage">The stage.</param>
    /// <param name="Since">Since when; null when nothing tells.</param>
    /// <param name="FactId">The fact by which it does; null where only time passed.</param>
    /// <param name="UncoveredSince">Since when no source covers it.</param>
    public sealed record StageAt(Stage Stage, DateOnly? Since, Guid? FactId, DateOnly? UncoveredSince);

    /// <summary>A number that changed.</summary>
    /// <param name="Measure">Its address.</param>
    /// <param name="Before">What it was; null where nothing was said.</param>
    /// <param name="After">What it is; null where nothing is said.</param>
    public sealed record NumberChange(string Measure, NumberAt? Before, NumberAt? After);

    /// <summary>A number in one view.</summary>
    /// <param name="Status">Whether what is claimed agrees.</param>
    /// <param name="Number">What it is, as a range over what the claimants say; null where it is no number.</param>
    /// <param name="Accepted">The value that a person decided to use.</param>
    /// <param name="Values">The words and dates that are claimed, where it is no number.</param>
    /// <param name="FactIds">The facts that claim it.</param>
    public sealed record NumberAt(ClaimStatus Status, Quantity? Number, ClaimValue? Accepted, ImmutableArray<ClaimValue> Values,
        ImmutableArray<Guid> FactIds);

    /// <summary>A fact that came, went or was corrected.</summary>
    /// <param name="Change">What became of it.</param>
    /// <param name="Before">What was said before; null where nothing was.</param>
    /// <param name="After">What is said; null where nothing is.</param>
    /// <param name="By">The facts that made the difference: corrections, denials, confirmations.</param>
    /// <param name="Differences">Of a corrected fact, what is different.</param>
    public sealed record FactChange(FactChangeKind Change, FactAt? Before, FactAt? After, ImmutableArray<Guid> By,
        ImmutableArray<Difference> Differences);

    /// <summary>A fact in one view.</summary>
    /// <param name="FactId">The fact.</param>
    /// <param name="Type">Its type as a word.</param>
    /// <param name="Occurred">When it happened, as written.</param>
    /// <param name="Tracks">The tracks that it concerns.</param>
    /// <param name="Standing">What it counts for.</param>
    /// <param name="Summary">What it says, in one sentence.</param>
    public sealed record FactAt(Guid FactId, string Type, string Occurred, ImmutableArray<Key> Tracks, string Standing, string Summary);

    /// <summary>What is different in one place.</summary>
    /// <param name="Member">The place, such as <c>attributes.pax.status</c> or <c>content.quantity.value</c>.</param>
    /// <param name="Before">What stood there; null where nothing did.</param>
    /// <param name="After">What stands there; null where nothing does.</param>
    public sealed record Difference(string Member, JsonNode? Before, JsonNode? After);
}
