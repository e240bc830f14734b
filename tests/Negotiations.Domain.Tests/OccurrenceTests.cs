using CsCheck;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Time;

namespace Negotiations.Domain.Tests;

public class OccurrenceTests
{
    [Theory]
    [InlineData("2025-06-02", "2025-06-02T00:00:00.000000", "2025-06-02T23:59:59.999999")]
    [InlineData("2025-06-02?", "2025-06-02T00:00:00.000000", "2025-06-02T23:59:59.999999")]
    [InlineData("2025-06~", "2025-06-01T00:00:00.000000", "2025-06-30T23:59:59.999999")]
    [InlineData("2024-02%", "2024-02-01T00:00:00.000000", "2024-02-29T23:59:59.999999")]
    [InlineData("2025", "2025-01-01T00:00:00.000000", "2025-12-31T23:59:59.999999")]
    [InlineData("2025-21", "2025-03-01T00:00:00.000000", "2025-05-31T23:59:59.999999")]
    [InlineData("2023-24", "2023-12-01T00:00:00.000000", "2024-02-29T23:59:59.999999")]
    [InlineData("202X", "2020-01-01T00:00:00.000000", "2029-12-31T23:59:59.999999")]
    [InlineData("20XX", "2000-01-01T00:00:00.000000", "2099-12-31T23:59:59.999999")]
    [InlineData("2025-XX", "2025-01-01T00:00:00.000000", "2025-12-31T23:59:59.999999")]
    [InlineData("2025-06-XX", "2025-06-01T00:00:00.000000", "2025-06-30T23:59:59.999999")]
    [InlineData("2025-XX-XX", "2025-01-01T00:00:00.000000", "2025-12-31T23:59:59.999999")]
    [InlineData("2025-05-23/2025-05-25", "2025-05-23T00:00:00.000000", "2025-05-25T23:59:59.999999")]
    [InlineData("2025-05/2025-06-02?", "2025-05-01T00:00:00.000000", "2025-06-02T23:59:59.999999")]
    [InlineData("../2025-06-09", null, "2025-06-09T23:59:59.999999")]
    [InlineData("/2025-06-02", null, "2025-06-02T23:59:59.999999")]
    [InlineData("2025-06-02/..", "2025-06-02T00:00:00.000000", null)]
    [InlineData("2025-06-02/", "2025-06-02T00:00:00.000000", null)]
    [InlineData("2025-06-02T13:00:00+03:00", "2025-06-02T10:00:00.000000", "2025-06-02T10:00:00.000000")]
    [InlineData("2025-06-02T13:00Z", "2025-06-02T13:00:00.000000", "2025-06-02T13:00:00.000000")]
    [InlineData("2025-06-02T13:00:00.1234567Z", "2025-06-02T13:00:00.123456", "2025-06-02T13:00:00.123456")]
    [InlineData("2025-06-02T13:00:00", "2025-06-02T13:00:00.000000", "2025-06-02T13:00:00.000000")]
    [InlineData("-0044-03-15", "0001-01-01T00:00:00.000000", "0001-01-01T00:00:00.000000")]
    [InlineData("9999-12-31", "9999-12-31T00:00:00.000000", "9999-12-31T23:59:59.999999")]
    [InlineData("9999-24", "9999-12-01T00:00:00.000000", "9999-12-31T23:59:59.999999")]
    public void An_EDTF_value_allows_the_span_that_its_precision_says(string text, string? earliest, string? latest)
    {
        var occurrence = Occurrence.Parse(text).Value.ShouldNotBeNull();

        Shown(occurrence.Earliest).ShouldBe(earliest);
        Shown(occurrence.Latest).ShouldBe(latest);
        occurrence.ToString().ShouldBe(text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("2 June 2025")]
    [InlineData("2025-13")]
    [InlineData("2025-02-29")]
    [InlineData("2025-06-31")]
    [InlineData("2025-00-01")]
    [InlineData("2025-6-2")]
    [InlineData("25-06-02")]
    [InlineData("Y170000002")]
    [InlineData("2025-XX-02")]
    [InlineData("202X-06")]
    [InlineData("2025-21-01")]
    [InlineData("-0000")]
    [InlineData("..")]
    [InlineData("/")]
    [InlineData("../..")]
    [InlineData("../")]
    [InlineData("2025-06-09/2025-06-02")]
    [InlineData("2025-06-02/2025-06-03/2025-06-04")]
    [InlineData("2025-06-02T25:00:00Z")]
    [InlineData("2025-06-02T13:60:00Z")]
    [InlineData("2025-06-02T13:00:00+15:00")]
    [InlineData("0001-01-01T00:00:00+01:00")]
    [InlineData("2025-06-02\n")]
    [InlineData("２０２５-06-02")]
    public void Anything_else_is_refused_and_the_refusal_shows_what_is_accepted(string text)
    {
        var refusal = Occurrence.Parse(text).Refusal.ShouldNotBeNull();

        refusal.Code.ShouldBe("unreadable-date");
        refusal.Detail.ShouldContain("2025-06-02");
    }

    [Fact]
    public void The_moment_is_the_latest_instant_or_the_earliest_where_the_end_is_open()
    {
        Occurrence.Of("2025-05-23/2025-05-25").Moment.ShouldBe(Days.End(new DateOnly(2025, 5, 25)));
        Occurrence.Of("2025-06-02/..").Moment.ShouldBe(Days.Start(new DateOnly(2025, 6, 2)));
    }

    [Theory]
    [InlineData("2025-06-03", false)]
    [InlineData("2025-06-04", true)]
    [InlineData("2025-06", false)]
    [InlineData("2025", false)]
    [InlineData("2025-07", true)]
    [InlineData("2025-06-02/2025-06-10", true)]
    [InlineData("2025-06-02/..", false)]
    [InlineData("../2025-06-10", true)]
    [InlineData("2025-06-03T23:59:59Z", false)]
    [InlineData("2025-06-04T00:00:00Z", true)]
    public void What_cannot_have_begun_by_the_end_of_tomorrow_lies_ahead(string text, bool ahead) =>
        Occurrence.Of(text).LiesAhead(new DateTimeOffset(2025, 6, 2, 12, 0, 0, TimeSpan.Zero)).ShouldBe(ahead);

    [Fact]
    public void Every_value_prints_as_it_was_written_and_ends_no_earlier_than_it_starts() => Generated.OccurrenceText.Sample(text =>
    {
        var occurrence = Occurrence.Parse(text).Value.ShouldNotBeNull(text);

        occurrence.Text.ShouldBe(text);
        if (occurrence is { Earliest: { } earliest, Latest: { } latest }) latest.ShouldBeGreaterThanOrEqualTo(earliest);
    });

    [Fact]
    public void No_text_makes_the_reader_throw() =>
        Gen.OneOf(Gen.String[0, 40], Gen.String[Gen.Char["0123456789-/.XTZ:+?~%"], 0, 30]).Sample(text =>
    {
        var result = Occurrence.Parse(text);

        (result.Value is null).ShouldBe(result.Refusal is not null);
    });

    private static string? Shown(DateTimeOffset? instant) =>
        instant?.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff", System.Globalization.CultureInfo.InvariantCulture);
}
