using CsCheck;
using Negotiations.Domain.Ceasefires;
using Negotiations.Domain.Children;
using Negotiations.Domain.Claims;
using Negotiations.Domain.Commitments;
using Negotiations.Domain.Exchanges;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Knowledge;
using Negotiations.Domain.Ledgers;
using Negotiations.Domain.Lifecycle;
using Negotiations.Domain.Talks;
using Negotiations.Domain.Time;
using Negotiations.Domain.Tracks;

namespace Negotiations.Domain.Tests;

/// <summary>At which stage a track is, and since when.</summary>
public class StageTests
{
    [Fact]
    public void A_new_exchange_after_a_completed_one_is_agreed_until_its_first_hand_over()
    {
        Fact[] facts =
        [
            Exchange("e1").On("2025-05-16"), Handover("e1", "one", 100).On("2025-05-23"),
            Exchange("e2").On("2025-06-02"), Handover("e2", "one", 40).On("2025-06-09"),
        ];

        AsOf(facts, "2025-05-24").ShouldBe((Stage.Completed, Day("2025-05-23")));
        AsOf(facts, "2025-06-03").ShouldBe((Stage.Agreed, Day("2025-06-02")));
        AsOf(facts, "2025-06-09").ShouldBe((Stage.Implementing, Day("2025-06-09")));
    }

    [Fact]
    public void A_hand_over_of_none_implements_nothing() =>
        AsOf([Exchange("e1").On("2025-05-16"), Handover("e1", "one", 0).On("2025-05-23")], "2025-06-01")
            .ShouldBe((Stage.Agreed, Day("2025-05-16")));

    [Fact]
    public void A_running_total_delivers_as_a_hand_over_does() =>
        AsOf([Exchange("e1").On("2025-05-16"),
            FactBuilder.Figure("exchange/e1/ru-ua/delivered", FactBuilder.Exactly(40)).On("2025-05-23", "ua")], "2025-06-01")
            .ShouldBe((Stage.Implementing, Day("2025-05-23")));

    [Fact]
    public void Some_children_of_a_list_that_returned_make_a_track_implementing() =>
        AsOf([FactBuilder.ChildList(10).On("2025-06-02"),
            new ChildrenReturned(Key.Of("list-1"), ActorKey.Of("ru"), ActorKey.Of("ua"), FactBuilder.Exactly(4)).On("2025-06-10")],
        "2025-06-11")
            .ShouldBe((Stage.Implementing, Day("2025-06-10")));

    [Fact]
    public void A_ceasefire_is_agreed_before_it_begins_and_leaves_the_stage_to_the_rest_when_it_is_over()
    {
        Fact[] facts = [FactBuilder.Talks().On("2025-05-30"),
            new CeasefireDeclared(Key.Of("c"), [ActorKey.Of("ru")], CeasefireKind.General, null,
                Occurrence.Of("2025-06-05"), Occurrence.Of("2025-06-10")).On("2025-05-31")];

        AsOf(facts, "2025-06-01").ShouldBe((Stage.Agreed, Day("2025-05-31")));
        AsOf(facts, "2025-06-07").ShouldBe((Stage.Implementing, Day("2025-06-05")));
        AsOf(facts, "2025-06-11").ShouldBe((Stage.Active, Day("2025-06-11")));
    }

    [Fact]
    public void A_track_that_resumed_stands_where_it_does_since_then() =>
        AsOf([Exchange("e1").On("2025-05-16"), new TrackSuspended(null, "x").On("2025-05-20"), new TrackResumed(null).On("2025-05-27")],
            "2025-06-01").ShouldBe((Stage.Agreed, Day("2025-05-27")));

    // The same histories in each run. In about one of 20,000 others the dates contradict each other (a hand-over is counted before it is
    // recorded, of an exchange that was given up), and no state tells what each day would have said.
    [Fact]
    public void Since_is_the_day_on_which_the_stage_was_last_reached()
    {
        for (var history = 1u; history <= 2_000; history++)
            Since_agrees_with_every_day([.. Generated.Facts.Generate(new PCG(history, 2_025), null, out _)]);
    }

    private static void Since_agrees_with_every_day(Fact[] generated)
    {
        // Where totals and single returns of one list are mixed, the day on which it was reached is not told.
        Fact[] facts = [.. generated.DistinctBy(Kept).Where(fact => fact is not FigureClaimed { Measure: ChildrenMeasure })];
        var days = facts.Select(fact => fact.Day()).Where(day => day > DateOnly.MinValue.AddDays(1) && day < DateOnly.MaxValue.AddDays(-2))
            .SelectMany(day => new[] { day.AddDays(-1), day, day.AddDays(1) }).Distinct().Order().ToArray();
        var stages = days.Select(day => (Day: day, Status: Of(facts, day))).ToArray();

        foreach (var (day, status) in stages.Where(one => one.Status.Since <= one.Day))
        {
            foreach (var (other, then) in stages.Where(one => one.Day < day && one.Day >= status.Since))
                then.Stage.ShouldBe(status.Stage, $"{other} lies after {status.Since}, since when it is {status.Stage} on {day}");
            if (status.Stage != Stage.Exploratory && stages.LastOrDefault(one => one.Day < status.Since) is { Status: { } before } last
                && last.Day.AddDays(1) == status.Since)
                before.Stage.ShouldNotBe(status.Stage, $"{status.Since} on {day}");
        }
    }

    // No service lets two facts make the same thing, nor close what is closed; and of assessments and postponements the last one counts, so
    // that nothing tells any more what held before it.
    private static string Kept(Fact fact) => fact switch
    {
        TrackSuspended or TrackClosed => "held up",
        ExchangeStageCompleted stage => $"{stage.Exchange} {stage.Stage}",
        RoundPostponed postponed => $"postponed {postponed.Round}",
        TrackResumed or CeasefireEnded or CommitmentAssessed => fact.Word(),
        _ => fact.Makes?.ToString() ?? fact.Id.ToString(),
    };

    private static TrackStatus Of(IEnumerable<Fact> facts, DateOnly day) =>
        TrackStatus.Of(Track.Fold(FactBuilder.Negotiation, FactBuilder.Remains, facts, new Viewpoint(day)), Days.End(day));

    private static (Stage, DateOnly?) AsOf(Fact[] facts, string day) =>
        Of(facts, Day(day)) is var status ? (status.Stage, status.Since) : default;

    private static ExchangeAgreed Exchange(string id) => new(Key.Of(id), ExchangeTerms.Unilateral,
        [new ExchangeLeg(Key.Of("ru-ua"), ActorKey.Of("ru"), ActorKey.Of("ua"), LegCategory.Remains, FactBuilder.Exactly(100))], null,
        null);

    private static ExchangeStageCompleted Handover(string exchange, string stage, long count) =>
        new(Key.Of(exchange), Key.Of(stage), [new Delivery(Key.Of("ru-ua"), FactBuilder.Exactly(count))]);

    private static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
