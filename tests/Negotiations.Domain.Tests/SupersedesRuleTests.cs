using Negotiations.Domain.Commands;
using Negotiations.Domain.Commitments;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Knowledge;
using Negotiations.Domain.Lifecycle;
using Negotiations.Domain.Positions;
using Negotiations.Domain.Setup;
using static Negotiations.Domain.Tests.Scenario;

namespace Negotiations.Domain.Tests;

/// <summary>Facts that replace others.</summary>
public class SupersedesRuleTests
{
    private static readonly RecordPosition Better = new()
    {
        Negotiation = RussiaUkraine,
        Tracks = OnRemains,
        Occurred = June2,
        Report = Newspaper,
        Actor = Ua,
        Stance = Stance.Demand,
        Text = "Peace",
        Supersedes = Id(1),
    };

    public static TheoryData<Command> SetUp =>
    [
        new OpenTrack { Negotiation = RussiaUkraine, Track = Key.Of("new"), Title = "x", Subject = Subject.Other, Supersedes = Id(1) },
        new AddActor { Negotiation = RussiaUkraine, Actor = ActorKey.Of("de"), Name = "x", Kind = ActorKind.State, Supersedes = Id(1) },
        new ChangeActor { Negotiation = RussiaUkraine, Actor = Ua, From = June2, Name = "x", Supersedes = Id(1) },
    ];

    [Fact]
    public void A_fact_may_replace_one_that_counts_or_is_contested_of_any_track()
    {
        Given(Stated(1)).When(Better).ThenAccepted();
        Given(Stated(1) with { Tracks = OnTerms }).When(Better).ThenAccepted();
        Given(Stated(1), new FactDenied(Id(1), null)).When(Better).ThenAccepted();
        Given(Stated(2), Stated(1) with { Supersedes = Id(2) }).When(Better).ThenAccepted();
    }

    [Fact]
    public void What_is_replaced_exists()
    {
        const string what = "no fact 00000001-0000-0000-0000-000000000000 is on a track of 'russia-ukraine'";

        Given().When(Better).ThenRefused("unknown-fact", "supersedes", what);
        Given(Stated(1) with { Negotiation = Key.Of("other") }).When(Better).ThenRefused("unknown-fact", "supersedes", what);
        Given(new TrackOpened("x", Subject.Other, null) { Id = Id(1) }).When(Better).ThenRefused("unknown-fact", "supersedes", what);
        Given(new ActorAdded(ActorKey.Of("de"), "x", ActorKind.State, null, System.Collections.Immutable.ImmutableSortedDictionary<string,
            string>.Empty)
        { Id = Id(1) })
            .When(Better).ThenRefused("unknown-fact", "supersedes", what);
    }

    [Fact]
    public void What_was_found_false_or_replaced_already_is_not_replaced()
    {
        Given(Stated(1), new FactRetracted(Id(1), "x")).When(Better)
            .ThenConflicts("fact-standing", "supersedes", "is retracted; this takes one that counts or is contested");
        Given(Stated(1), Stated(2) with { Supersedes = Id(1) }).When(Better)
            .ThenConflicts("fact-standing", "supersedes", "is superseded; this takes one that counts or is contested");
    }

    [Fact]
    public void A_fact_does_not_replace_itself() =>
        Given(Stated(1)).When(Better with { CommandId = Id(1) })
            .ThenRefused("supersedes-itself", "supersedes", "a fact cannot replace itself");

    [Theory, MemberData(nameof(SetUp))]
    public void Set_up_replaces_nothing(Command command) =>
        Given(Stated(1)).When(command)
            .ThenRefused("not-correctable", "supersedes", "set-up replaces nothing; retract the other fact instead");

    [Fact]
    public void A_retraction_or_a_reinstatement_is_not_replaced()
    {
        Given(Stated(2), new FactRetracted(Id(2), "x") { Id = Id(1) }).When(Better)
            .ThenRefused("not-correctable", "supersedes", "undone with ReinstateFact");
        Given(Stated(2), new FactRetracted(Id(2), "x"), new FactReinstated(Id(2), "x") { Id = Id(1) }).When(Better)
            .ThenRefused("not-correctable", "supersedes", "with RetractFact");
    }

    [Fact]
    public void A_denial_is_replaced_unless_that_brings_back_a_fact_into_an_id_that_is_taken()
    {
        var denied = Given(Promised(2), new FactDenied(Id(2), null) { Id = Id(1) });

        denied.When(Better).ThenAccepted();
        denied.And(Promised(3)).When(Better)
            .ThenConflicts("commitment-exists", "supersedes", $"the id 'c-1' of the fact {Id(2)}", $"taken by the fact {Id(3)} meanwhile");
    }

    [Fact]
    public void What_replaced_another_fact_is_replaced_also_where_the_id_of_that_one_is_taken() =>
        Given(Promised(2), Stated(1) with { Supersedes = Id(2) }, Promised(3)).When(Better).ThenAccepted();

    [Fact]
    public void The_id_of_what_is_replaced_is_free_for_what_replaces_it_only()
    {
        var again = new RecordCommitment
        {
            Negotiation = RussiaUkraine,
            Tracks = OnTerms,
            Occurred = June2,
            Report = Newspaper,
            Commitment = Key.Of("c-1"),
            By = [Ru],
            What = "x"
        };

        Given(Promised(1)).When(again with { Supersedes = Id(1) }).ThenAccepted();
        Given(Promised(1), Stated(2)).When(again with { Supersedes = Id(2) })
            .ThenConflicts("commitment-exists", "commitment", $"exists on 'remains' already (fact {Id(1)})");
    }

    [Fact]
    public void An_id_is_free_again_once_its_fact_was_found_false_denied_or_replaced()
    {
        var again = new RecordCommitment
        {
            Negotiation = RussiaUkraine,
            Tracks = OnRemains,
            Occurred = June2,
            Report = Newspaper,
            Commitment = Key.Of("c-1"),
            By = [Ru],
            What = "x"
        };

        Given(Promised(1), new FactRetracted(Id(1), "x")).When(again).ThenAccepted();
        Given(Promised(1), new FactDenied(Id(1), "x")).When(again).ThenAccepted();
        Given(Promised(1), Stated(2) with { Supersedes = Id(1) }).When(again).ThenAccepted();
    }

    private static PositionStated Stated(int id) => new(Ua, Stance.Demand, "Peace", null, null) { Id = Id(id) };

    private static CommitmentMade Promised(int id) => new(Key.Of("c-1"), [Ru], [], "x", null, null) { Id = Id(id) };
}
