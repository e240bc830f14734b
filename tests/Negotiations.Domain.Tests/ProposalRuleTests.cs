using Negotiations.Domain.Facts;
using Negotiations.Domain.Positions;
using Negotiations.Domain.Proposals;
using Negotiations.Domain.Talks;
using Negotiations.Domain.Time;
using static Negotiations.Domain.Tests.Scenario;

namespace Negotiations.Domain.Tests;

/// <summary>Offers on the table: made, answered, taken back.</summary>
public class ProposalRuleTests
{
    private static readonly Occurrence August = Occurrence.Of("2025-08");

    private static readonly RecordProposal Record = new()
    {
        Negotiation = RussiaUkraine,
        Tracks = OnRemains,
        Occurred = June2,
        Report = Newspaper,
        Proposal = Key.Of("summit"),
        By = [Ua],
        To = [Ru],
        Kind = ProposalKind.Meeting,
        What = "A meeting of the leaders",
        ValidUntil = August,
        On = new ActorReference(Tr),
    };
    private static readonly RecordProposalAnswer Answer = new()
    {
        Negotiation = RussiaUkraine,
        Tracks = OnRemains,
        Occurred = June2,
        Report = Newspaper,
        Proposal = Key.Of("pause"),
        By = Ru,
        Answer = ProposalAnswer.Countered,
        Counter = Key.Of("shorter"),
        Text = "For a day",
    };
    private static readonly WithdrawProposal Withdraw = new()
    {
        Negotiation = RussiaUkraine,
        Tracks = OnRemains,
        Occurred = June2,
        Report = Newspaper,
        Proposal = Key.Of("pause"),
        Reason = "No answer",
    };

    private static readonly ProposalMade Pause = new(Key.Of("pause"), [Ua], [Ru], ProposalKind.Ceasefire, "A pause", null, null);

    internal static RuleRows Rows => new()
    {
        Given = [Pause, Pause with { Proposal = Key.Of("shorter") }],
        Accepted =
        [
            new(Record, new ProposalMade(Key.Of("summit"), [Ua], [Ru], ProposalKind.Meeting, "A meeting of the leaders", August,
                new ActorReference(Tr))),
            new(Answer, new ProposalAnswered(Key.Of("pause"), Ru, ProposalAnswer.Countered, Key.Of("shorter"), "For a day")),
            new(Withdraw, new ProposalWithdrawn(Key.Of("pause"), "No answer")),
        ],
        Actors =
        [
            new("by[1]", actor => Record with { By = [Ua, actor] }),
            new("to[1]", actor => Record with { To = [Ru, actor] }),
            new("on", actor => Record with { On = new ActorReference(actor) }),
            new("by", actor => Answer with { By = actor }),
        ],
        Texts =
        [
            new("what", 2_000, text => Record with { What = text }),
            new("text", 2_000, text => Answer with { Text = text }),
            new("reason", 2_000, text => Withdraw with { Reason = text }),
        ],
        Lists =
        [
            new("by", 1, count => Record with { By = Many(count, _ => Ua) }),
            new("to", 0, count => Record with { To = Many(count, _ => Ua) }),
        ],
        Twice = [new("by", "ua", Record with { By = [Ua, Ua] }), new("to", "ru", Record with { To = [Ru, Ru] })],
        Things =
        [
            new("proposal", ThingKind.Proposal, id => Answer with { Proposal = id }),
            new("counter", ThingKind.Proposal, id => Answer with { Counter = id }),
            new("proposal", ThingKind.Proposal, id => Withdraw with { Proposal = id }),
            .. Enum.GetValues<ThingKind>().Select(kind => new ThingRow("on", kind,
                id => Record with { On = new ThingReference(new Thing(kind, id)) })),
        ],
    };

    [Fact]
    public void A_counter_is_another_proposal_and_goes_with_no_other_answer()
    {
        Given(Rows.Given).When(Answer with { Counter = Key.Of("pause") }).ThenRefused("counters-itself", "counter");
        Given(Rows.Given).When(Answer with { Answer = ProposalAnswer.Accepted }).ThenRefused("no-counter", "counter", "'countered'");
        Given(Rows.Given).When(Answer with { Counter = null }).ThenAccepted();
    }

    [Fact]
    public void It_does_not_lapse_before_it_was_made() =>
        Given().When(Record with { ValidUntil = Occurrence.Of("2025-05") }).ThenRefused("empty-range", "validUntil");

