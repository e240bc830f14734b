using Negotiations.Domain.Facts;
using Negotiations.Domain.Knowledge;
using Negotiations.Domain.Ledgers;
using Negotiations.Domain.Lifecycle;
using Negotiations.Domain.Papers;
using Negotiations.Domain.Talks;
using Negotiations.Domain.Time;

namespace Negotiations.Domain.Tests;

/// <summary>What stood on the agenda, and how often it changed.</summary>
public sealed class AgendaTests
{
    private int hours;

    [Fact]
    public void A_round_keeps_its_entry_from_proposal_to_talks_and_counts_its_changes()
    {
        var entry = Agenda(Next(FactBuilder.Scheduled("round-1", "2025-06-10", RoundStatus.Proposed)),
            Next(FactBuilder.Scheduled("round-1", "2025-06-10").On("2025-06-03")),
            Next(new RoundPostponed(Key.Of("round-1"), null, Occurrence.Of("2025-06-20"), null).On("2025-06-05")),
            Next(FactBuilder.Talks("round-1").On("2025-06-21"))).ShouldHaveSingleItem();

        (entry.When.Text, entry.Status, entry.Changes, entry.Place).ShouldBe(("2025-06-21", AgendaStatus.Confirmed, 3, "Istanbul"));
        (entry.Created, entry.Changed).ShouldBe((FactBuilder.Start.AddHours(1), FactBuilder.Start.AddHours(4)));
    }

    [Fact]
    public void Put_off_without_a_new_date_it_is_called_off_on_its_old_one() =>
        Agenda(Next(FactBuilder.Scheduled("round-1", "2025-06-10")),
            Next(new RoundPostponed(Key.Of("round-1"), null, null, null).On("2025-06-05")))
            .ShouldHaveSingleItem()
                .ShouldSatisfyAllConditions(entry => entry.Status.ShouldBe(AgendaStatus.Cancelled),
                entry => entry.When.Text.ShouldBe("2025-06-10"));

    [Fact]
    public void What_is_withdrawn_stays_as_cancelled_and_comes_back_with_a_higher_count()
    {
        var memo = Next(FactBuilder.Memo(replyDue: "2025-06-09"));
        var retracted = Next(new FactRetracted(memo.Id, "An error").On("2025-06-04"));
        var reinstated = Next(new FactReinstated(memo.Id, "No error").On("2025-06-05"));

        Standing(Agenda(memo)).ShouldBe((AgendaStatus.Confirmed, 0));
        Standing(Agenda(memo, retracted)).ShouldBe((AgendaStatus.Cancelled, 1));
        Standing(Agenda(memo, retracted, reinstated)).ShouldBe((AgendaStatus.Confirmed, 2));
    }

    [Fact]
    public void What_was_kept_stays_with_what_came_of_it()
    {
        var entry = Agenda(Next(FactBuilder.Memo(replyDue: "2025-06-09")), Next(FactBuilder.Answer(MemoAnswer.Countered).On("2025-06-08")))
            .ShouldHaveSingleItem();

        (entry.What, entry.Status).ShouldBe(("Was due (countered): reply to memo memo-1", AgendaStatus.Confirmed));
    }

    [Fact]
    public void On_a_closed_track_nothing_is_due() =>
        Standing(Agenda(Next(FactBuilder.Commitment("2025-07-01")),
            Next(new TrackClosed(TrackOutcome.Collapsed, "Talks ended").On("2025-06-20"))))
            .ShouldBe((AgendaStatus.Cancelled, 1));

    [Fact]
    public void On_a_track_on_hold_a_planned_round_is_called_off_until_it_goes_on()
    {
        Fact[] facts =
            [Next(FactBuilder.Scheduled("round-1", "2025-07-10")), Next(new TrackSuspended(null, "Talks on hold").On("2025-06-20"))];

        Standing(Agenda(facts)).ShouldBe((AgendaStatus.Cancelled, 1));
        Standing(Agenda([.. facts, Next(new TrackResumed("On again").On("2025-06-25"))])).ShouldBe((AgendaStatus.Confirmed, 2));
    }

    [Fact]
    public void What_depends_on_something_or_lives_on_another_track_is_not_on_it() =>
        Agenda(Next(FactBuilder.Commitment("2025-07-01", "a ceasefire")),
            Next((FactBuilder.Memo("elsewhere", "2025-07-01") with { Tracks = [Key.Of("terms"), FactBuilder.Remains] }).On("2025-06-02")))
            .ShouldBeEmpty();

    [Fact]
    public void The_order_in_which_facts_are_handed_over_makes_no_difference()
    {
        Fact[] facts =
        [
            Next(FactBuilder.Memo(replyDue: "2025-06-09")),
            Next(FactBuilder.Answer(MemoAnswer.Reviewing, "2025-06-12").On("2025-06-05")),
            Next(FactBuilder.Exchange(due: "2025-06-30").On("2025-06-02")),
            Next(FactBuilder.Answer(MemoAnswer.Rejected).On("2025-06-11")),
        ];

        Agenda([.. facts.Reverse()]).Select(entry => entry with { By = [] })
            .ShouldBe(Agenda(facts).Select(entry => entry with { By = [] }));
    }

    // Each an hour after the one before.
    private T Next<T>(T fact) where T : Fact =>
        (fact.Id == Guid.Empty ? fact.On("2025-06-02") : fact) with
        {
            Recorded = new Recorded(FactBuilder.Start.AddHours(++hours), "a test"),
        };

    private static IReadOnlyCollection<AgendaEntry> Agenda(params Fact[] facts) =>
        Domain.Ledgers.Agenda.Of(FactBuilder.Negotiation, FactBuilder.Remains, facts);

    private static (AgendaStatus, int) Standing(IReadOnlyCollection<AgendaEntry> agenda) =>
        agenda.ShouldHaveSingleItem() is var entry ? (entry.Status, entry.Changes) : default;
}
