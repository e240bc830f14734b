using System.Collections.Immutable;
using Negotiations.Domain;

namespace Negotiations.Service.Recording;

/// <summary>Records that one hand-over of an exchange took place.</summary>
public sealed record RecordExchangeStage : TrackCommand
{
    /// <summary>The exchange's id.</summary>
    public required Key Exchange { get; init; }

    /// <summary>The hand-over's id within the exchange, such as its date.</summary>
    public required Key Stage { get; init; }

    /// <summary>What each leg delivered; at least one.</summary>
    public required ImmutableArray<Delivery> Deliveries { get; init; }

    /// <inheritdoc/>
    public override (ThingKind Kind, Key Id)? Names => (ThingKind.Exchange, Exchange);

    /// <inheritdoc/>
    public override IEnumerable<Refusal> Validate(Situation situation) =>
    [
        .. situation.Holds("exchange", ThingKind.Exchange, Exchange),
        .. Taken(situation),
        .. Checks.Count("deliveries", Deliveries, 1),
        .. Checks.Distinct("deliveries", Deliveries.Select(delivery => delivery.Leg)),
        .. Deliveries.SelectMany((delivery, i) => situation.HasLeg($"deliveries[{i}].leg", Exchange, delivery.Leg)),
    ];

    /// <inheritdoc/>
    public override Fact Handle(Situation situation) => new ExchangeStageCompleted(Exchange, Stage, Deliveries);

    private IEnumerable<Refusal> Taken(Situation situation) =>
        from track in situation.Tracks
        where track.Exchanges.GetValueOrDefault(Exchange.Value)?.Stages.GetValueOrDefault(Stage.Value) is { } known && known.Id != situation.Replaces
        select Refusal.Conflict("stage-exists", "stage", $"the stage '{Stage}' of '{Exchange}' is recorded on '{track.Key}' already; add another count with ClaimFigure");
}
