namespace Negotiations.Domain;

/// <summary>A meeting of delegations, planned or held. What is planned and what was held are two things: either may be recorded first.</summary>
/// <param name="Scheduled">The plan, if any.</param>
/// <param name="Held">The talks, once they are held.</param>
public sealed record Round(RoundScheduled? Scheduled = null, TalksHeld? Held = null);

/// <summary>A paper and where its answer stands.</summary>
/// <param name="Received">The paper; null while only an answer to it is known.</param>
/// <param name="Answer">The latest answer in world order.</param>
public sealed record Memo(MemoReceived? Received = null, MemoAnswered? Answer = null)
{
    /// <summary>Whether a full answer is outstanding.</summary>
    public bool IsOpen => Answer is null or { Answer: MemoAnswer.Reviewing };

    /// <summary>By when the answer is due; null when it was given or nobody set a date.</summary>
    public Occurrence? ReplyDue => IsOpen ? Answer?.ReplyDue ?? Received?.ReplyDue : null;
}

/// <summary>The last thing that moved on a track.</summary>
/// <param name="FactId">The fact.</param>
/// <param name="Type">Its type as a word.</param>
/// <param name="Occurred">When it happened.</param>
/// <param name="Summary">What it says, in one sentence.</param>
public sealed record Movement(Guid FactId, string Type, Occurrence Occurred, string Summary)
{
    /// <summary>The movement that a fact is.</summary>
    public static Movement Of(Fact fact) => new(fact.Id, fact.Word(), fact.Occurred, fact.Describe());

    /// <summary>The later of two movements in world order.</summary>
    public static Movement Later(Movement? known, Movement other) =>
        known is null || WorldOrder.Compare((known.Occurred.Moment, known.FactId), (other.Occurred.Moment, other.FactId)) < 0 ? other : known;
}
