using System.Collections.Immutable;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Time;

namespace Negotiations.Domain.Papers;

/// <summary>A paper and where its answer stands.</summary>
/// <param name="Received">The paper; null while only an answer to it is known.</param>
public sealed record Memo(MemoReceived? Received = null)
{
    /// <summary>The answers in world order.</summary>
    public ImmutableArray<MemoAnswered> Answers { get; init; } = [];

    /// <summary>The latest answer, if any.</summary>
    public MemoAnswered? Answer => Answers is [.., var last] ? last : null;

    /// <summary>Whether a full answer is outstanding.</summary>
    public bool IsOpen => Answer is null or { Answer: MemoAnswer.Reviewing };

    /// <summary>The fact that set the date by which the answer is due; null when nobody did.</summary>
    public Fact? DueSetBy => Answers.LastOrDefault(answer => answer.ReplyDue is not null)
        ?? (Fact?)(Received?.ReplyDue is null ? null : Received);

    /// <summary>By when the answer was or is due; null when nobody set a date.</summary>
    public Occurrence? ReplyDue => DueSetBy switch
    {
        MemoAnswered answer => answer.ReplyDue,
        MemoReceived received => received.ReplyDue,
        _ => null,
    };
}
