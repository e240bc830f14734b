using System.Collections.Immutable;
using Negotiations.Domain.Claims;
using Negotiations.Domain.Exchanges;
using Negotiations.Domain.Time;

namespace Negotiations.Domain.Ledgers;

/// <summary>One hand-over of an exchange.</summary>
/// <param name="Stage">The hand-over's id within the exchange.</param>
/// <param name="Completed">The fact that reports it; null when only counts of it are left.</param>
/// <param name="Occurred">When it took place, as the report says; without one, as the first count does.</param>
/// <param name="Moment">The instant that stands for it.</param>
/// <param name="Deliveries">What each leg delivered.</param>
public sealed record StageLedger(Key Stage, ExchangeStageCompleted? Completed, Occurrence Occurred, DateTimeOffset Moment,
    ImmutableArray<StageDelivery> Deliveries)
{
    /// <summary>The fact that reports it, else the first that counts it.</summary>
    public Guid? By => Completed?.Id ?? Deliveries.SelectMany(delivery => delivery.Counted.Claims).Min()?.FactId;

    /// <summary>Whether it is denied, so that it gives no date and fulfils nothing.</summary>
    public bool IsContested => Completed is null && Deliveries.All(delivery => delivery.Counted.Claims.All(claim => claim.IsContested));

    /// <summary>Whether it handed over anything on one of some legs that nobody denies.</summary>
    internal bool Delivers(IReadOnlySet<Key> legs) => !IsContested
        && Deliveries.Any(delivery => delivery.IsDelivered && legs.Contains(delivery.Leg));

    internal static ImmutableArray<StageLedger> Of(Key exchange, Exchange held, ClaimBook book) =>
    [
        .. from counted in book.StagesOf(exchange)
           group counted by ((StageMeasure)counted.Measure).Stage into stage
           let completed = held.Stages.GetValueOrDefault(stage.Key)
           let first = stage.SelectMany(counted => counted.Claims).Min()!
           let moment = completed?.Moment() ?? first.Moment()
           orderby moment, stage.Key
           select new StageLedger(stage.Key, completed, completed?.Occurred ?? first.Occurred, moment,
               [.. stage.Select(StageDelivery.Of)]),
    ];
}
