namespace Negotiations.Domain.Tests.SecondModel;

/// <summary>One claimant's value for a measure, from one fact.</summary>
/// <param name="Measure">The address of the number or word.</param>
/// <param name="Fact">The fact that states it.</param>
/// <param name="Claimant">Whose word it is; null for the publication's own voice.</param>
/// <param name="Speaker">Who speaks, as far as corroboration goes.</param>
/// <param name="Range">The numbers that it allows; null for a word, and when the number is unknown.</param>
/// <param name="Basis">What the number counts.</param>
/// <param name="Word">The word; null for a number.</param>
/// <param name="Contested">Whether the fact is denied.</param>
internal sealed record Claim(
    MeasureName Measure, StoredFact Fact, string? Claimant, string Speaker, ModelRange? Range, string Basis, string? Word, bool Contested)
{
    /// <summary>Whether it says anything that can be compared.</summary>
    public bool IsKnown => Range is not null || Word is not null;

    /// <summary>Whether somebody gave it for its own sake, rather than a fact that carries it along.</summary>
    public bool IsFigure => Fact.Name == "figure_claimed";

    /// <summary>Whether it says that something happened at all: a hand-over that wasn't of none, or a total of at least one.</summary>
    public bool IsSomething => IsFigure && !Measure.IsStage ? Range?.Low > 0 : Range?.High != 0;
}
