using Negotiations.Domain.Claims;

namespace Negotiations.Domain.Ledgers;

/// <summary>A share of a promise, as a range from 0 to 1; what goes beyond the promise is surplus.</summary>
/// <param name="Low">The least that it can be.</param>
/// <param name="High">The most that it can be.</param>
public sealed record Share(decimal Low, decimal High)
{
    /// <summary>The share that was delivered of what was agreed, cut to four decimals; null when none was agreed.</summary>
    public static Share? Of(NumberRange delivered, NumberRange agreed) => agreed.High == 0 ? null : new Share(
        agreed.High is { } most ? Cut((decimal)delivered.Low / most) : 0,
        delivered.High is { } high && agreed.Low > 0 ? Cut((decimal)high / agreed.Low) : 1);

    private static decimal Cut(decimal share) => Math.Min(1, Math.Floor(share * 10_000) / 10_000);
}
