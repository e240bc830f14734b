using Negotiations.Domain.Claims;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Time;

namespace Negotiations.Domain.Ledgers;

/// <summary>When something came about.</summary>
/// <param name="Occurred">As it was written.</param>
/// <param name="Moment">The instant that stands for it.</param>
/// <param name="By">The fact that says so; null where only counts of it are left.</param>
public sealed record Dated(Occurrence Occurred, DateTimeOffset Moment, Guid? By)
{
    /// <summary>The UTC day.</summary>
    public DateOnly Day => Days.Of(Moment);

    internal static Dated Of(Fact fact) => new(fact.Occurred, fact.Moment(), fact.Id);

    internal static Dated Of(Claim claim) => new(claim.Occurred, claim.Moment(), claim.FactId);

    internal static Dated Of(StageLedger stage) => new(stage.Occurred, stage.Moment, stage.By);
}
