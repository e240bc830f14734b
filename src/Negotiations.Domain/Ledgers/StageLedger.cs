using System.Collections.Immutable;
using Negotiations.Domain.Claims;
using Negotiations.Domain.Exchanges;
using Negotiations.Domain.Time;

namespace Negotiations.Domain.Ledgers;

/// <summary>One hand-over of an exchange.</summary>
/// <param name="Stage">The hand-over's id within the exchange.</param>
/// <param name="Completed">The fact that reports it; null when only counts of it are left.</param>
/// <param name="Occurred">When it took place.</param>
/// <param name="Deliveries">What each leg delivered.</param>
public sealed record StageLedger(Key Stage, ExchangeStageCompleted? Completed, Occurrence Occurred,
    ImmutableArray<StageDelivery> Deliveries)
{
    internal static ImmutableArray<StageLedger> Of(Key exchange, Exchange held, ClaimBook book) =>
    [
        .. from counted in book.StagesOf(exchange)
           group counted by ((StageMeasure)counted.Measure).Stage into stage
           let completed = held.Stages.GetValueOrDefault(stage.Key)
           let occurred = completed?.Occurred ?? stage.First().Claims[0].Occurred
           orderby occurred.Moment, stage.Key
           select new StageLedger(stage.Key, completed, occurred, [.. stage.Select(StageDelivery.Of)]),
    ];
}
