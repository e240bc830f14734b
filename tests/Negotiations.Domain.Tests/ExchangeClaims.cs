using CsCheck;
using Negotiations.Domain.Claims;
using Negotiations.Domain.Exchanges;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Knowledge;
using Negotiations.Domain.Ledgers;
using Negotiations.Domain.Tracks;

namespace Negotiations.Domain.Tests;

/// <summary>What was claimed of the exchange of remains, in the numbers of 2 June 2025.</summary>
internal static class ExchangeClaims
{
    public const string Whole = "exchange/remains-1/agreed", ToUkraine = "exchange/remains-1/ru-ua/agreed",
        ToRussia = "exchange/remains-1/ua-ru/agreed";

    public static ExchangeAgreed Agreed() =>
        (FactBuilder.Exchange() with { Legs = [.. FactBuilder.Exchange().Legs.Select(leg => leg with { Quantity = null })] })
            .On("2025-06-02");

    public static FigureClaimed Claim(string measure, long value, string claimant, Basis basis = Basis.Unspecified) =>
        FactBuilder.Figure(measure, FactBuilder.Exactly(value, basis)).On("2025-06-02", claimant);

    public static IEnumerable<Fact> Deliveries()
    {
        foreach (var (day, count) in new[] { ("2025-06-11", 1212), ("2025-06-13", 1200), ("2025-06-14", 1200), ("2025-06-15", 1200) })
            yield return Handover(day, count).On(day, "ua", "ru");
        yield return Handover("2025-06-16", 1245).On("2025-06-16", "ua");
        yield return FactBuilder.Figure("exchange/remains-1/stage/2025-06-16/ru-ua", FactBuilder.Exactly(1248)).On("2025-06-16", "ru");
    }

    public static ExchangeStageCompleted Handover(string day, long count) =>
        new(Key.Of("remains-1"), Key.Of(day), [new Delivery(Key.Of("ru-ua"), FactBuilder.Exactly(count))]);

    public static FigureClaimed Total(long count, string claimant) =>
        FactBuilder.Figure("exchange/remains-1/ru-ua/delivered", FactBuilder.Exactly(count)).On("2025-06-16", claimant);

    public static FigureClaimed ToRussiaStage(long count, string day) =>
        FactBuilder.Figure($"exchange/remains-1/stage/{day}/ua-ru", FactBuilder.Exactly(count)).On(day, "ru");

    public static ClaimStatus Status(Track track, string measure) => ClaimBook.Of(track).Of(Read(measure)).Status;

    public static NumberRange? Number(Track track, string measure) => ClaimBook.Of(track).Of(Read(measure)).Number;

    public static Measure Read(string text) => Measure.TryParse(text, out var measure) ? measure : throw new FormatException(text);
}
