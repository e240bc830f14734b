using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Negotiations.Domain.Claims;
using Negotiations.Domain.Commands;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Time;

namespace Negotiations.Domain.Exchanges;

/// <summary>Records that a hand-over was agreed.</summary>
public sealed record RecordExchangeAgreement : TrackCommand
{
    /// <summary>The exchange's id.</summary>
    public required Key Exchange { get; init; }

    /// <summary>On what terms; left out when the source does not say.</summary>
    public ExchangeTerms? Terms { get; init; }

    /// <summary>Its directions, each for one category; at least one.</summary>
    public required ImmutableArray<ExchangeLeg> Legs { get; init; }

    /// <summary>How many in the whole exchange, on the basis that it states.</summary>
    public Quantity? Quantity { get; init; }

    /// <summary>By when it is to be completed.</summary>
    public Occurrence? Due { get; init; }

    /// <summary>The proposal that it came of.</summary>
    public Key? Proposal { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override ImmutableArray<Thing> AlsoNames => Proposal is null ? [] : [new Thing(ThingKind.Proposal, Proposal)];

    /// <inheritdoc/>
    public override Thing? Makes => new Thing(ThingKind.Exchange, Exchange);

    /// <inheritdoc/>
    public override IEnumerable<Refusal> Validate(DecisionContext context) =>
    [
        .. context.IsFree("exchange", new Thing(ThingKind.Exchange, Exchange)),
        .. context.IsKnown("proposal", ThingKind.Proposal, Proposal),
        .. Checks.Count("legs", Legs, 1),
        .. Checks.Distinct("legs", Legs.Select(leg => leg.Leg)),
        .. Legs.Length > 1 && Quantity?.Basis == Basis.OneWay ? [ExchangeChecks.OneWayNeedsLeg("quantity")] : Array.Empty<Refusal>(),
        .. Terms == ExchangeTerms.Unilateral && Legs.Select(leg => leg.From.Actor).Distinct().Count() > 1
            ? [Refusal.Rule("two-sided", "legs",
                "a unilateral exchange has one giving side; leave the terms out where the sides differ about them, and add each with "
                    + "ClaimFigure")]
            : Array.Empty<Refusal>(),
        .. Legs.SelectMany((leg, i) => Of(leg, $"legs[{i}]", context)),
    ];

    /// <inheritdoc/>
    public override Fact Handle(DecisionContext context) =>
        new ExchangeAgreed(Exchange, Terms, Legs, Quantity, Due) { Proposal = Proposal };

    private static IEnumerable<Refusal> Of(ExchangeLeg leg, string field, DecisionContext context) =>
    [
        .. context.Knows($"{field}.from", leg.From),
        .. context.Knows($"{field}.to", leg.To),
        .. leg.From.Actor == leg.To.Actor ? [Refusal.Rule("leg-to-itself", $"{field}.to", $"'{leg.From.Actor}' cannot hand over to itself")]
            : Array.Empty<Refusal>(),
    ];
}
