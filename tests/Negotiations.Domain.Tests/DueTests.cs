using CsCheck;
using Negotiations.Domain.Commitments;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Ledgers;
using Negotiations.Domain.Lifecycle;
using Negotiations.Domain.Papers;
using Negotiations.Domain.Time;

namespace Negotiations.Domain.Tests;

/// <summary>What is due from whom and until when, and how commitments are assessed.</summary>
public class DueTests
{
    [Fact]
    public void Of_a_commitment_on_which_nobody_reported_there_is_no_report()
    {
        var promise = Promised(FactBuilder.Commitment("2025-06-15").On("2025-06-02")).Single();

        (promise.Status, promise.IsOpen, promise.By.Length).ShouldBe((Promise.NoReport, true, 2));
    }

    [Fact]
    public void The_last_assessment_in_the_world_holds_and_the_others_stay()
    {
        var promise = Promised(FactBuilder.Commitment("2025-06-15").On("2025-06-02"),
            FactBuilder.Assessed(Assessment.Minimal).On("2025-08-01"), FactBuilder.Assessed(Assessment.Full).On("2025-07-01")).Single();

        (promise.Status, promise.IsOpen, promise.Kept).ShouldBe(("minimal", true, null));
        promise.Assessments.Select(assessment => assessment.Status).ShouldBe([Assessment.Full, Assessment.Minimal]);
    }

    [Theory]
    [InlineData("2025-06-09", false)]
    [InlineData("2025-06-10", true)]
    public void A_reply_is_late_on_the_day_after_it_was_due(string answered, bool late)
    {
        var promise = Promised(FactBuilder.Memo(replyDue: "2025-06-05").On("2025-06-02"),
            FactBuilder.Answer(MemoAnswer.Reviewing, "2025-06-09").On("2025-06-03"),
            FactBuilder.Answer(MemoAnswer.Rejected).On(answered)).Single();

        (promise.Due!.Text, promise.Kept!.Text, promise.IsLate, promise.IsOpen).ShouldBe(("2025-06-09", answered, late, false));
    }

    [Theory]
    [InlineData("2025-06-09", "2025-06-09")]
    [InlineData("../2025-06-09", "2025-06-09")]
    [InlineData("2025-06", "2025-06-30")]
    [InlineData("2025-06-09T13:00:00+03:00", "2025-06-09T10:00:00Z")]
    [InlineData("2025-06-09/..", "2025-06-09")]
    public void The_deadline_is_the_last_day_or_the_instant(string due, string deadline) =>
        FactBuilder.Track(FactBuilder.Commitment(due).On("2025-06-02")).Dues().Single().Deadline.Text.ShouldBe(deadline);

    [Fact]
    public void An_exchange_is_awaited_from_those_who_still_owe_a_leg()
    {
        var track = FactBuilder.Track(FactBuilder.Exchange(due: "2025-06-20").On("2025-06-02"),
            FactBuilder.Stage("one", FactBuilder.Exactly(6000)).On("2025-06-16"));

        track.Dues().Single().By.ShouldBe([ActorKey.Of("ua")]);
    }

    [Fact]
    public void Nothing_is_awaited_on_a_track_that_is_on_hold()
    {
        Fact promise = FactBuilder.Commitment("2025-06-15").On("2025-06-02");
        Fact hold = new TrackSuspended(null, "Strikes").On("2025-06-03"), resumed = new TrackResumed(null).On("2025-06-20");

        FactBuilder.Track(promise, hold).Dues().ShouldBeEmpty();
        FactBuilder.Track(promise, hold, resumed).Dues().Count().ShouldBe(1);
    }

    [Fact]
    public void A_notice_that_a_deadline_passed_changes_nothing()
    {
        Fact promise = FactBuilder.Commitment("2025-06-15").On("2025-06-02");
        Fact notice = new DeadlinePassed(ThingKind.Commitment, Key.Of("commission"), Occurrence.Of("2025-06-15"), []).On("2025-06-15");

        var track = FactBuilder.Track(promise);

        track.With(notice).ShouldBe(track);
    }

    private static IEnumerable<Promise> Promised(params Fact[] facts) => TrackLedger.Of(FactBuilder.Track(facts)).Promises;
}
