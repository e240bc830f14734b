using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Negotiations.Domain.Commands;
using Negotiations.Domain.Facts;

namespace Negotiations.Domain.Positions;

/// <summary>Records that an actor said where it stands.</summary>
public sealed record RecordPosition : TrackCommand
{
    /// <summary>Who.</summary>
    public required ActorKey Actor { get; init; }

    /// <summary>The sort of statement.</summary>
    public required Stance Stance { get; init; }

    /// <summary>What it says, in neutral words, up to 2,000 characters.</summary>
    public required string Text { get; init; }

    /// <summary>The thing (<c>exchange/remains-1</c>), actor or earlier position (<c>position/{fact}</c>) that it is about.</summary>
    public Reference? On { get; init; }

    /// <summary>What it depends on, up to 2,000 characters.</summary>
    public string? Condition { get; init; }

    /// <inheritdoc/>
    public override Thing? Names => (On as ThingReference)?.Thing;

    /// <inheritdoc/>
    [JsonIgnore]
    public override ImmutableArray<Guid> Facts => On is PositionReference { Fact: var position } ? [position] : [];

    /// <inheritdoc/>
    public override IEnumerable<Refusal> Validate(DecisionContext context) =>
    [
        .. context.Knows("actor", Actor),
        .. Checks.Text("text", Text, Checks.TextLimit),
        .. context.Refers("on", On),
        .. Checks.Text("condition", Condition, Checks.TextLimit),
    ];

    /// <inheritdoc/>
    public override Fact Handle(DecisionContext context) => new PositionStated(Actor, Stance, Text, On, Condition);
}
