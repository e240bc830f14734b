using Negotiations.Domain.Claims;

namespace Negotiations.Domain.Ledgers;

/// <summary>What one leg delivered at one hand-over.</summary>
/// <param name="Leg">The leg.</param>
/// <param name="Quantity">How many, over all claimants.</param>
/// <param name="Counted">Who counts how many.</param>
public sealed record StageDelivery(Key Leg, NumberRange Quantity, MeasureSummary Counted)
{
    /// <summary>Whether somebody counts some whom nobody denies.</summary>
    public bool IsCounted => Counted.Claims.Any(claim => claim is { IsContested: false, Value.Quantity.High: not 0 });

    /// <summary>Whether it handed over anything that nobody denies.</summary>
    public bool IsDelivered => Quantity.High != 0 && IsCounted;

    internal static StageDelivery Of(MeasureSummary counted) =>
        new(((StageMeasure)counted.Measure).Leg, counted.Number ?? NumberRange.Any, counted);
}
