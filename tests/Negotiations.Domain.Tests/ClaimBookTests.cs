using CsCheck;
using Negotiations.Domain.Claims;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Knowledge;
using Negotiations.Domain.Ledgers;
using Negotiations.Domain.Talks;
using static Negotiations.Domain.Tests.ExchangeClaims;

namespace Negotiations.Domain.Tests;

/// <summary>The arithmetic of claims, with the numbers of 2 June 2025.</summary>
public class ClaimBookTests
{
    [Fact]
    public void Unspecified_12000_and_6000_are_ambiguous_for_6000_a_side_makes_12000()
    {
        var track = FactBuilder.Track(Agreed(), Claim(Whole, 6000, "newslooks"), Claim(Whole, 12000, "reuters"));

        Status(track, Whole).ShouldBe(ClaimStatus.Ambiguous);
        Number(track, ToUkraine).ShouldBe(new NumberRange(6000, 6000));
        Number(track, ToRussia).ShouldBe(new NumberRange(6000, 6000));
    }

    [Fact]
    public void Total_12000_and_6000_per_side_agree() =>
        Status(FactBuilder.Track(Agreed(), Claim(Whole, 12000, "reuters", Basis.Total), Claim(Whole, 6000, "ua", Basis.PerSide)), Whole)
            .ShouldBe(ClaimStatus.Corroborated);

    [Fact]
    public void One_way_6000_leaves_what_the_other_side_owes_silent_and_6000_for_6000_does_not()
    {
        var moscow = FactBuilder.Track(Agreed(), Claim(ToUkraine, 6000, "ru", Basis.OneWay));
        var kyiv = FactBuilder.Track(Agreed(), Claim(Whole, 6000, "ua", Basis.PerSide));

        (Number(moscow, ToUkraine), Number(moscow, ToRussia)).ShouldBe((new NumberRange(6000, 6000), null));
        (Number(kyiv, ToUkraine), Number(kyiv, ToRussia)).ShouldBe((new NumberRange(6000, 6000), new NumberRange(6000, 6000)));
        Status(FactBuilder.Track(Agreed(), Claim(ToUkraine, 6000, "ru", Basis.OneWay), Claim(Whole, 6000, "ua", Basis.PerSide)), ToUkraine)
            .ShouldBe(ClaimStatus.Corroborated);
    }

    [Theory]
    [InlineData(6000, 6000, ClaimStatus.Corroborated)]
    [InlineData(6000, 12000, ClaimStatus.Ambiguous)]
    [InlineData(6000, 7000, ClaimStatus.Disputed)]
    public void Two_unspecified_numbers_agree_dispute_or_may_agree(int one, int other, ClaimStatus status) =>
        Status(FactBuilder.Track(Agreed(), Claim(Whole, one, "ua"), Claim(Whole, other, "ru")), Whole).ShouldBe(status);

    [Fact]
    public void Who_speaks_for_every_leg_speaks_for_the_sum() =>
        Status(FactBuilder.Track(Agreed(), Claim(ToUkraine, 6000, "ua"), Claim(ToRussia, 100, "ua"),
            Claim(Whole, 12000, "ru", Basis.Total)),
            Whole).ShouldBe(ClaimStatus.Disputed);

    [Fact]
    public void Forty_papers_that_repeat_one_agency_are_one_origin()
    {
        var papers = Enumerable.Range(0, 40).Select(i => Published($"paper {i}", "reuters"));

        Status(FactBuilder.Track([Agreed(), .. papers]), Whole).ShouldBe(ClaimStatus.Single);
        Status(FactBuilder.Track([Agreed(), .. papers, Published("Reuters", null)]), Whole).ShouldBe(ClaimStatus.Single);
        Status(FactBuilder.Track([Agreed(), .. papers, Published("TASS", null)]), Whole).ShouldBe(ClaimStatus.Corroborated);
    }

    [Fact]
    public void A_member_speaks_for_its_actor() =>
        Status(FactBuilder.Track(Agreed(), Claim(Whole, 6000, "ua/umerov"), Claim(Whole, 6000, "ua")), Whole).ShouldBe(ClaimStatus.Single);

    [Fact]
    public void An_origin_that_contradicts_itself_is_shown_as_disputed() =>
        Status(FactBuilder.Track(Agreed(), Claim(Whole, 6000, "ua", Basis.Total), Claim(Whole, 7000, "ua", Basis.Total)), Whole)
            .ShouldBe(ClaimStatus.Disputed);

    [Fact]
    public void Unknown_does_not_vote()
    {
        var track = FactBuilder.Track(Agreed(), Claim(Whole, 6000, "ua", Basis.Total),
            FactBuilder.Figure(Whole, Quantity.Unknown).On("2025-06-02", "ru"));

        Status(track, Whole).ShouldBe(ClaimStatus.Single);
    }

    [Fact]
    public void Words_meet_when_they_are_equal()
    {
        var outcomes = new[] { new Outcome(FactBuilder.Remains, TalksResult.Agreement, ActorKey.Of("ua")),
            new Outcome(FactBuilder.Remains, TalksResult.NoProgress, ActorKey.Of("ru")) };

        Status(FactBuilder.Track(FactBuilder.Talks("two", null, outcomes).On("2025-06-02")), "round/two/outcome/remains")
            .ShouldBe(ClaimStatus.Disputed);
    }

    [Fact]
    public void Statuses_depend_on_no_order_and_never_throw() => Generated.Facts.Sample(facts =>
    {
        // No track keeps what is claimed of incidents.
        var one = ClaimBook.Of(FactBuilder.Track(facts)).All();
        var corrections = Corrections.Of(facts, facts);
        var other = ClaimBook.Of([.. facts.Reverse().Where(fact => corrections.Of(fact.Id) <= FactStanding.Contested)], corrections,
            facts.OfType<FactDenied>()).All().Where(summary => summary.Measure.Names is not null);

        other.Select(Line).ShouldBe(one.Select(Line));

        static object Line(MeasureSummary summary) => (summary.Measure.Text, summary.Status, summary.Accepted, summary.Number);
    }, iter: 1000);

    private static Fact Published(string publisher, string? origin)
    {
        var fact = FactBuilder.Figure(Whole, FactBuilder.Exactly(6000)).On("2025-06-02");
        return fact with
        {
            Report = new Report { Source = new Source { Publisher = publisher, Origin = origin is null ? null : Key.Of(origin) } },
        };
    }
}
