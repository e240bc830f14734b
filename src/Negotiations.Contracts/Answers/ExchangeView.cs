using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Negotiations.Domain;
using Negotiations.Domain.Claims;
using Negotiations.Domain.Exchanges;
using Negotiations.Domain.Ledgers;
using Negotiations.Domain.Time;

namespace Negotiations.Contracts.Answers;

/// <summary>An exchange as a two-way ledger. The terms are those on which all claimants agree, or that a person decided to use.</summary>
public sealed record ExchangeView(
    string Exchange, bool Orphaned, bool Contested, string? Terms, LegStatus? Status, Occurrence? Occurred, Occurrence? Due, Guid? FactId,
    IEnumerable<ActorKey>? Claimants, string? Publisher,
    Quantity? AgreedInAll, Quantity? DeliveredInAll, IEnumerable<ExchangeView.Leg> Legs, IEnumerable<ExchangeView.Stage> Stages,
    JsonObject? Postponed, JsonObject? Assessed, IEnumerable<JsonObject?> Assessments)
{
    /// <summary>The exchange as a track shows it: without claims, which the track lists separately.</summary>
    public static ExchangeView Of(ExchangeLedger ledger) => Of(ledger, withClaims: false);

    /// <summary>The exchange, each number with all that is claimed for it where <paramref name="withClaims"/> says so.</summary>
    public static ExchangeView Of(ExchangeLedger ledger, bool withClaims) => new(
        ledger.Exchange.Value, ledger.Held.Agreed is null, ledger.IsContested, ledger.AgreedTerms, ledger.Status,
        ledger.Held.Agreed?.Occurred, ledger.Held.Due,
        ledger.Held.Agreed?.Id, ledger.Held.Agreed?.Report?.Claimants, ledger.Held.Agreed?.Report?.Source.Publisher,
        ledger.Agreed?.ToQuantity(), ledger.Delivered?.ToQuantity(), ledger.Legs.Select(leg => Leg.Of(leg, withClaims)),
        ledger.Stages.Select(stage => Stage.Of(stage, withClaims)),
        FactView.Stated(ledger.Held.Postponed), FactView.Stated(ledger.Held.Assessed), ledger.Held.Assessments.Select(FactView.Stated))
    {
        Promised = withClaims ? MeasureView.Of(ledger.Promised) : null,
        Counted = withClaims ? MeasureView.Of(ledger.Counted) : null,
    };

    /// <summary>What each claimant says was promised in all.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public MeasureView? Promised { get; init; }

    /// <summary>What each claimant says was delivered in all.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public MeasureView? Counted { get; init; }

    /// <summary>One direction: promised against delivered, as ranges over what the claimants say.</summary>
    public sealed record Leg(
        Key LegId, ActorKey From, ActorKey To, LegCategory Category, Quantity? Agreed, Quantity Delivered, Quantity? Outstanding,
        Quantity? Surplus, Share? Share,
        Occurrence? FirstDelivery, Occurrence? LastDelivery, LegStatus Status, bool Disputed)
    {
        /// <summary>The leg's id.</summary>
        [JsonPropertyName("leg"), JsonPropertyOrder(-1)]
        public Key LegId { get; init; } = LegId;

        /// <summary>What each claimant says was promised.</summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public MeasureView? Promised { get; init; }

        /// <summary>What each claimant says was delivered, over all stages.</summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public MeasureView? Counted { get; init; }

        /// <summary>Of the ledger of a leg.</summary>
        public static Leg Of(LegLedger leg, bool withClaims) => new(leg.Leg.Leg, leg.Leg.From, leg.Leg.To, leg.Leg.Category,
            leg.Agreed?.ToQuantity(), leg.Delivered.ToQuantity(), leg.Outstanding?.ToQuantity(), leg.Surplus?.ToQuantity(), leg.Share,
            leg.First, leg.Last, leg.Status, leg.IsDisputed)
        {
            Promised = withClaims ? MeasureView.Of(leg.Promised) : null,
            Counted = withClaims ? MeasureView.Of(leg.Counted) : null,
        };
    }

    /// <summary>One hand-over; <c>factId</c> is null when the fact was withdrawn or is denied and only claims remain.</summary>
    public sealed record Stage(Key StageId, Occurrence Occurred, Guid? FactId, bool Contested, IEnumerable<Delivered> Deliveries,
        IEnumerable<ActorKey>? Claimants, string? Publisher)
    {
        /// <summary>The hand-over's id.</summary>
        [JsonPropertyName("stage"), JsonPropertyOrder(-1)]
        public Key StageId { get; init; } = StageId;

        /// <summary>Of the ledger of a hand-over.</summary>
        public static Stage Of(StageLedger stage, bool withClaims) => new(
            stage.Stage, stage.Occurred, stage.Completed?.Id, stage.IsContested,
            stage.Deliveries.Select(delivery =>
                new Delivered(delivery.Leg, delivery.Quantity.ToQuantity(),
                delivery.Counted.Status == ClaimStatus.Disputed)
                { Counted = withClaims ? MeasureView.Of(delivery.Counted) : null }),
            stage.Completed?.Report?.Claimants, stage.Completed?.Report?.Source.Publisher);
    }

    /// <summary>What one leg delivered at one hand-over, over all claimants.</summary>
    public sealed record Delivered(Key Leg, Quantity Quantity, bool Disputed)
    {
        /// <summary>What each claimant counts.</summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public MeasureView? Counted { get; init; }
    }
}
