using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Negotiations.Domain.Commands;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Time;

namespace Negotiations.Domain.Ceasefires;

/// <summary>Records that a ceasefire was declared.</summary>
public sealed record RecordCeasefire : TrackCommand
{
    /// <summary>The ceasefire's id.</summary>
    public required Key Ceasefire { get; init; }

    /// <summary>Who declared it; at least one.</summary>
    public required ImmutableArray<ActorKey> By { get; init; }

    /// <summary>What sort of ceasefire.</summary>
    public required CeasefireKind Kind { get; init; }

    /// <summary>What it covers, up to 2,000 characters.</summary>
    public string? Scope { get; init; }

    /// <summary>From when it is to hold; may lie in the future.</summary>
    public required Occurrence From { get; init; }

    /// <summary>Until when.</summary>
    public Occurrence? Until { get; init; }

    /// <summary>The proposal that it came of.</summary>
    public Key? Proposal { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override ImmutableArray<Thing> AlsoNames => Proposal is null ? [] : [new Thing(ThingKind.Proposal, Proposal)];

    /// <inheritdoc/>
    public override Thing? Makes => new Thing(ThingKind.Ceasefire, Ceasefire);

    /// <inheritdoc/>
    public override IEnumerable<Refusal> Validate(DecisionContext context) =>
    [
        .. context.IsFree("ceasefire", new Thing(ThingKind.Ceasefire, Ceasefire)),
        .. context.IsKnown("proposal", ThingKind.Proposal, Proposal),
        .. context.Knows("by", By, least: 1),
        .. Checks.Text("scope", Scope, Checks.TextLimit),
        .. Until?.Latest < From.Earliest
            ? [Refusal.Rule("empty-range", "until", "it would end before it begins")]
            : Array.Empty<Refusal>(),
    ];

    /// <inheritdoc/>
    public override Fact Handle(DecisionContext context) =>
        new CeasefireDeclared(Ceasefire, By, Kind, Scope, From, Until) { Proposal = Proposal };
}
