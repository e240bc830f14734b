using Negotiations.Domain.Commands;
using Negotiations.Domain.Commitments;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Knowledge;
using Negotiations.Domain.Lifecycle;
using Negotiations.Domain.Positions;
using static Negotiations.Domain.Tests.Scenario;

namespace Negotiations.Domain.Tests;

/// <summary>Second voices, retractions and reinstatements: none lets two facts hold one id, or replace one fact.</summary>
public class CorrectionRuleTests
{
    private static readonly Guid Position = Id(1), Wrong = Id(2), Retraction = Id(3), Unknown = Id(99);
    private static readonly ConfirmFact Confirm = new()
    {
        Negotiation = RussiaUkraine,
        Tracks = OnRemains,
        Occurred = June2,
        Report = Newspaper,
        Fact = Position,
        Text = "So it is",
    };
    private static readonly DenyFact Deny = new()
    {
        Negotiation = RussiaUkraine,
        Tracks = OnRemains,
        Occurred = June2,
        Report = Newspaper,
        Fact = Position,
        Text = "It is not so",
    };
    private static readonly RetractFact Retract = new()
    {
        Negotiation = RussiaUkraine,
        Tracks = OnRemains,
        Occurred = June2,
        Report = Newspaper,
        Fact = Position,
        Reason = "A misprint",
    };
    private static readonly ReinstateFact Reinstate = new()
    {
        Negotiation = RussiaUkraine,
        Tracks = OnRemains,
        Occurred = June2,
        Report = Newspaper,
        Fact = Wrong,
        Reason = "No misprint",
    };
    private static readonly Fact[] Recorded = [Stated(Position), Stated(Wrong), new FactRetracted(Wrong, "x") { Id = Retraction }];

    internal static RuleRows Rows => new()
    {
        Given = Recorded,
        Accepted =
        [
            new(Confirm, new FactConfirmed(Position, "So it is")),
            new(Deny, new FactDenied(Position, "It is not so")),
            new(Retract, new FactRetracted(Position, "A misprint")),
            new(Reinstate, new FactReinstated(Wrong, "No misprint")),
        ],
        Texts =
        [
            new("text", 2_000, text => Confirm with { Text = text }),
            new("text", 2_000, text => Deny with { Text = text }),
            new("reason", 2_000, text => Retract with { Reason = text }),
            new("reason", 2_000, text => Reinstate with { Reason = text }),
        ],
    };

    public static TheoryData<Command> OnNothing =>
        [Confirm with { Fact = Unknown }, Deny with { Fact = Unknown }, Retract with { Fact = Unknown }, Reinstate with { Fact = Unknown }];

    public static TheoryData<Command> OnWhatIsFalse =>
        [Confirm with { Fact = Wrong }, Deny with { Fact = Wrong }, Retract with { Fact = Wrong }];

    public static TheoryData<Command> OnWhatCounts => [Confirm, Deny, Retract];

    [Theory, MemberData(nameof(OnNothing))]
    public void The_fact_exists(Command command)
    {
        const string what = "no fact 00000063-0000-0000-0000-000000000000 is on a track of 'russia-ukraine'";

        Given(Recorded).When(command).ThenRefused("unknown-fact", "fact", what);
        Given(new TrackOpened("Remains", Subject.Remains, null) { Id = Unknown }).When(command)
            .ThenRefusedAmongOthers("unknown-fact", "fact", what);
        Given(Stated(Unknown) with { Negotiation = Key.Of("other") }).When(command).ThenRefusedAmongOthers("unknown-fact", "fact", what);
    }

    [Theory, MemberData(nameof(OnWhatIsFalse))]
    public void Nothing_more_is_said_of_what_was_found_false_or_replaced(Command command)
    {
        Given(Recorded).When(command).ThenConflicts("fact-standing", "fact", "is retracted; this takes one that counts or is contested");
        Given(Stated(Wrong), Stated(Id(4)) with { Supersedes = Wrong }).When(command)
            .ThenConflicts("fact-standing", "fact", "is superseded; this takes one that counts or is contested");
    }

    [Theory, MemberData(nameof(OnWhatCounts))]
    public void What_is_contested_may_be_confirmed_denied_and_retracted(Command command) =>
        Given(Stated(Position), new FactDenied(Position, null)).When(command).ThenAccepted();

