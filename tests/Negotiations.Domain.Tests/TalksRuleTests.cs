using Negotiations.Domain.Facts;
using Negotiations.Domain.Talks;
using Negotiations.Domain.Time;
using static Negotiations.Domain.Tests.Scenario;

namespace Negotiations.Domain.Tests;

/// <summary>Rounds of talks: planned, put off and held.</summary>
public class TalksRuleTests
{
    private static readonly Key Round = Key.Of("round-1"), NextRound = Key.Of("round-2");
    private static readonly Venue Istanbul = new("Istanbul", "TR");
    private static readonly Occurrence July = Occurrence.Of("2025-07");

    private static readonly ScheduleRound Schedule = new()
    {
        Negotiation = RussiaUkraine,
        Tracks = OnRemains,
        Occurred = June2,
        Report = Newspaper,
        Round = NextRound,
        Planned = July,
        Status = RoundStatus.Proposed,
        By = [Ua],
        Venue = Istanbul,
        Format = RoundFormat.Direct,
    };

    private static readonly PostponeRound Postpone = new()
    {
        Negotiation = RussiaUkraine,
        Tracks = OnRemains,
        Occurred = June2,
        Report = Newspaper,
        Round = Round,
        By = Ru,
        Planned = July,
        Reason = "Not ready",
    };

    private static readonly RecordTalks Hold = new()
    {
        Negotiation = RussiaUkraine,
        Tracks = OnRemains,
        Occurred = June2,
        Report = Newspaper,
        Round = NextRound,
        Format = RoundFormat.Proximity,
        Venue = Istanbul,
        Hosts = [Tr],
        Delegations = [new Delegation(Ua, Umerov), new Delegation(Ru) { Members = [Ru] }],
        Duration = Exactly(60),
        Outcomes = [new Outcome(OnRemains[0], TalksResult.Agreement, Tr)],
        Summary = "They met",
        Mediators = [Tr],
    };

    private static readonly RoundScheduled Scheduled = new(Round, July, RoundStatus.Agreed, [], null, null);

    internal static RuleRows Rows => new()
    {
        Given = [Scheduled],
        Accepted =
        [
            new(Schedule, new RoundScheduled(NextRound, July, RoundStatus.Proposed, [Ua], Istanbul, RoundFormat.Direct)),
            new(Postpone, new RoundPostponed(Round, Ru, July, "Not ready")),
            new(Hold with { PartOf = Round }, new TalksHeld(NextRound, RoundFormat.Proximity, Istanbul, [Tr],
                [new Delegation(Ua, Umerov), new Delegation(Ru) { Members = [Ru] }],
                Exactly(60), [new Outcome(OnRemains[0], TalksResult.Agreement, Tr)], "They met")
            { Mediators = [Tr], PartOf = Round }),
        ],
        Actors =
        [
            new("by[1]", actor => Schedule with { By = [Ua, actor] }),
            new("by", actor => Postpone with { By = actor }),
            new("hosts[1]", actor => Hold with { Hosts = [Tr, actor] }),
            new("mediators[1]", actor => Hold with { Mediators = [Tr, actor] }),
            new("delegations[1].party", actor => Hold with { Delegations = [new Delegation(Ua), new Delegation(actor)] }),
            new("delegations[0].head", actor => Hold with { Delegations = [new Delegation(Ua, actor)] }),
            new("delegations[0].members[1]", actor => Hold with { Delegations = [new Delegation(Ua) { Members = [Umerov, actor] }] }),
            new("outcomes[0].claimant", actor => Hold with { Outcomes = [new Outcome(OnRemains[0], TalksResult.Progress, actor)] }),
        ],
        Texts =
        [
            new("venue.name", 200, text => Schedule with { Venue = new Venue(text) }),
            new("venue.country", 200, text => Schedule with { Venue = new Venue("Istanbul", text) }),
            new("reason", 2_000, text => Postpone with { Reason = text }),
            new("venue.name", 200, text => Hold with { Venue = new Venue(text) }),
            new("venue.country", 200, text => Hold with { Venue = new Venue("Istanbul", text) }),
            new("summary", 2_000, text => Hold with { Summary = text }),
        ],
        Lists =
        [
            new("by", 0, count => Schedule with { By = Many(count, _ => Ua) }),
            new("mediators", 0, count => Hold with { Mediators = Many(count, _ => Ua) }),
            new("hosts", 0, count => Hold with { Hosts = Many(count, _ => Ua) }),
            new("delegations", 1, count => Hold with { Delegations = Many(count, _ => new Delegation(Ua)) }),
            new("delegations[0].members", 0, count => Hold with { Delegations = [new Delegation(Ua) { Members = Many(count,
                _ => Umerov) }] }),
            new("outcomes", 0, count => Hold with { Outcomes = Many(count, i => new Outcome(Key.Of($"track-{i}"), TalksResult.Progress)) }),
        ],
        Twice =
        [
            new("by", "ua", Schedule with { By = [Ua, Ua] }),
            new("mediators", "tr", Hold with { Mediators = [Tr, Tr] }),
            new("hosts", "tr", Hold with { Hosts = [Tr, Tr] }),
            new("delegations", "ru", Hold with { Delegations = [new Delegation(Ru), new Delegation(Ru)] }),
            new("delegations[0].members", "ua/umerov", Hold with { Delegations = [new Delegation(Ua) { Members = [Umerov, Umerov] }] }),
            new("outcomes", "remains by tr", Hold with { Outcomes = [OutcomeBy(TalksResult.Progress), OutcomeBy(TalksResult.NoProgress)] }),
        ],
        Things =
        [
            new("round", ThingKind.Round, id => Postpone with { Round = id }),
            new("partOf", ThingKind.Round, id => Hold with { PartOf = id }),
            new("proposal", ThingKind.Proposal, id => Schedule with { Proposal = id }),
        ],
    };

