using Negotiations.Domain.Facts;
using Negotiations.Domain.Time;

namespace Negotiations.Domain.Tracks;

/// <summary>The last thing that moved on a track.</summary>
/// <param name="FactId">The fact.</param>
/// <param name="Type">Its type as a word.</param>
/// <param name="Occurred">When it happened.</param>
/// <param name="Summary">What it says, in one sentence, cut at 300 characters.</param>
public sealed record Movement(Guid FactId, string Type, Occurrence Occurred, string Summary)
{
    private const int Longest = 300;

    /// <summary>The movement that a fact is.</summary>
    public static Movement Of(Fact fact) => new(fact.Id, fact.Word(), fact.Occurred, Short(fact.Describe()));

    private static string Short(string text) => text.Length <= Longest ? text : text[..(Longest - 1)] + "…";

    /// <summary>Whether a fact moved a track later in the world than what is known.</summary>
    public static bool IsLater(Fact fact, Movement? known) =>
        known is null || WorldOrder.Compare((known.Occurred.Moment, known.FactId), fact.Rank()) < 0;
}
