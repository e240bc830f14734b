using Negotiations.Domain.Facts;
using Negotiations.Domain.Time;

namespace Negotiations.Domain.Papers;

/// <summary>A paper was answered, or time was asked for.</summary>
/// <param name="Memo">The paper's id.</param>
/// <param name="By">Who answered.</param>
/// <param name="Answer">The answer.</param>
/// <param name="ReplyDue">By when the full answer is promised, while it is under review.</param>
/// <param name="Text">What was said, up to 2,000 characters.</param>
public sealed record MemoAnswered(Key Memo, ActorKey By, MemoAnswer Answer, Occurrence? ReplyDue, string? Text) : Fact
{
    /// <inheritdoc/>
    public override Thing? Names => new Thing(ThingKind.Memo, Memo);

    /// <inheritdoc/>
    public override bool IsActivity => true;

    /// <inheritdoc/>
    protected override IEnumerable<ActorKey?> NamedActors() => [By];

    /// <inheritdoc/>
    protected override IEnumerable<string?> OwnTexts() => [Text];

    /// <inheritdoc/>
    protected override string Say(Narrator narrator) =>
        Answered(narrator.Name(By), narrator.Called(new Thing(ThingKind.Memo, Memo))) + With(", reply due ", ReplyDue?.Text)
        + With(": ", Text);

    private string Answered(string by, string memo) => Answer switch
    {
        MemoAnswer.Accepted => $"{by} accepts {memo}",
        MemoAnswer.Rejected => $"{by} rejects {memo}",
        MemoAnswer.Countered => $"{by} answers {memo} with a proposal of its own",
        _ => $"{by} is reviewing {memo}",
    };
}
