using System.Collections.Immutable;

namespace Negotiations.Domain.Ledgers;

/// <summary>The hand-overs of an exchange, by leg.</summary>
internal sealed class Handovers
{
    private readonly Dictionary<Key, List<(StageLedger Stage, long Count)>> ofLegs = [];

    /// <summary>Of these.</summary>
    public Handovers(ImmutableArray<StageLedger> stages)
    {
        All = [.. stages.Select(stage => (stage, stage.Deliveries.Sum(delivery => delivery.Quantity.Low)))];
        foreach (var stage in stages.Where(stage => !stage.IsContested))
            foreach (var leg in stage.Deliveries.GroupBy(delivery => delivery.Leg))
                if (leg.Any(delivery => delivery.IsDelivered))
                {
                    if (!ofLegs.TryGetValue(leg.Key, out var own)) ofLegs[leg.Key] = own = [];
                    own.Add((stage, leg.Sum(delivery => delivery.Quantity.Low)));
                }
    }

    /// <summary>All, with the least that each handed over.</summary>
    public IReadOnlyList<(StageLedger Stage, long Count)> All { get; }

    /// <summary>Those that handed over something on a leg that nobody denies, with the least that it was.</summary>
    public IReadOnlyList<(StageLedger Stage, long Count)> Of(Key leg) => ofLegs.TryGetValue(leg, out var own) ? own : [];
}
