using Negotiations.Domain.Claims;
using Negotiations.Domain.Time;
using Negotiations.Web.Frame;
using Negotiations.Web.Parts;

namespace Negotiations.Web.Tests;

/// <summary>Dates and numbers in words.</summary>
public sealed class WordTests
{
    [Theory]
    [InlineData("2025-06-02", "2 June 2025")]
    [InlineData("2025-06", "June 2025")]
    [InlineData("2025", "2025")]
    [InlineData("2025-21", "spring 2025")]
    [InlineData("202X", "the 2020s")]
    [InlineData("20XX", "between 2000 and 2099")]
    [InlineData("2025-06-XX", "some day in June 2025")]
    [InlineData("2025-XX", "some time in 2025")]
    [InlineData("2025-06-02?", "perhaps 2 June 2025")]
    [InlineData("2025-06~", "about June 2025")]
    [InlineData("2025-06-02%", "perhaps about 2 June 2025")]
    [InlineData("2025-05-23/2025-05-25", "23 May 2025 to 25 May 2025")]
    [InlineData("../2025-06-09", "until 9 June 2025")]
    [InlineData("/2025-06-02", "until 2 June 2025, since when is unknown")]
    [InlineData("2025-06-02/..", "from 2 June 2025 on")]
    [InlineData("2025-06-02T13:00:00+03:00", "2 June 2025, 10:00 UTC")]
    public void Every_form_of_a_date_is_told(string date, string told)
    {
        Occurrence.Parse(date).Refusal.ShouldBeNull();
        DateWords.Of(date).ShouldBe(told);
    }

    [Fact]
    public void Every_form_of_a_quantity_is_told() => new[]
    {
        Quantity.Exactly(6000).Value!, Quantity.Exactly(6000, Basis.PerSide).Value!, Quantity.Of(QuantityForm.AtLeast, 40, null,
            Basis.Unspecified).Value!,
        Quantity.Of(QuantityForm.AtMost, 9, null, Basis.Unspecified).Value!, Quantity.Of(QuantityForm.About, 60, null, Basis.Total).Value!,
        Quantity.Of(QuantityForm.Between, 6057, 6060, Basis.Unspecified).Value!, Quantity.Unknown,
    }.Select(NumberWords.Of).ShouldBe(["6,000", "6,000 a side", "at least 40", "at most 9", "about 60 in all", "6,057–6,060",
        "not disclosed"]);

    [Fact]
    public void The_manual_is_served_without_markup_of_its_own_and_with_links_that_lead_somewhere()
    {
        var (title, html) = Manual.Find(null)!.Value;
        title.ShouldBe("The manual");
        foreach (var link in System.Text.RegularExpressions.Regex.Matches(html, "href=\"(/guide/(?<page>[a-z-]+))").Select(match =>
            match.Groups["page"].Value))
            Manual.Find(link).ShouldNotBeNull(link);
        Manual.Find("../appsettings").ShouldBeNull();
    }
}
