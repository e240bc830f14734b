using CsCheck;
using Negotiations.Domain.Children;
using Negotiations.Domain.Claims;
using Negotiations.Domain.Commitments;
using Negotiations.Domain.Exchanges;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Knowledge;
using Negotiations.Domain.Ledgers;
using Negotiations.Domain.Time;
using static Negotiations.Domain.Tests.ExchangeClaims;

namespace Negotiations.Domain.Tests;

/// <summary>Claims of what was delivered, and decisions on claims, with the numbers of June 2025.</summary>
public class DeliveryClaimTests
{
    [Fact]
    public void Delivered_is_the_sum_of_the_stages_by_speaker_and_differs_where_they_differ()
    {
        var track = FactBuilder.Track([Agreed(), .. Deliveries(), Total(6057, "ua"), Total(6060, "ru")]);

        var delivered = ClaimBook.Of(track).Of(Read("exchange/remains-1/ru-ua/delivered"));

        delivered.Status.ShouldBe(ClaimStatus.Disputed);
        delivered.Votes.Select(vote => (vote.Speaker, vote.Total.Low)).Distinct().ShouldBe([("ru", 6060), ("ua", 6057)]);
        Status(track, "exchange/remains-1/stage/2025-06-16/ru-ua").ShouldBe(ClaimStatus.Disputed);
        Status(track, "exchange/remains-1/stage/2025-06-15/ru-ua").ShouldBe(ClaimStatus.Corroborated);
    }

    [Fact]
    public void A_running_total_is_compared_with_the_stages_up_to_its_date()
    {
        var half = FactBuilder.Figure("exchange/remains-1/ru-ua/delivered", FactBuilder.Exactly(2412)).On("2025-06-13", "tr");

        ClaimBook.Of(FactBuilder.Track([Agreed(), .. Deliveries(), half])).Of(Read("exchange/remains-1/ru-ua/delivered")).Votes
            .Single(vote => vote.Speaker == "tr").Total.ShouldBe(new NumberRange(2412 + 1200 + 1200 + 1245, 2412 + 1200 + 1200 + 1248));
    }

    [Fact]
    public void A_decision_stands_until_a_claim_that_was_not_considered_contradicts_it()
    {
        var (ua, ru) = (Claim(Whole, 6000, "ua", Basis.Total), Claim(Whole, 7000, "ru", Basis.Total));
        var decision = new ClaimsReconciled(Read(Whole), ClaimValue.Of(FactBuilder.Exactly(7000)), [ua.Id, ru.Id], "Lists")
        {
            Id = Guid.NewGuid(),
        }.On("2025-06-20");

        var decided = ClaimBook.Of(FactBuilder.Track(Agreed(), ua, ru, decision)).Of(Read(Whole));
        var agreeing = ClaimBook.Of(FactBuilder.Track(Agreed(), ua, ru, decision, Claim(Whole, 7000, "tr"))).Of(Read(Whole));
        var contradicting = Claim(Whole, 9000, "tr", Basis.Total);
        var reopened = ClaimBook.Of(FactBuilder.Track(Agreed(), ua, ru, decision, contradicting)).Of(Read(Whole));

        (decided.Status, decided.Accepted!.Quantity!.First).ShouldBe((ClaimStatus.Reconciled, 7000));
        agreeing.Status.ShouldBe(ClaimStatus.Reconciled);
        (reopened.Status, reopened.Accepted).ShouldBe((ClaimStatus.Disputed, null));
        reopened.ReopenedBy.ShouldBe([contradicting.Id]);
    }

    [Theory]
    [InlineData(12000, Basis.Total, 6000, Basis.PerSide, ClaimStatus.Reconciled)]
    [InlineData(6000, Basis.PerSide, 6000, Basis.Total, ClaimStatus.Disputed)]
    public void A_decision_is_compared_on_its_basis(long decided, Basis basis, long claimed, Basis other, ClaimStatus status)
    {
        var considered = Claim(Whole, 12000, "reuters", Basis.Total);
        var decision = new ClaimsReconciled(Read(Whole), ClaimValue.Of(FactBuilder.Exactly(decided, basis)), [considered.Id], "Lists")
            .On("2025-06-20");

        Status(FactBuilder.Track(Agreed(), considered, decision, Claim(Whole, claimed, "ua", other)), Whole).ShouldBe(status);
    }

    [Fact]
    public void What_is_delivered_after_a_decision_is_added_to_it()
    {
        var total = Total(6057, "ua");
        var delivered = Read("exchange/remains-1/ru-ua/delivered");
        var decision = new ClaimsReconciled(delivered, ClaimValue.Of(FactBuilder.Exactly(6057)), [total.Id], "Lists").On("2025-06-20");

        Number(FactBuilder.Track([Agreed(), .. Deliveries(), total, decision, Handover("2025-07-17", 1000).On("2025-07-17", "ua")]),
            "exchange/remains-1/ru-ua/delivered")
            .ShouldBe(new NumberRange(7057, 7057));
    }

    [Fact]
    public void Returns_of_children_add_up()
    {
        var track = FactBuilder.Track(FactBuilder.ChildList(339).On("2025-06-02"), Returned(5).On("2025-06-10", "ua"),
            Returned(3).On("2025-06-20", "ua"));

        Number(track, "children/list-1/returned").ShouldBe(new NumberRange(8, 8));
    }

    [Fact]
    public void The_ledger_sets_promised_against_delivered()
    {
        var track = FactBuilder.Track([Agreed(), Claim(Whole, 6000, "ua", Basis.PerSide), .. Deliveries(), ToRussiaStage(27, "2025-06-11"),
            ToRussiaStage(51, "2025-06-16")]);

        var ledger = TrackLedger.Of(track).Exchanges.Single();

        ledger.Legs.Select(leg => (leg.Leg.Leg.Value, leg.Delivered, leg.Outstanding, leg.Surplus, leg.Status)).ShouldBe(
        [
            ("ru-ua", new NumberRange(6057, 6060), NumberRange.Zero, new NumberRange(57, 60), LegStatus.Fulfilled),
            ("ua-ru", new NumberRange(78, 78), new NumberRange(5922, 5922), NumberRange.Zero, LegStatus.Partial),
        ]);
        TrackStatus.Of(track, Days.End(new DateOnly(2025, 6, 30))).ShouldSatisfyAllConditions(
            standing => standing.Stage.ShouldBe(Stage.Implementing),
            standing => standing.Since.ShouldBe(new DateOnly(2025, 6, 11)));
    }

    [Fact]
    public void Stages_without_numbers_are_not_zero_and_only_an_assessment_fulfils()
    {
        var stage = new ExchangeStageCompleted(Key.Of("remains-1"), Key.Of("one"), [new Delivery(Key.Of("ru-ua"), Quantity.Unknown)])
            .On("2025-06-09");
        var assessed = new CommitmentAssessed(null, Key.Of("remains-1"), Assessment.Full, null, null).On("2025-07-23");

        var open = TrackLedger.Of(FactBuilder.Track(Agreed(), stage)).Exchanges.Single();

        (open.Legs[0].Delivered, open.Legs[0].Status, open.Legs[1].Status)
            .ShouldBe((NumberRange.Any, LegStatus.Partial, LegStatus.NothingDelivered));
        TrackStatus.Of(FactBuilder.Track(Agreed(), stage, assessed), Days.End(new DateOnly(2025, 8, 1))).Stage.ShouldBe(Stage.Completed);
    }

    private static ChildrenReturned Returned(long count) =>
        new(Key.Of("list-1"), ActorKey.Of("ru"), ActorKey.Of("ua"), FactBuilder.Exactly(count));
}
