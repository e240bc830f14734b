using Negotiations.Domain.Facts;
using Negotiations.Domain.Ledgers;
using Negotiations.Domain.Papers;
using Negotiations.Domain.Talks;
using Negotiations.Domain.Time;
using Negotiations.Domain.Tracks;

namespace Negotiations.Domain.Tests;

public class TrackStatusTests
{
    [Fact]
    public void Of_a_track_that_was_only_opened_nothing_is_known_but_that()
    {
        var opened = FactBuilder.Opened().On("2025-05-01");
        var status = TrackStatus.Of(FactBuilder.Track(opened), Days.End(Day("2025-06-02")));

        status.Stages.ShouldBe([new StageSpan(Stage.Exploratory, Day("2025-05-01"), opened.Id)]);
        (status.UncoveredSince, status.Stalled, status.Next).ShouldBe((null, false, null));
        status.Overdue.ShouldBeEmpty();
    }

    [Fact]
    public void Talks_keep_a_track_active_for_90_days_since_the_first_of_the_run()
    {
        var track = FactBuilder.Track(FactBuilder.Talks("one").On("2025-05-16"), FactBuilder.Talks("two").On("2025-06-02"));

        At(track, "2025-08-31").ShouldBe((Stage.Active, Day("2025-05-16")));
        At(track, "2025-09-01").ShouldBe((Stage.Dormant, Day("2025-09-01")));
    }

    [Fact]
    public void After_a_gap_of_more_than_90_days_a_new_run_begins() =>
        At(FactBuilder.Track(FactBuilder.Talks("one").On("2025-01-01"), FactBuilder.Position("ua").On("2025-06-02")), "2025-06-02")
            .ShouldBe((Stage.Active, Day("2025-06-02")));

    [Fact]
    public void A_round_that_was_agreed_and_lies_ahead_schedules_a_quiet_track()
    {
        var track = FactBuilder.Track(FactBuilder.Talks("one").On("2025-01-01"),
            FactBuilder.Scheduled("two", "2025-06-02").On("2025-05-20"));

        At(track, "2025-06-02").ShouldBe((Stage.Scheduled, Day("2025-05-20")));
        At(track, "2025-06-03").ShouldBe((Stage.Dormant, Day("2025-06-03")));
    }

    [Fact]
    public void A_round_that_was_only_proposed_is_neither_ahead_nor_due()
    {
        var standing = TrackStatus.Of(FactBuilder.Track(FactBuilder.Scheduled("two", "2025-06", RoundStatus.Proposed).On("2025-05-20")),
            Days.End(Day("2025-07-20")));

        standing.Stage.ShouldBe(Stage.Exploratory);
        standing.Overdue.ShouldBeEmpty();
    }

    [Fact]
    public void What_was_agreed_goes_before_talks() =>
        At(FactBuilder.Track(FactBuilder.Talks().On("2025-06-01"), FactBuilder.Exchange().On("2025-06-02"),
            FactBuilder.Commitment().On("2025-06-03")), "2025-06-04")
            .ShouldBe((Stage.Agreed, Day("2025-06-02")));

    [Theory]
    [InlineData("2025-06-02", "2025-06-09", false)]
    [InlineData("2025-06-09", "2025-06-09", false)]
    [InlineData("2025-06-10", "2025-06-09", true)]
    public void A_reply_is_overdue_on_the_day_after_it_was_due(string day, string due, bool overdue)
    {
        var track = FactBuilder.Track(FactBuilder.Memo().On("2025-06-02"), FactBuilder.Answer(MemoAnswer.Reviewing, due).On("2025-06-02"));

        var standing = TrackStatus.Of(track, Days.End(Day(day)));
        standing.Overdue.Select(item => item.What).ShouldBe(overdue ? ["reply to memo memo-1"] : []);
        (standing.Next?.When.Text).ShouldBe(overdue ? null : due);
    }

    [Theory]
    [InlineData(MemoAnswer.Accepted)]
    [InlineData(MemoAnswer.Rejected)]
    [InlineData(MemoAnswer.Countered)]
    public void An_answer_takes_the_overdue_away(MemoAnswer answer)
    {
        var track = FactBuilder.Track(FactBuilder.Memo(replyDue: "2025-06-09").On("2025-06-02"),
            FactBuilder.Answer(answer).On("2025-06-09"));

        TrackStatus.Of(track, Days.End(Day("2025-06-10"))).Overdue.ShouldBeEmpty();
    }

    [Fact]
    public void More_time_moves_the_date()
    {
        var track = FactBuilder.Track(FactBuilder.Memo(replyDue: "2025-06-05").On("2025-06-02"),
            FactBuilder.Answer(MemoAnswer.Reviewing, "2025-06-09").On("2025-06-02"));

        TrackStatus.Of(track, Days.End(Day("2025-06-06"))).Next!.When.Text.ShouldBe("2025-06-09");
    }

    [Fact]
    public void An_exchange_is_due_from_those_who_give_and_a_commitment_from_those_who_owe()
    {
        var track = FactBuilder.Track(FactBuilder.Exchange(due: "2025-06-20").On("2025-06-02"),
            FactBuilder.Commitment("2025-06-15").On("2025-06-02"));

        var standing = TrackStatus.Of(track, Days.End(Day("2025-06-21")));

        standing.Overdue.Select(due => (due.What, string.Join(",", due.By)))
            .ShouldBe([("commitment commission", "ru,ua"), ("exchange remains-1", "ru,ua")]);
    }

    [Fact]
    public void What_depends_on_a_condition_or_has_no_date_is_never_overdue()
    {
        TrackStatus.Of(FactBuilder.Track(FactBuilder.Commitment("2025-06-15", "a ceasefire").On("2025-06-02")),
            Days.End(Day("2026-01-01"))).Overdue.ShouldBeEmpty();
        TrackStatus.Of(FactBuilder.Track(FactBuilder.Commitment().On("2025-06-02")), Days.End(Day("2026-01-01"))).Overdue.ShouldBeEmpty();
    }

    [Fact]
    public void A_track_stalls_when_nothing_moved_for_90_days_while_something_is_open()
    {
        var open = FactBuilder.Track(FactBuilder.Memo().On("2025-06-02"), FactBuilder.Incident().On("2025-08-30"));
        var settled = FactBuilder.Track(FactBuilder.Memo().On("2025-06-02"), FactBuilder.Answer(MemoAnswer.Rejected).On("2025-06-02"));

        TrackStatus.Of(open, Days.End(Day("2025-08-31"))).Stalled.ShouldBeFalse();
        TrackStatus.Of(open, Days.End(Day("2025-09-01"))).Stalled.ShouldBeTrue();
        TrackStatus.Of(settled, Days.End(Day("2025-09-01"))).Stalled.ShouldBeFalse();
    }

    [Fact]
    public void The_last_movement_is_the_last_in_the_world_not_the_last_recorded() =>
        FactBuilder.Track(FactBuilder.Talks("two").On("2025-06-02"), FactBuilder.Talks("one")
            .On("2025-05-16")).LastMovement.ShouldBeOfType<TalksHeld>().Round.ShouldBe(Key.Of("two"));


    private static (Stage, DateOnly?) At(Track track, string day) =>
        TrackStatus.Of(track, Days.End(Day(day))) is var standing ? (standing.Stage, standing.Since) : default;

    private static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
