namespace Negotiations.Domain.Tests.SecondModel;

/// <summary>What one speaker says of a measure, all told.</summary>
/// <param name="Speaker">Who speaks; null for nobody's voice.</param>
/// <param name="Total">What it says if the number is a total.</param>
/// <param name="PerSide">What it says if the number is one for each giving side.</param>
/// <param name="Own">Whether every part is the speaker's own word, none borrowed.</param>
/// <param name="Direct">The facts whose claims on this very measure it rests on.</param>
/// <param name="Word">The word; null for a number.</param>
internal sealed record Vote(
    string? Speaker, ModelRange Total, ModelRange PerSide, bool Own, IReadOnlyList<Guid> Direct, string? Word = null)
{
    public bool HasTwoReadings => Total != PerSide;

    public bool Fits(long number) => Total.Holds(number) || PerSide.Holds(number);

    public bool Meets(ModelRange range, string? word) => Word == word && (Total.Meets(range) || PerSide.Meets(range));

    public Vote Plus(ModelRange range, bool own) =>
        this with { Total = Total.Plus(range), PerSide = PerSide.Plus(range), Own = Own && own };

    /// <summary>All but the facts, as text to compare by.</summary>
    public string Shown => $"{Speaker}|{Total}|{PerSide}|{Own}|{Word}";

    /// <summary>A claim as it stands, whatever its basis.</summary>
    public static Vote Plain(Claim claim)
    {
        var range = claim.Range ?? ModelRange.Any;
        return new Vote(claim.Speaker, range, range, true, [claim.Fact.Id], claim.Word);
    }

    /// <summary>What follows from other measures.</summary>
    public static Vote Derived(string? speaker, ModelRange range, bool own) => new(speaker, range, range, own, []);
}
