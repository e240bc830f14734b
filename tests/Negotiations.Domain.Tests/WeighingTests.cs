using Negotiations.Domain.Claims;
using Negotiations.Domain.Exchanges;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Knowledge;
using Negotiations.Domain.Ledgers;
using static Negotiations.Domain.Tests.ExchangeClaims;

namespace Negotiations.Domain.Tests;

/// <summary>Whose word a number is, and when a decision or a debt no longer stands as it did.</summary>
public class WeighingTests
{
    [Fact]
    public void A_sum_is_corroborated_only_by_those_who_count_every_part_of_it()
    {
        var (ua, ru) = (Handover("one", 84).On("2025-06-09", "ua"), Handover("two", 146).On("2025-06-10", "ru"));
        var measure = "exchange/remains-1/ru-ua/delivered";

        var apart = FactBuilder.Track(Agreed(), ua, ru);
        var both = FactBuilder.Track(Agreed(), ua, ru, FactBuilder.Figure("exchange/remains-1/stage/two/ru-ua", FactBuilder.Exactly(146))
            .On("2025-06-10", "ua"), FactBuilder.Figure("exchange/remains-1/stage/one/ru-ua", FactBuilder.Exactly(84))
                .On("2025-06-09", "ru"));

        (Number(apart, measure), Status(apart, measure)).ShouldBe((new NumberRange(230, 230), ClaimStatus.Single));
        (Number(both, measure), Status(both, measure)).ShouldBe((new NumberRange(230, 230), ClaimStatus.Corroborated));
    }

    [Fact]
    public void An_unknown_count_of_one_hand_over_widens_no_sum()
    {
        var unknown = FactBuilder.Figure("exchange/remains-1/stage/two/ru-ua", Quantity.Unknown).On("2025-06-10", "agency");
        var track = FactBuilder.Track(Agreed(), Handover("one", 40).On("2025-06-09", "ua", "ru"), Handover("two", 60)
            .On("2025-06-10", "ua"),
            unknown);

        Number(track, "exchange/remains-1/ru-ua/delivered").ShouldBe(new NumberRange(100, 100));
    }

    [Fact]
    public void A_decision_falls_with_the_last_fact_that_supported_it()
    {
        var (ua, ru) = (Claim(Whole, 154, "ua", Basis.Total), Claim(Whole, 146, "ru", Basis.Total));
        var decision = new ClaimsReconciled(Read(Whole), ClaimValue.Of(FactBuilder.Exactly(146, Basis.Total)), [ua.Id, ru.Id], "Lists")
            .On("2025-06-20");
        var retracted = new FactRetracted(ru.Id, "An error").On("2025-06-21");
        var supported = Claim(Whole, 146, "tr", Basis.Total);

        var fallen = ClaimBook.Of(FactBuilder.Track(Agreed(), ua, ru, decision, retracted)).Of(Read(Whole));

        (fallen.Status, fallen.Accepted).ShouldBe((ClaimStatus.Single, null));
        fallen.ReopenedBy.ShouldBe([ru.Id]);
        Status(FactBuilder.Track(Agreed(), ua, ru, decision, retracted, supported), Whole).ShouldBe(ClaimStatus.Reconciled);
    }

    [Fact]
    public void A_debt_that_one_side_disputes_is_a_range_from_zero()
    {
        var kyiv = Claim(Whole, 6000, "ua", Basis.PerSide);
        var unilateral = new FigureClaimed(Measure.Terms(Key.Of("remains-1")), ClaimValue.Of(ExchangeTerms.Unilateral))
            .On("2025-06-02", "ru");
        Fact[] facts = [Agreed(), kyiv, unilateral, Claim(ToUkraine, 6000, "ru", Basis.OneWay), .. Deliveries(),
            ToRussiaStage(27, "2025-06-11"), ToRussiaStage(51, "2025-06-16")];

        var ledger = TrackLedger.Of(FactBuilder.Track(facts));

        ledger.Exchanges.Single().Legs.Select(leg => (leg.Leg.Leg.Value, leg.Agreed, leg.Outstanding, leg.Status)).ShouldBe(
        [
            ("ru-ua", new NumberRange(6000, 6000), NumberRange.Zero, LegStatus.Fulfilled),
            ("ua-ru", new NumberRange(0, 6000), new NumberRange(0, 5922), LegStatus.Partial),
        ]);
        ledger.Exchanges.Single().Legs[1].IsDisputed.ShouldBeTrue();
        ledger.Exchanges.Single().Legs[1].Promised.Votes.ShouldContain(vote => vote.Speaker == "ru" && vote.Total == NumberRange.Zero);
        Reciprocity.Of(ledger.Exchanges, [], []).Single(side => side.Party.Value == "ua").Owes.ShouldBe(new NumberRange(0, 5922));
    }
}
