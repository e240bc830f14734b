using Negotiations.Domain.Facts;
using Negotiations.Domain.Papers;
using Negotiations.Domain.Time;
using static Negotiations.Domain.Tests.Scenario;

namespace Negotiations.Domain.Tests;

/// <summary>Papers and their answers.</summary>
public class PapersRuleTests
{
    private static readonly Key Memo = Key.Of("memo-1"), NextMemo = Key.Of("memo-2");
    private static readonly Occurrence June9 = Occurrence.Of("2025-06-09");

    private static readonly RecordMemo Record = new()
    {
        Negotiation = RussiaUkraine,
        Tracks = OnRemains,
        Occurred = June2,
        Report = Newspaper,
        Memo = NextMemo,
        Kind = MemoKind.Draft,
        From = Ru,
        To = Ua,
        Title = "Terms",
        Disclosure = Disclosure.Summarised,
        ReplyDue = June9,
        Url = "https://example.org/terms",
    };

    private static readonly RecordMemoAnswer Answer = new()
    {
        Negotiation = RussiaUkraine,
        Tracks = OnRemains,
        Occurred = June2,
        Report = Newspaper,
        Memo = Memo,
        By = Ua,
        Answer = MemoAnswer.Reviewing,
        ReplyDue = June9,
        Text = "We study it",
    };

    private static readonly MemoReceived Received = new(Memo, MemoKind.Memorandum, Ru, Ua, "Terms", Disclosure.Withheld, null, null);

    internal static RuleRows Rows => new()
    {
        Given = [Received],
        Accepted =
        [
            new(Record, new MemoReceived(NextMemo, MemoKind.Draft, Ru, Ua, "Terms", Disclosure.Summarised, June9,
                "https://example.org/terms")),
            new(Answer, new MemoAnswered(Memo, Ua, MemoAnswer.Reviewing, June9, "We study it")),
        ],
        Actors =
        [
            new("from", actor => Record with { From = actor }),
            new("to", actor => Record with { To = actor }),
            new("by", actor => Answer with { By = actor }),
        ],
        Texts =
        [
            new("title", 300, text => Record with { Title = text }),
            new("text", 2_000, text => Answer with { Text = text }),
        ],
        Urls = [new("url", text => Record with { Url = text })],
        Things = [new("memo", ThingKind.Memo, id => Answer with { Memo = id })],
    };

    [Theory, InlineData(MemoAnswer.Accepted), InlineData(MemoAnswer.Rejected), InlineData(MemoAnswer.Countered)]
    public void No_reply_is_due_after_an_answer(MemoAnswer answer)
    {
        Given(Received).When(Answer with { Answer = answer })
            .ThenRefused("reply-given", "replyDue", "only be due while the answer is 'reviewing'");
        Given(Received).When(Answer with { Answer = answer, ReplyDue = null })
            .Then(new MemoAnswered(Memo, Ua, answer, null, "We study it"));
    }

    [Fact]
    public void A_paper_may_be_answered_more_than_once() =>
        Given(Received, new MemoAnswered(Memo, Ua, MemoAnswer.Rejected, null, null))
            .When(Answer with { Answer = MemoAnswer.Accepted, ReplyDue = null })
            .ThenAccepted();

    [Fact]
    public void A_paper_of_another_track_is_answered_there_too() =>
        Given(Received with { Tracks = OnTerms }).When(Answer).Recorded().Tracks.ShouldBe([OnRemains[0], OnTerms[0]]);

    [Fact]
    public void The_nearest_known_paper_is_looked_for() =>
        Given(Received).When(Answer with { Memo = NextMemo }).ThenRefused("unknown-memo", "memo", "(asked for 'memo-2' among memo-1)");
}
