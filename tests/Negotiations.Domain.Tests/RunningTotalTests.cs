using Negotiations.Domain.Claims;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Ledgers;
using Negotiations.Domain.Tracks;
using static Negotiations.Domain.Tests.ExchangeClaims;

namespace Negotiations.Domain.Tests;

/// <summary>Totals that a speaker publishes at several dates, and what they are compared with.</summary>
public class RunningTotalTests
{
    [Fact]
    public void Of_one_speakers_totals_the_latest_is_what_they_say_and_the_earlier_are_its_history()
    {
        (string Day, long Count)[] published = [("2025-08-14", 6954), ("2025-08-24", 7138), ("2025-10-02", 7291), ("2026-02-05", 8161)];
        Fact[] facts = [Agreed(), .. published.Select(one => FactBuilder.Figure("exchange/remains-1/ru-ua/delivered",
            FactBuilder.Exactly(one.Count)).On(one.Day, "ua"))];

        Said(FactBuilder.Track(facts)).ShouldBe((new NumberRange(8161, 8161), ClaimStatus.Single));
        Said(Track.Fold(FactBuilder.Negotiation, FactBuilder.Remains, facts, new Viewpoint(new DateOnly(2025, 8, 30))))
            .ShouldBe((new NumberRange(7138, 7138), ClaimStatus.Single));
        Said(FactBuilder.Track([.. facts, FactBuilder.Figure("exchange/remains-1/ru-ua/delivered", FactBuilder.Exactly(8000))
            .On("2026-02-05", "ua")])).ShouldBe((new NumberRange(8000, 8161), ClaimStatus.Disputed));

        static (NumberRange?, ClaimStatus) Said(Track track) => (Number(track, "exchange/remains-1/ru-ua/delivered"),
            Status(track, "exchange/remains-1/ru-ua/delivered"));
    }

    [Fact]
    public void A_later_lower_total_revises_the_one_before()
    {
        var measure = "exchange/remains-1/ru-ua/delivered";
        var track = FactBuilder.Track(Agreed(), FactBuilder.Figure(measure, FactBuilder.Exactly(100)).On("2025-06-10", "ua"),
            FactBuilder.Figure(measure, FactBuilder.Exactly(120)).On("2025-06-11", "ua"),
            FactBuilder.Figure(measure, FactBuilder.Exactly(110)).On("2025-06-12", "ua"));

        var summary = ClaimBook.Of(track).Of(Read(measure));

        summary.Places().ShouldBe([SeriesPlace.Earlier, SeriesPlace.Revised, SeriesPlace.Latest]);
        Number(track, measure).ShouldBe(new NumberRange(110, 110));
    }

    [Fact]
    public void A_running_total_of_the_whole_rolls_forward_as_that_of_a_leg_does()
    {
        var whole = FactBuilder.Figure("exchange/remains-1/delivered", FactBuilder.Exactly(20, Basis.Total)).On("2025-06-10", "ua");
        var track = FactBuilder.Track(Agreed(), Handover("one", 20).On("2025-06-09", "ua"), whole, Handover("two", 10)
            .On("2025-06-11", "ua"),
            ToRussiaStage(0, "2025-06-09"));

        Number(track, "exchange/remains-1/delivered").ShouldBe(new NumberRange(30, 30));
        Status(track, "exchange/remains-1/delivered").ShouldBe(ClaimStatus.Single);
    }
}
