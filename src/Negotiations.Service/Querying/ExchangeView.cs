using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Negotiations.Domain;

namespace Negotiations.Service.Querying;

/// <summary>An exchange as a two-way ledger. The terms are those on which all claimants agree, or that a person decided to use.</summary>
internal sealed record ExchangeView(
    string Exchange, bool Orphaned, string? Terms, Occurrence? Occurred, Occurrence? Due, Guid? FactId, IEnumerable<ActorKey>? Claimants, string? Publisher,
    IEnumerable<ExchangeView.Leg> Legs, IEnumerable<ExchangeView.Stage> Stages, JsonObject? Postponed, JsonObject? Assessed)
{
    public static ExchangeView Of(string key, Exchange exchange, Track state)
    {
        var agreed = exchange.Agreed;
        var terms = ClaimBook.Of(state).Of(Measure.Terms(Key.Of(key)));
        var words = terms.Claims.Select(claim => claim.Value.Word).Distinct().ToArray();
        return new ExchangeView(key, agreed is null, terms.Accepted?.Word ?? (words is [var only] ? only : null), agreed?.Occurred, exchange.Due, agreed?.Id, agreed?.Report?.Claimants, agreed?.Report?.Source.Publisher,
            ExchangeLedger.Of(state, Key.Of(key)).Legs.Select(Leg.Of),
            exchange.Stages.Values.OrderBy(stage => stage.Rank()).Select(Stage.Of), FactView.Stated(exchange.Postponed), FactView.Stated(exchange.Assessed));
    }

    /// <summary>One direction: promised against delivered, as ranges over what the claimants say.</summary>
    internal sealed record Leg(Key LegId, ActorKey From, ActorKey To, LegCategory Category, Quantity? Agreed, Quantity Delivered, Quantity? Outstanding, Quantity? Surplus, LegStatus Status)
    {
        /// <summary>The leg's id.</summary>
        [JsonPropertyName("leg"), JsonPropertyOrder(-1)]
        public Key LegId { get; init; } = LegId;

        public static Leg Of(LegLedger leg) => new(leg.Leg.Leg, leg.Leg.From, leg.Leg.To, leg.Leg.Category,
            leg.Agreed?.ToQuantity(), leg.Delivered.ToQuantity(), leg.Outstanding?.ToQuantity(), leg.Surplus?.ToQuantity(), leg.Status);
    }

    /// <summary>One hand-over.</summary>
    internal sealed record Stage(Key StageId, Occurrence Occurred, Guid FactId, IEnumerable<Delivery> Deliveries, IEnumerable<ActorKey>? Claimants, string? Publisher)
    {
        /// <summary>The hand-over's id.</summary>
        [JsonPropertyName("stage"), JsonPropertyOrder(-1)]
        public Key StageId { get; init; } = StageId;

        public static Stage Of(ExchangeStageCompleted stage) =>
            new(stage.Stage, stage.Occurred, stage.Id, stage.Deliveries, stage.Report?.Claimants, stage.Report?.Source.Publisher);
    }
}
