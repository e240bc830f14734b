using System.Collections.Immutable;
using Negotiations.Domain.Commands;
using Negotiations.Domain.Facts;

namespace Negotiations.Domain.Exchanges;

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
    public override Thing? Names => new Thing(ThingKind.Exchange, Exchange);

    /// <inheritdoc/>
    public override IEnumerable<Refusal> Validate(DecisionContext context) =>
    [
        .. context.Holds("exchange", new Thing(ThingKind.Exchange, Exchange)),
        .. Taken(context),
        .. Checks.Count("deliveries", Deliveries, 1),
        .. Checks.Distinct("deliveries", Deliveries.Select(delivery => delivery.Leg)),
        .. Deliveries.SelectMany((delivery, i) => context.HasLeg($"deliveries[{i}].leg", Exchange, delivery.Leg)),
    ];

    /// <inheritdoc/>
    public override Fact Handle(DecisionContext context) => new ExchangeStageCompleted(Exchange, Stage, Deliveries);

    private IEnumerable<Refusal> Taken(DecisionContext context) =>
        from track in context.Tracks
        where track.Find<Exchange>(Exchange)?.Stages.GetValueOrDefault(Stage) is { } known && known.Id != context.Replaces
        select Refusal.Conflict("stage-exists", "stage",
            $"the stage '{Stage}' of '{Exchange}' is recorded on '{track.Key}' already; add another count with ClaimFigure");
}
