using Negotiations.Domain.Claims;
using Negotiations.Domain.Commitments;
using Negotiations.Domain.Exchanges;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Knowledge;
using Negotiations.Domain.Ledgers;
using Negotiations.Domain.Papers;
using Negotiations.Domain.Time;

namespace Negotiations.Domain.Tests;

/// <summary>When something promised was kept, whether that was late, and which dates passed without it.</summary>
public class PromiseTests
{
    private const string Due = "2025-06-15";

    [Theory]
    [InlineData("2025-06-10", false)]
    [InlineData(Due, false)]
    [InlineData("2025-06-20", true)]
    [InlineData("2025-06", null)]
    [InlineData("2025-06-14/2025-06-18", null)]
    public void Only_what_certainly_came_after_its_date_is_late(string delivered, bool? isLate) =>
        Leg(FactBuilder.Stage("one", FactBuilder.Exactly(6000)).On(delivered)).IsLate.ShouldBe(isLate);

    [Fact]
    public void The_hand_over_that_reached_the_number_kept_it_whatever_came_or_was_assessed_later()
    {
        var leg = Leg(FactBuilder.Stage("one", FactBuilder.Exactly(4000)).On("2025-06-05"),
            FactBuilder.Stage("two", FactBuilder.Exactly(2000)).On("2025-06-10"),
            FactBuilder.Stage("three", FactBuilder.Exactly(57)).On("2025-06-20"),
            FactBuilder.Assessed(Assessment.Full, "remains-1").On("2025-07-23"));

        (leg.Kept?.Text, leg.IsLate).ShouldBe(("2025-06-10", false));
    }

    [Fact]
    public void What_is_fulfilled_by_an_assessment_only_was_kept_when_that_says_so() =>
        Leg(FactBuilder.Assessed(Assessment.Full, "remains-1").On("2025-07-23")).Kept?.Text.ShouldBe("2025-07-23");

    [Fact]
    public void A_report_without_a_grade_grades_nothing_and_an_earlier_grade_holds()
    {
        Fact made = FactBuilder.Commitment().On("2025-06-02"), reported = FactBuilder.Assessed(Assessment.Reported).On("2025-07-01");
        var graded = FactBuilder.Assessed(Assessment.Minimal).On("2025-06-20");

        Status(made, reported).ShouldBe(("reported", true, Stage.Agreed));
        Status(made, graded, reported).ShouldBe(("minimal", true, Stage.Implementing));

        static (string, bool, Stage) Status(params Fact[] facts) => TrackLedger.Of(FactBuilder.Track(facts)) is var ledger
            && ledger.Promises.Single() is var promise
            ? (promise.Status, promise.IsOpen, TrackStatus.Of(ledger, Days.End(new DateOnly(2025, 7, 2))).Stage) : default;
    }

    [Fact]
    public void What_was_put_off_without_a_new_date_is_not_due_until_one_is_set()
    {
        Fact agreed = FactBuilder.Exchange(due: Due).On("2025-06-02");
        Fact putOff = new ExchangePostponed(Key.Of("remains-1"), null, null, "No date").On("2025-06-07");
        Fact newDate = new ExchangePostponed(Key.Of("remains-1"), null, Occurrence.Of("2025-07-01"), null).On("2025-06-09");

        FactBuilder.Track(agreed, putOff).Dues().ShouldBeEmpty();
        FactBuilder.Track(agreed, putOff, newDate).Dues().Single().When.Text.ShouldBe("2025-07-01");
        FactBuilder.Track(agreed, putOff with { Occurred = Occurrence.Of("2025-06-11") }, newDate).Dues().ShouldBeEmpty();
    }

    [Fact]
    public void A_hand_over_on_which_a_person_decided_counts_so_in_the_sum()
    {
        var first = FactBuilder.Stage("last", FactBuilder.Exactly(1245)).On("2025-06-16", "ua");
        var other = FactBuilder.Figure("exchange/remains-1/stage/last/ru-ua", FactBuilder.Exactly(1248)).On("2025-06-16", "ru");
        var decision = new ClaimsReconciled(other.Measure, ClaimValue.Of(FactBuilder.Exactly(1248)), [first.Id, other.Id], "Lists compared")
            .On("2025-06-20");

        var before = TrackLedger.Of(FactBuilder.Track(FactBuilder.Exchange().On("2025-06-02"), first, other)).Exchanges.Single().Legs[0];
        var after = TrackLedger.Of(FactBuilder.Track(FactBuilder.Exchange().On("2025-06-02"), first, other, decision)).Exchanges.Single()
            .Legs[0];

        (before.Delivered, before.IsDisputed).ShouldBe((new NumberRange(1245, 1248), true));
        (after.Delivered, after.IsDisputed).ShouldBe((new NumberRange(1248, 1248), false));
    }

    [Theory]
    [InlineData("2025-06-12", 0)]
    [InlineData("2025-06-20", 1)]
    public void What_came_after_its_date_was_missed_and_what_came_in_time_was_not(string came, int missed)
    {
        Fact paper = FactBuilder.Memo(replyDue: Due).On("2025-06-02"), answer = FactBuilder.Answer(MemoAnswer.Accepted).On(came);
        Fact plan = FactBuilder.Scheduled("round-1", Due).On("2025-06-02"), talks = FactBuilder.Talks("round-1").On(came);

        FactBuilder.Track(paper, answer).Missed().Count().ShouldBe(missed);
        FactBuilder.Track(plan, talks).Missed().Count().ShouldBe(missed);
        FactBuilder.Track(paper, answer, plan, talks).Dues().ShouldBeEmpty();
    }

    [Fact]
    public void The_whole_of_an_exchange_tells_what_was_promised_in_all()
    {
        var whole = TrackLedger.Of(FactBuilder.Track(FactBuilder.Exchange(quantity: FactBuilder.Exactly(6000, Basis.PerSide))
            .On("2025-06-02"))).Exchanges.Single();

        (whole.Agreed, whole.Promised.Claims.Length).ShouldBe((new NumberRange(12000, 12000), 1));
    }

    private static Promise Leg(params Fact[] facts) =>
        TrackLedger.Of(FactBuilder.Track([FactBuilder.Exchange(due: Due).On("2025-06-02"), .. facts])).Promises.First(promise =>
            promise.Leg!.Leg.Leg.Value == "ru-ua");
}
