using Negotiations.Domain.Claims;

namespace Negotiations.Domain.Ledgers;

/// <summary>What one leg delivered at one hand-over.</summary>
/// <param name="Leg">The leg.</param>
/// <param name="Quantity">How many, over all claimants.</param>
/// <param name="Counted">Who counts how many.</param>
public sealed record StageDelivery(Key Leg, NumberRange Quantity, MeasureSummary Counted)
{
    internal static StageDelivery Of(MeasureSummary counted) => new(((StageMeasure)counted.Measure).Leg,
        counted.Accepted?.Quantity is { } accepted ? NumberRange.Of(accepted) : NumberRange.Hull(counted.Votes.Select(vote => vote.Total))
            ?? NumberRange.Any, counted);
}