    [Fact]
    public void A_meeting_is_a_part_of_a_round_on_whatever_tracks_that_is_and_not_of_itself_or_of_a_part()
    {
        var part = Held() with { Round = Key.Of("heads"), PartOf = Round };

        Given(Scheduled with { Tracks = OnTalks }).When(Hold with { PartOf = Round }).Recorded().Holders().ShouldBe([OnRemains[0],
            OnTalks[0]]);
        Given(Scheduled).When(Hold with { Round = Round, PartOf = Round }).ThenRefused("part-of-itself", "partOf", "no part of itself");
        Given(Scheduled, part).When(Hold with { PartOf = part.Round }).ThenRefused("part-of-a-part", "partOf", "'heads'",
            "name that round");
    }

    [Fact]
    public void Talks_are_held_under_the_id_of_their_plan_and_planned_under_the_id_of_the_talks()
    {
        Given(Scheduled).When(Hold with { Round = Round }).ThenAccepted();
        Given(Held()).When(Schedule with { Round = Round }).ThenAccepted();
        Given(Held()).When(Postpone).ThenAccepted();
    }

    [Fact]
    public void A_round_is_held_once_and_planned_once()
    {
        Given(Scheduled, Held()).When(Hold with { Round = Round })
            .ThenConflicts("round-exists", "round", "'round-1'", $"{Id(2)}", "choose another id");
        Given(Scheduled with { Id = Id(1) }, Held()).When(Schedule with { Round = Round })
            .ThenConflicts("round-exists", "round", "'round-1'", $"{Id(1)}");
    }

    [Fact]
    public void Who_calls_an_outcome_so_tells_two_for_one_track_apart()
    {
        Given().When(Hold with { Outcomes = [OutcomeBy(TalksResult.Progress), new Outcome(OnRemains[0], TalksResult.NoProgress, Ua)] })
            .ThenAccepted();
        Given().When(Hold with
        {
            Outcomes = [new Outcome(OnRemains[0], TalksResult.Progress),
            new Outcome(OnRemains[0], TalksResult.Progress)]
        })
            .ThenRefused("duplicate-id", "outcomes", "'remains by the report' stands 2 times");
    }

    [Fact]
    public void A_plan_may_lie_in_the_future_but_the_talks_may_not()
    {
        Given().When(Schedule with { Planned = Occurrence.Of("2030") }).ThenAccepted();
        Given(Scheduled).When(Postpone with { Planned = Occurrence.Of("2030") }).ThenAccepted();
        Given().When(Hold with { Occurred = Occurrence.Of("2030") })
            .ThenRefused("in-the-future", "occurred", "'2030' lies later than tomorrow");
    }

    [Fact]
    public void What_is_not_known_of_talks_is_left_out() =>
        Given().When(new RecordTalks
        {
            Negotiation = RussiaUkraine,
            Tracks = OnRemains,
            Occurred = June2,
            Report = Newspaper,
            Round = Round,
            Delegations = [new Delegation(Ua)]
        })
            .Then(new TalksHeld(Round, null, null, [], [new Delegation(Ua)], null, [], null));

    [Fact]
    public void Talks_concern_the_tracks_of_their_outcomes_too()
    {
        var talks = Hold with
        {
            Tracks = OnTalks,
            Outcomes = [OutcomeBy(TalksResult.Progress),
            new Outcome(OnTalks[0], TalksResult.Progress), new Outcome(OnTerms[0], TalksResult.Progress)]
        };

        Given().When(talks).Recorded().Tracks.ShouldBe([OnTalks[0], OnRemains[0], OnTerms[0]]);
    }

    private static TalksHeld Held() =>
        new TalksHeld(Round, null, null, [], [new Delegation(Ua), new Delegation(Ru)], null, [], null) { Id = Id(2) };

    private static Outcome OutcomeBy(TalksResult result) => new(OnRemains[0], result, Tr);
}
