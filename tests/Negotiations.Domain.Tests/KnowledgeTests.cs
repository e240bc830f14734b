using System.Text.Json;
using CsCheck;
using Negotiations.Contracts.Json;
using Negotiations.Domain.Claims;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Knowledge;
using Negotiations.Domain.Ledgers;
using Negotiations.Domain.Positions;
using Negotiations.Domain.Time;
using Negotiations.Domain.Tracks;

namespace Negotiations.Domain.Tests;

/// <summary>Corrections, second voices and viewpoints: over generated facts, of which many speak of others.</summary>
public class KnowledgeTests
{
    private static readonly Gen<Fact[]> History = Generated.CorrectedFacts;
    private static readonly Gen<DateTimeOffset> Instant = Gen.Int[0, 900].Select(hours => FactBuilder.Start.AddHours(hours));

    [Fact]
    public void The_state_does_not_depend_on_the_order_of_recording_corrections_included() =>
        History.SelectMany(facts => Gen.Shuffle(facts.ToArray()).Select(shuffled => (facts, shuffled)))
            .Sample(orders => Json(FactBuilder.Track(orders.shuffled)).ShouldBe(Json(FactBuilder.Track(orders.facts))), iter: 1000);

    [Fact]
    public void Fact_by_fact_it_comes_to_the_same_as_folded_at_once() => History.Sample(facts =>
    {
        var track = facts.Aggregate((State: FactBuilder.Track(), Before: new List<Fact>()), (sofar, fact) =>
        {
            sofar.Before.Add(fact);
            return (sofar.State.NeedsRefold(fact) ? FactBuilder.Track([.. sofar.Before]) : sofar.State.With(fact), sofar.Before);
        }).State;

        Json(track).ShouldBe(Json(FactBuilder.Track(facts)));
    }, iter: 500);

    [Fact]
    public void What_was_known_at_a_moment_is_what_follows_from_the_facts_known_by_then() =>
        Gen.Select(History, Instant).Sample((facts, instant) =>
    {
        var confirmed = facts.OfType<FactConfirmed>().Where(voice => voice.KnownByItself() <= instant).Select(voice => voice.Fact)
            .ToHashSet();
        var known = facts.Where(fact => fact.IsSetup || fact.KnownByItself() <= instant || confirmed.Contains(fact.Id)).ToArray();
        // Confirmations that are themselves spoken of, and what was known of a fact that was not known itself, have tests of their own.
        var voices = facts.OfType<FactConfirmed>().Select(voice => voice.Id).ToHashSet();
        if (facts.SelectMany(fact => fact.Corrects()).Any(said => voices.Contains(said.Fact))) return;
        if (known.Any(fact => fact.Supersedes is { } replaced && known.All(other => other.Id != replaced))) return;

        Json(From(facts, new Viewpoint(KnownAt: instant))).ShouldBe(Json(FactBuilder.Track([.. known])));
    }, iter: 1000);

    [Fact]
    public void What_was_recorded_by_a_moment_is_what_follows_from_the_facts_recorded_by_then() =>
        Gen.Select(History, Instant).Sample((facts, instant) =>
        Json(From(facts, new Viewpoint(RecordedUntil: instant)))
            .ShouldBe(Json(FactBuilder.Track([.. facts.Where(fact => fact.IsSetup || fact.Recorded.At <= instant)]))), iter: 500);

    [Fact]
    public void Every_viewpoint_has_a_state_and_a_standing() =>
        Gen.Select(History, Generated.Day, Instant, Instant).Sample((facts, day, known, recorded) =>
        {
            var state = From(facts, new Viewpoint(day, known, recorded));

            TrackStatus.Of(state, Days.End(day)).Overdue.ShouldAllBe(due => due.IsOverdue(Days.End(day)));
            ClaimBook.Of(state).All().ShouldAllBe(standing => standing.Status != ClaimStatus.Reconciled || standing.Accepted != null);
        }, iter: 1000);

    [Fact]
    public void A_denial_contests_until_it_is_itself_retracted()
    {
        var position = FactBuilder.Position("ru").On("2025-06-07");
        var denial = new FactDenied(position.Id, null).On("2025-06-07");
        var withdrawn = FactBuilder.Recorded(new FactRetracted(denial.Id, "x").On("2025-06-08"), 1, 1);

        FactBuilder.Track(position, denial).Positions.ShouldBeEmpty();
        FactBuilder.Track(position, denial).Contested.Keys.ShouldBe([position.Id]);
        FactBuilder.Track(position, denial, withdrawn).Positions.Keys.ShouldBe([Of("ru")]);
    }

    [Fact]
    public void A_denial_that_is_itself_denied_moves_nothing()
    {
        var position = FactBuilder.Position("ru").On("2025-06-07");
        var denial = new FactDenied(position.Id, null).On("2025-06-07");
        var counter = new FactDenied(denial.Id, null).On("2025-06-08");
        var circle = new FactDenied(counter.Id, null).On("2025-06-08");

        FactBuilder.Track(position, denial, counter).Positions.Keys.ShouldBe([Of("ru")]);
        FactBuilder.Track(position, denial, counter, circle).Positions.ShouldBeEmpty();
    }

