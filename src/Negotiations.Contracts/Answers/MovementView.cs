using Negotiations.Domain.Facts;
using Negotiations.Domain.Time;

namespace Negotiations.Contracts.Answers;

/// <summary>A fact in short.</summary>
/// <param name="FactId">The fact.</param>
/// <param name="Type">Its type as a word.</param>
/// <param name="Occurred">When it happened.</param>
/// <param name="Summary">What it says, in one sentence.</param>
public sealed record MovementView(Guid FactId, string Type, Occurrence Occurred, string Summary)
{
    /// <summary>Of a fact; null of none.</summary>
    public static MovementView? Of(Fact? fact, Narrator narrator) =>
        fact is null ? null : new(fact.Id, fact.Word(), fact.Occurred, fact.Describe(narrator));
}
