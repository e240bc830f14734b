using System.Text.Json;
using CsCheck;
using Negotiations.Contracts.Json;
using Negotiations.Domain.Claims;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Ledgers;
using Negotiations.Domain.Papers;
using Negotiations.Domain.Positions;
using Negotiations.Domain.Talks;
using Negotiations.Domain.Time;
using Negotiations.Domain.Tracks;

namespace Negotiations.Domain.Tests;

public class TrackFoldTests
{
    [Fact]
    public void The_state_does_not_depend_on_the_order_of_recording() =>
        Generated.Facts.SelectMany(facts => Gen.Shuffle(facts.ToArray()).Select(shuffled => (facts, shuffled)))
            .Sample(orders => Json(FactBuilder.Track(orders.shuffled)).ShouldBe(Json(FactBuilder.Track(orders.facts))));

    [Fact]
    public void Where_it_stands_is_defined_for_any_facts_on_any_day() =>
        Gen.Select(Generated.Facts, Generated.Day).Sample((facts, day) =>
        {
            var standing = TrackStatus.Of(
                Track.Fold(FactBuilder.Negotiation, FactBuilder.Remains, facts, new Viewpoint(day)), Days.End(day));

            standing.Overdue.ShouldAllBe(due => due.IsOverdue(Days.End(day)));
            (standing.Next?.IsOverdue(Days.End(day)) ?? false).ShouldBeFalse();
        });

    [Fact]
    public void The_latest_position_of_each_actor_on_a_thing_in_world_order_is_kept()
    {
        var track = FactBuilder.Track(FactBuilder.Position("ua", "later").On("2025-06-02"),
            FactBuilder.Position("ua", "earlier").On("2025-06-01"),
            FactBuilder.Position("ru", "other").On("2025-05-01"));

        track.Positions.Keys.Select(actor => actor.ToString()).ShouldBe(["ru", "ua"]);
        track.Positions[new Standpoint(ActorKey.Of("ua"), null)].Text.ShouldBe("later");
    }

    [Fact]
    public void Scheduling_a_round_late_does_not_take_it_from_the_talks_that_were_held()
    {
        var track = FactBuilder.Track(FactBuilder.Talks("istanbul-2").On("2025-06-02"),
            FactBuilder.Scheduled("istanbul-2", "2025-06-02").On("2025-05-28"));

        track.Rounds[Key.Of("istanbul-2")].Held.ShouldNotBeNull();
        track.Rounds[Key.Of("istanbul-2")].Scheduled.ShouldNotBeNull();
    }

    [Fact]
    public void An_answer_may_be_recorded_before_the_paper_that_it_answers()
    {
        var track = FactBuilder.Track(FactBuilder.Answer(MemoAnswer.Rejected).On("2025-06-10"),
            FactBuilder.Memo(replyDue: "2025-06-09").On("2025-06-02"));

        track.Memos[Key.Of("memo-1")].IsOpen.ShouldBeFalse();
        track.Dues().ShouldBeEmpty();
    }

    [Fact]
    public void Every_number_is_a_claim_under_each_of_its_claimants()
    {
        var track = FactBuilder.Track(FactBuilder.Exchange(quantity: FactBuilder.Exactly(12000, Basis.Total)).On("2025-06-02", "ua", "ru"));

        track.Claims.Keys.Select(measure => measure.Text)
            .ShouldBe(["exchange/remains-1/agreed", "exchange/remains-1/ru-ua/agreed", "exchange/remains-1/terms"]);
        track.Claims[Measure.Agreed(Key.Of("remains-1"))].Select(claim => claim.Claimant?.ToString()).ShouldBe(["ru", "ua"]);
    }

    [Fact]
    public void An_outcome_is_claimed_by_whoever_calls_it_so()
    {
        var outcomes = new[] { new Outcome(FactBuilder.Remains, TalksResult.Agreement, null),
            new Outcome(FactBuilder.Remains, TalksResult.Progress, ActorKey.Of("tr")) };

        var claims = FactBuilder.Track(FactBuilder.Talks("istanbul-2", null, outcomes).On("2025-06-02"))
            .Claims[Measure.Outcome(Key.Of("istanbul-2"), Key.Of("remains"))];

        claims.Select(claim => (claim.Claimant?.ToString(), claim.Value.Word)).ShouldBe([(null, "agreement"), ("tr", "progress")]);
    }

    [Fact]
    public void Incidents_and_past_positions_leave_no_trace_in_the_state()
    {
        var facts = Enumerable.Range(0, 500).SelectMany(i => new Fact[]
        {
            FactBuilder.Incident($"incident-{i}").On("2025-06-02"),
            FactBuilder.Position("ua", $"position {i}").On("2025-06-02"),
        });

        Json(FactBuilder.Track([.. facts])).Length.ShouldBeLessThan(4_000);
    }

    private static string Json(Track track) => JsonSerializer.Serialize(track, Formats.Stored);
}