    [Fact]
    public void A_replaced_fact_stays_replaced_when_its_successor_is_replaced_and_returns_when_that_is_retracted()
    {
        var first = FactBuilder.Position("ua", "first").On("2025-06-01");
        var second = FactBuilder.Position("ua", "second").On("2025-06-01") with { Supersedes = first.Id };
        var third = FactBuilder.Position("ua", "third").On("2025-06-01") with { Supersedes = second.Id };

        FactBuilder.Track(first, second, third).Positions[Of("ua")].Text.ShouldBe("third");
        FactBuilder.Track(first, second, new FactRetracted(second.Id, "x")
            .On("2025-06-02")).Positions[Of("ua")].Text.ShouldBe("first");
    }

    [Fact]
    public void Of_a_chain_of_replacements_only_the_last_counts_in_whatever_order_they_became_known()
    {
        var first = FactBuilder.Recorded(FactBuilder.Position("ua", "first").On("2025-06-01"), 1, 1);
        var second = FactBuilder.Recorded(FactBuilder.Position("ru", "second").On("2025-06-01") with { Supersedes = first.Id }, 20, 20);
        var third = FactBuilder.Recorded(FactBuilder.Position("tr", "third").On("2025-06-01") with { Supersedes = second.Id }, 30, 10);

        foreach (var hours in new[] { 15, 25, 35 })
            From([first, second, third],
                new Viewpoint(KnownAt: FactBuilder.Start.AddHours(hours))).Positions.Keys.ShouldBe([Of("tr")]);
        From([first, second, third], new Viewpoint(KnownAt: FactBuilder.Start.AddHours(5))).Positions.Keys.ShouldBe([Of("ua")]);
        From([first, second, third],
            new Viewpoint(RecordedUntil: FactBuilder.Start.AddHours(25))).Positions.Keys.ShouldBe([Of("ru")]);
    }

    [Fact]
    public void A_replacement_that_is_denied_is_contested_and_what_it_replaced_counts_again()
    {
        var first = FactBuilder.Position("ua", "first").On("2025-06-01");
        var second = FactBuilder.Position("ua", "second").On("2025-06-01") with { Supersedes = first.Id };
        var denial = new FactDenied(second.Id, null).On("2025-06-02");

        FactBuilder.Track(first, second, denial).Positions[Of("ua")].Text.ShouldBe("first");
        FactBuilder.Track(first, second, denial).Contested.Keys.ShouldBe([second.Id]);
    }

    [Fact]
    public void Of_a_retraction_and_a_reinstatement_the_one_that_became_known_last_holds_whoever_was_recorded_first()
    {
        var position = FactBuilder.Position("ua").On("2025-06-01");
        int[] published = [5, 7, 10], viewed = [6, 8, 11];
        Fact[] said = [new FactRetracted(position.Id, "x").On("2025-06-05"), new FactReinstated(position.Id, "x").On("2025-06-07"),
            new FactRetracted(position.Id, "x").On("2025-06-10")];
        foreach (var recorded in new int[][] { [40, 41, 42], [42, 41, 40], [41, 42, 40] })
        {
            Fact[] facts = [FactBuilder.Recorded(position, 0, 0),
                .. said.Select((fact, i) => FactBuilder.Recorded(fact, recorded[i], published[i]))];
            var counts = viewed.Select(hours => From(facts, new Viewpoint(KnownAt: FactBuilder.Start.AddHours(hours))).Positions.Count);

            counts.ShouldBe([0, 1, 0]);
        }
    }

    [Fact]
    public void A_long_chain_of_denials_is_told_without_end_of_the_stack()
    {
        Fact last = FactBuilder.Position("ua").On("2025-06-01");
        var facts = new List<Fact> { last };
        for (var i = 0; i < 20_000; i++) facts.Add(last = FactBuilder.Recorded(new FactDenied(last.Id, null).On("2025-06-01"), i, i));

        FactBuilder.Track([.. facts]).Positions.Count.ShouldBe(1);
    }

    [Fact]
    public void A_fact_held_only_because_it_replaces_another_does_not_count_there()
    {
        var here = FactBuilder.Position("ua", "here").On("2025-06-01");
        var moved = (FactBuilder.Position("ua", "moved") with { Tracks = [Key.Of("talks")] })
            .On("2025-06-01") with
        { AlsoOn = [FactBuilder.Remains], Supersedes = here.Id };

        FactBuilder.Track(here, moved).Positions.ShouldBeEmpty();
    }

    private static Track From(Fact[] facts, Viewpoint viewpoint) =>
        Track.Fold(FactBuilder.Negotiation, FactBuilder.Remains, facts, viewpoint);

    private static string Json(Track track) => JsonSerializer.Serialize(track, Formats.Stored);

    private static Standpoint Of(string actor) => new(ActorKey.Of(actor), null);
}
