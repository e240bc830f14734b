using Negotiations.Domain.Commands;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Time;

namespace Negotiations.Domain.Papers;

/// <summary>Records that a paper was answered, or that time was asked for.</summary>
public sealed record RecordMemoAnswer : TrackCommand
{
    /// <summary>The paper's id.</summary>
    public required Key Memo { get; init; }

    /// <summary>Who answered.</summary>
    public required ActorKey By { get; init; }

    /// <summary>The answer.</summary>
    public required MemoAnswer Answer { get; init; }

    /// <summary>By when the full answer is promised, while it is under review.</summary>
    public Occurrence? ReplyDue { get; init; }

    /// <summary>What was said, up to 2,000 characters.</summary>
    public string? Text { get; init; }

    /// <inheritdoc/>
    public override Thing? Names => new Thing(ThingKind.Memo, Memo);

    /// <inheritdoc/>
    public override IEnumerable<Refusal> Validate(DecisionContext context) =>
    [
        .. context.Holds("memo", new Thing(ThingKind.Memo, Memo)),
        .. context.Knows("by", By),
        .. Checks.Text("text", Text, Checks.TextLimit),
        .. ReplyDue is not null && Answer != MemoAnswer.Reviewing
            ? [Refusal.Rule("reply-given", "replyDue", "a reply can only be due while the answer is 'reviewing'")]
            : Array.Empty<Refusal>(),
    ];

    /// <inheritdoc/>
    public override Fact Handle(DecisionContext context) => new MemoAnswered(Memo, By, Answer, ReplyDue, Text);
}
