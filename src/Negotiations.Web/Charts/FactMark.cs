using Negotiations.Domain.Time;

namespace Negotiations.Web.Charts;

/// <summary>A fact as charts mark it: when it happened and when it was known.</summary>
/// <param name="Fact">The fact.</param>
/// <param name="Type">Its type as a word.</param>
/// <param name="Tracks">The tracks that it concerns.</param>
/// <param name="Start">The first day on which it can have happened; null where that is unknown, or the day itself.</param>
/// <param name="Day">The day for which it counts.</param>
/// <param name="Known">The day on which it was known.</param>
public sealed record FactMark(Guid Fact, string Type, string[] Tracks, DateOnly? Start, DateOnly Day, DateOnly Known)
{
    /// <summary>Of a fact's times.</summary>
    public static FactMark Of(Guid fact, string type, string[] tracks, DateTimeOffset? earliest, DateTimeOffset moment,
        DateTimeOffset known) =>
        new(fact, type, tracks, earliest is null ? DateOnly.MinValue : Days.Of(earliest.Value) is var start && start < Days.Of(moment)
            ? start : null, Days.Of(moment), Days.Of(known));

    /// <summary>What it is drawn as: talks, a hand-over, a deadline that passed, or any other fact.</summary>
    public string Kind => Type switch
    {
        "talksHeld" => "talks",
        "exchangeStageCompleted" or "childrenReturned" => "hand-over",
        "deadlinePassed" => "deadline passed",
        _ => "other",
    };
}
