using Negotiations.Domain.Commitments;
using Negotiations.Domain.Exchanges;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Ledgers;
using Negotiations.Domain.Lifecycle;
using Negotiations.Domain.Papers;
using Negotiations.Domain.Talks;
using Negotiations.Domain.Time;
using static Negotiations.Domain.Tests.Scenario;

namespace Negotiations.Domain.Tests;

/// <summary>What the system notes when something awaited has not come.</summary>
public class DeadlineRuleTests
{
    private static readonly Key Memo = Key.Of("memo-1");
    private static readonly Occurrence June9 = Occurrence.Of("2025-06-09"), June10 = Occurrence.Of("2025-06-10");

    private static readonly NoteDeadline Note = new()
    {
        Negotiation = RussiaUkraine,
        Tracks = OnRemains,
        Occurred = June9,
        Kind = ThingKind.Memo,
        Thing = Memo,
        Due = June9,
    };
    private static readonly MemoReceived Received = new(Memo, MemoKind.Draft, Ru, Ua, "Terms", Disclosure.Withheld, June9, null);
    private static readonly CommitmentMade Made = new(Key.Of("commission"), [Ru, Ua], [], "Form a commission", June9, null);

    private static readonly ExchangeAgreed Agreed = new(Key.Of("e-1"), null,
        [new(Key.Of("ru-ua"), Ru, Ua, LegCategory.Remains, Exactly(10)), new(Key.Of("ua-ru"), Ua, Ru, LegCategory.Remains, Exactly(10))],
        null, June9);

    private static readonly RoundScheduled Scheduled = new(Key.Of("round-1"), June9, RoundStatus.Agreed, [Tr], null, null);

    internal static RuleRows Rows => new()
    {
        Given = [Received],
        Accepted = [new(Note, new DeadlinePassed(ThingKind.Memo, Memo, June9, [Ua]))],
    };

    public static TheoryData<ThingKind, string, Fact, string[]> Awaited => new()
    {
        { ThingKind.Memo, "memo-1", Received, ["ua"] },
        { ThingKind.Commitment, "commission", Made, ["ru", "ua"] },
        { ThingKind.Exchange, "e-1", Agreed, ["ru", "ua"] },
        { ThingKind.Round, "round-1", Scheduled, ["tr"] },
    };

    public static TheoryData<string, Fact[]> NotAwaited => new()
    {
        { "it is not known", [] },
        { "no date was set", [Received with { ReplyDue = null }] },
        { "another date was set", [Received with { ReplyDue = June10 }] },
        { "it has come in time", [Received, Answered(MemoAnswer.Rejected, "2025-06-08")] },
        { "another date was promised", [Received, Answered(MemoAnswer.Reviewing, "2025-06-08") with { ReplyDue = June10 }] },
        { "the track is on hold", [Received, new TrackSuspended(null, "x")] },
        { "the track is closed", [Received, new TrackClosed(TrackOutcome.Completed, "x")] },
    };

    [Theory, MemberData(nameof(Awaited))]
    public void What_is_awaited_by_a_date_is_noted_with_those_who_owe_it(ThingKind kind, string thing, Fact made, string[] owedBy) =>
        Given(made).When(Note with { Kind = kind, Thing = Key.Of(thing) })
            .Then(new DeadlinePassed(kind, Key.Of(thing), June9, [.. owedBy.Select(ActorKey.Of)]));

    [Theory, MemberData(nameof(NotAwaited))]
    public void What_is_not_awaited_is_not_noted(string because, Fact[] given)
    {
        because.ShouldNotBeEmpty();
        Given(given).When(Note).ThenRefused("not-awaited", null, "memo 'memo-1' is not awaited by 2025-06-09");
    }

    [Fact]
    public void What_came_late_is_noted_also_where_that_is_known_already() =>
        Given(Received, Answered(MemoAnswer.Accepted, "2025-06-12")).When(Note).ThenAccepted();

    [Fact]
    public void Only_those_who_still_owe_something_are_named() =>
        Given(Agreed, new ExchangeStageCompleted(Agreed.Exchange, Key.Of("june-7"), [new Delivery(Key.Of("ua-ru"), Exactly(10))]))
            .When(Note with { Kind = ThingKind.Exchange, Thing = Agreed.Exchange })
            .Then(new DeadlinePassed(ThingKind.Exchange, Agreed.Exchange, June9, [Ru]));

    [Fact]
    public void A_promise_on_a_condition_and_a_round_that_is_only_proposed_are_not_awaited()
    {
        Given(Made with { Condition = "Quiet" }).When(Note with { Kind = ThingKind.Commitment, Thing = Made.Commitment })
            .ThenRefused("not-awaited", null, "commitment 'commission'");
        Given(Scheduled with { Status = RoundStatus.Proposed }).When(Note with { Kind = ThingKind.Round, Thing = Scheduled.Round })
            .ThenRefused("not-awaited", null, "round 'round-1'");
    }

    [Fact]
    public void The_command_for_what_is_awaited_says_the_last_day_by_which_it_was_due()
    {
        var due = new Due(new Thing(ThingKind.Memo, Memo), Occurrence.Of("2025-05"), [Ua], "reply to memo memo-1")
        {
            Home = OnTerms[0],
            KnownSince = Now,
        };

        var note = NoteDeadline.Of(RussiaUkraine, due, Id(1));

        (note.Occurred!.Text, note.Due.Text, note.Tracks[0], note.CommandId).ShouldBe(("2025-05-31", "2025-05-31", OnTerms[0], Id(1)));
        Given(Received with { Tracks = OnTerms, ReplyDue = Occurrence.Of("2025-05") }).When(note).ThenAccepted();
    }

    private static MemoAnswered Answered(MemoAnswer answer, string on) =>
        new(Memo, Ua, answer, null, null) { Occurred = Occurrence.Of(on) };
}