    [Fact]
    public void Only_what_was_found_false_is_reinstated()
    {
        Given(Stated(Wrong)).When(Reinstate).ThenConflicts("fact-standing", "fact", "counts; this takes one that is retracted");
        Given(Stated(Wrong), new FactDenied(Wrong, null)).When(Reinstate).ThenConflicts("fact-standing", "fact", "is contested");
        Given(Recorded).And(new FactReinstated(Wrong, "x")).When(Reinstate).ThenConflicts("fact-standing", "fact", "counts");
        Given(Recorded).And(new FactReinstated(Wrong, "x")).When(Retract with { Fact = Wrong }).ThenAccepted();
    }

    [Fact]
    public void A_retraction_is_undone_on_the_fact_itself()
    {
        const string what = "a retraction is undone with ReinstateFact, and a reinstatement with RetractFact, each on the fact itself";

        Given(Recorded).When(Retract with { Fact = Retraction }).ThenRefused("not-correctable", "fact", what);
        Given(Recorded).And(new FactReinstated(Wrong, "x") { Id = Id(4) }).When(Retract with { Fact = Id(4) })
            .ThenRefused("not-correctable", "fact", what);
    }

    [Fact]
    public void A_second_voice_may_be_found_false_itself()
    {
        Given(Recorded).And(new FactDenied(Position, null) { Id = Id(4) }).When(Retract with { Fact = Id(4) }).ThenAccepted();
        Given(Recorded).And(new FactConfirmed(Position, null) { Id = Id(4) }).When(Retract with { Fact = Id(4) }).ThenAccepted();
    }

    [Fact]
    public void What_a_fact_replaced_does_not_come_back_into_an_id_that_is_taken()
    {
        var replaced = Given(Promised(5, "c-1"), Promised(6, "c-2") with { Supersedes = Id(5) });

        replaced.When(Retract with { Fact = Id(6) }).ThenAccepted();
        replaced.And(Promised(7, "c-1")).When(Retract with { Fact = Id(6) })
            .ThenConflicts("commitment-exists", "fact",
                $"the id 'c-1' of the fact {Id(5)}, which would count again, has been taken by the fact {Id(7)} meanwhile");
    }

    [Fact]
    public void What_was_denied_does_not_come_back_into_an_id_that_is_taken()
    {
        var denied = Given(Promised(5, "c-1"), new FactDenied(Id(5), null) { Id = Id(6) });

        denied.When(Retract with { Fact = Id(6) }).ThenAccepted();
        denied.And(Promised(7, "c-1")).When(Retract with { Fact = Id(6) })
            .ThenConflicts("commitment-exists", "fact", $"{Id(5)}", $"{Id(7)}");
    }

    [Fact]
    public void What_was_found_false_does_not_come_back_into_an_id_that_is_taken()
    {
        var retracted = Given(Promised(5, "c-1"), new FactRetracted(Id(5), "x"));

        retracted.When(Reinstate with { Fact = Id(5) }).ThenAccepted();
        retracted.And(Promised(7, "c-1")).When(Reinstate with { Fact = Id(5) })
            .ThenConflicts("commitment-exists", "fact", $"{Id(5)}", $"{Id(7)}");
    }

    [Fact]
    public void A_fact_that_was_replaced_anew_is_not_replaced_by_the_former_one_too()
    {
        var first = Given(Promised(5, "c-1"), Promised(6, "c-2") with { Supersedes = Id(5) }, new FactRetracted(Id(6), "x"));

        first.When(Reinstate with { Fact = Id(6) }).ThenAccepted();
        first.And(Promised(7, "c-3") with { Supersedes = Id(5) }).When(Reinstate with { Fact = Id(6) })
            .ThenConflicts("fact-standing", "fact", $"the fact {Id(5)}, which it replaces, has been replaced by another meanwhile");
    }

    [Fact]
    public void A_fact_that_took_the_id_of_the_one_it_replaced_may_go_and_come_back()
    {
        var replaced = Given(Promised(5, "c-1"), Promised(6, "c-1") with { Supersedes = Id(5) });

        replaced.When(Retract with { Fact = Id(6) }).ThenAccepted();
        replaced.And(new FactRetracted(Id(6), "x")).When(Reinstate with { Fact = Id(6) }).ThenAccepted();
    }

    [Fact]
    public void What_is_said_of_a_fact_is_said_on_all_its_tracks() =>
        Given(Stated(Position) with { Tracks = [OnTalks[0], OnTerms[0]] }).When(Confirm with { Text = null }).Recorded()
            .Tracks.ShouldBe([OnRemains[0], OnTalks[0], OnTerms[0]]);

    private static PositionStated Stated(Guid id) => new(Ua, Stance.Demand, "Peace", null, null) { Id = id };

    private static CommitmentMade Promised(int id, string commitment) => new(Key.Of(commitment), [Ru], [], "x", null, null) { Id = Id(id) };
}
