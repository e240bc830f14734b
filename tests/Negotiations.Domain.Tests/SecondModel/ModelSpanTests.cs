namespace Negotiations.Domain.Tests.SecondModel;

/// <summary>How the second model reads dates.</summary>
public class ModelSpanTests
{
    [Theory]
    [InlineData("2025-06-02?", "2025-06-02T00:00:00.000000", "2025-06-02T23:59:59.999999")]
    [InlineData("2024-02", "2024-02-01T00:00:00.000000", "2024-02-29T23:59:59.999999")]
    [InlineData("2025-XX-XX", "2025-01-01T00:00:00.000000", "2025-12-31T23:59:59.999999")]
    [InlineData("2025-06-XX", "2025-06-01T00:00:00.000000", "2025-06-30T23:59:59.999999")]
    [InlineData("202X", "2020-01-01T00:00:00.000000", "2029-12-31T23:59:59.999999")]
    [InlineData("00XX", "0001-01-01T00:00:00.000000", "0099-12-31T23:59:59.999999")]
    [InlineData("2023-24~", "2023-12-01T00:00:00.000000", "2024-02-29T23:59:59.999999")]
    [InlineData("9999-24", "9999-12-01T00:00:00.000000", "9999-12-31T23:59:59.999999")]
    [InlineData("2025-05/2025-06-02?", "2025-05-01T00:00:00.000000", "2025-06-02T23:59:59.999999")]
    [InlineData("../2025-06-09", null, "2025-06-09T23:59:59.999999")]
    [InlineData("2025-06-02/", "2025-06-02T00:00:00.000000", null)]
    [InlineData("2025-06-02T13:00+03:00", "2025-06-02T10:00:00.000000", "2025-06-02T10:00:00.000000")]
    [InlineData("2025-06-02T13:00:00.1234567Z", "2025-06-02T13:00:00.123456", "2025-06-02T13:00:00.123456")]
    [InlineData("2025-06-02T13:00:00", "2025-06-02T13:00:00.000000", "2025-06-02T13:00:00.000000")]
    [InlineData("-0044-03-15", "0001-01-01T00:00:00.000000", "0001-01-01T00:00:00.000000")]
    public void A_date_allows_the_span_that_its_precision_says(string text, string? earliest, string? latest)
    {
        Shown(ModelSpan.Read(text).Earliest).ShouldBe(earliest);
        Shown(ModelSpan.Read(text).Latest).ShouldBe(latest);
    }

    private static string? Shown(DateTimeOffset? instant) => instant?.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff", null);
}