    [Fact]
    public void A_proposal_or_a_position_may_be_about_a_position_and_goes_to_its_tracks()
    {
        var said = new PositionStated(Ru, Stance.Demand, "A pause", null, null) { Id = Id(3), Tracks = OnTalks };

        Given(said).When(Record with { On = new PositionReference(Id(3)) }).Recorded().Holders().ShouldBe([OnRemains[0], OnTalks[0]]);
        Given(said).When(Record with { On = new PositionReference(Id(4)) }).ThenRefused("unknown-fact", "on", $"{Id(4)}");
        Given(Pause with { Id = Id(3) }).When(Record with { On = new PositionReference(Id(3)) })
            .ThenRefused("no-position", "on", "states no position");
    }

    [Theory]
    [InlineData("", ProposalStatus.Open)]
    [InlineData("ru:Reviewing", ProposalStatus.Reviewing)]
    [InlineData("ru:Accepted", ProposalStatus.Open)]
    [InlineData("ru:Accepted tr:Accepted", ProposalStatus.Accepted)]
    [InlineData("ru:Accepted tr:Reviewing", ProposalStatus.Reviewing)]
    [InlineData("ru:Accepted tr:Rejected", ProposalStatus.Rejected)]
    [InlineData("ru:Rejected ru:Accepted tr:Countered", ProposalStatus.Countered)]
    [InlineData("ua:Rejected", ProposalStatus.Open)]
    public void The_last_word_of_each_who_was_asked_decides(string answers, ProposalStatus expected)
    {
        Fact[] facts = [Made(), .. Answers(answers)];

        Of(facts).StatusAt(Now).ShouldBe(expected);
        Of([.. facts.Reverse()]).StatusAt(Now).ShouldBe(expected);
    }

    [Fact]
    public void What_was_taken_back_can_be_taken_up_again_and_what_is_open_lapses_after_its_last_day()
    {
        var withdrawn = new ProposalWithdrawn(Key.Of("p"), null).On("2025-06-09");
        var made = Made() with { ValidUntil = Occurrence.Of("2025-06-10") };

        Of(Made(), withdrawn).StatusAt(Now).ShouldBe(ProposalStatus.Withdrawn);
        Of([Made(), withdrawn, .. Answers("ru:Rejected", "2025-06-10")]).StatusAt(Now).ShouldBe(ProposalStatus.Rejected);
        Of(made).StatusAt(Days.End(new DateOnly(2025, 6, 10))).ShouldBe(ProposalStatus.Open);
        Of(made).StatusAt(Days.Start(new DateOnly(2025, 6, 11))).ShouldBe(ProposalStatus.Lapsed);
        Of([made, .. Answers("ru:Rejected")]).StatusAt(Now).ShouldBe(ProposalStatus.Rejected);
    }

    [Fact]
    public void What_was_agreed_and_came_of_it_takes_it_up_what_was_only_proposed_does_not()
    {
        var round = FactBuilder.Scheduled("r", "2025-07", RoundStatus.Proposed).On("2025-06-05") with { Proposal = Key.Of("p") };
        var made = Made() with { ValidUntil = Occurrence.Of("2025-06-10") };

        Of(made, round).StatusAt(Now).ShouldBe(ProposalStatus.Lapsed);
        Of(made, round with { Status = RoundStatus.Agreed }).StatusAt(Now).ShouldBe(ProposalStatus.Accepted);
        Of(made, round).Outcomes.Values.Single().Thing.ShouldBe(new Thing(ThingKind.Round, Key.Of("r")));
    }

    private static ProposalMade Made() =>
        (Pause with { Proposal = Key.Of("p"), To = [Ru, Tr] }).On("2025-06-01");

    private static IEnumerable<Fact> Answers(string answers, string day = "2025-06-03") =>
        answers.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(answer => answer.Split(':')).Select((answer, i) =>
            (Fact)new ProposalAnswered(Key.Of("p"), ActorKey.Of(answer[0]), Enum.Parse<ProposalAnswer>(answer[1]), null, null).On(day)
                with
            { Recorded = new Recorded(Now.AddMinutes(i), "a test") });

    private static Proposal Of(params Fact[] facts) => FactBuilder.Track(facts).Proposals[Key.Of("p")];
}
