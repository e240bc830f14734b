using Negotiations.Service.Transfer;

namespace Negotiations.Service.Tests;

/// <summary>No text of a table runs as a formula.</summary>
public sealed class CsvGuardTests
{
    [Theory]
    [InlineData(" =1+1")]
    [InlineData("\u00A0=1+1")]
    [InlineData("\uFEFF=1+1")]
    [InlineData("\u200B\u2060 @SUM(A1)")]
    [InlineData("\u000B+1")]
    [InlineData("＝1+1")]
    [InlineData("＋1")]
    [InlineData("－1")]
    [InlineData("＠SUM(A1)")]
    [InlineData(" ＝1+1")]
    public void A_formula_behind_what_shows_nothing_gets_an_apostrophe(string text) => Csv.Guarded(text).ShouldBe("'" + text);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("6,057 bodies")]
    [InlineData("a = b")]
    // These get theirs from the writer.
    [InlineData("=1+1")]
    [InlineData("\t=1+1")]
    public void Other_texts_are_left_as_they_are(string? text) => Csv.Guarded(text).ShouldBe(text);
}
