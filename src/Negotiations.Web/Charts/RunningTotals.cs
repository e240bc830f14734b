using Negotiations.Contracts.Answers;
using Negotiations.Domain;
using Negotiations.Domain.Time;

namespace Negotiations.Web.Charts;

/// <summary>What one voice counts of a leg, hand-over by hand-over; where it is silent on one, what others say of that is taken.</summary>
/// <param name="Claimant">The actor or member; null for a publication's own voice.</param>
/// <param name="Publisher">The publication.</param>
/// <param name="Points">After each hand-over: the day, the total so far, and whether the voice counts this one itself.</param>
public sealed record RunningTotals(ActorKey? Claimant, string? Publisher, IReadOnlyList<RunningTotals.Point> Points)
{
    /// <summary>The total after a hand-over.</summary>
    /// <param name="Day">The day of the hand-over.</param>
    /// <param name="Stage">The hand-over.</param>
    /// <param name="Counted">What was handed over then.</param>
    /// <param name="Total">All until then.</param>
    /// <param name="IsOwn">Whether the voice says so itself.</param>
    public sealed record Point(DateOnly Day, Key Stage, long Counted, long Total, bool IsOwn);

    /// <summary>The last total.</summary>
    public long Total => Points is [.., var last] ? last.Total : 0;

    /// <summary>The totals of every voice that counts a leg of an exchange; none where no hand-over has a number.</summary>
    public static IReadOnlyList<RunningTotals> Of(ExchangeView exchange, Key leg)
    {
        ArgumentNullException.ThrowIfNull(exchange);
        var stages = exchange.Stages.Select(stage => (Stage: stage, Said: SaidOf(stage, leg))).Where(one => one.Said.Count > 0)
            .OrderBy(one => one.Stage.Occurred.Moment).ToArray();
        return [.. stages.SelectMany(one => one.Said.Keys).Distinct().Order().Select(speaker => Of(speaker, stages))];
    }

    /// <summary>Whether it says the same as another.</summary>
    public bool IsSame(RunningTotals other) => Points.Select(point => (point.Day, point.Total))
        .SequenceEqual((other ?? throw new ArgumentNullException(nameof(other))).Points.Select(point => (point.Day, point.Total)));

    private static RunningTotals Of(Speaker speaker, (ExchangeView.Stage Stage, Dictionary<Speaker, long> Said)[] stages)
    {
        var (points, total) = (new List<Point>(), 0L);
        foreach (var (stage, said) in stages)
        {
            var counted = said.TryGetValue(speaker, out var own) ? own : said.Values.First();
            total += counted;
            points.Add(new Point(Days.Of(stage.Occurred.Moment), stage.StageId, counted, total, said.ContainsKey(speaker)));
        }
        return new RunningTotals(speaker.Actor is "" ? null : ActorKey.Of(speaker.Actor), speaker.Publisher, points);
    }

    private static Dictionary<Speaker, long> SaidOf(ExchangeView.Stage stage, Key leg)
    {
        var said = new Dictionary<Speaker, long>();
        foreach (var claim in stage.Deliveries.Where(delivery => delivery.Leg == leg).SelectMany(delivery => delivery.Counted?.Claims
            ?? []))
            if (claim.Series is null && claim.Value.Quantity is { } quantity && (quantity.Low > 0 || quantity.High == 0))
                said.TryAdd(new Speaker(claim.Claimant?.Actor.Value ?? "", claim.Claimant is null ? claim.Source.Publisher ?? "" : ""),
                    quantity.Low);
        return said;
    }

    private readonly record struct Speaker(string Actor, string Publisher) : IComparable<Speaker>
    {
        public int CompareTo(Speaker other) => string.CompareOrdinal($"{Actor}\0{Publisher}", $"{other.Actor}\0{other.Publisher}");
    }
}
