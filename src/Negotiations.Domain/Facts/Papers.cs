namespace Negotiations.Domain;

/// <summary>A paper was passed from one party to another.</summary>
/// <param name="Memo">The paper's id.</param>
/// <param name="Kind">What sort of paper.</param>
/// <param name="From">Whose paper.</param>
/// <param name="To">Who received it.</param>
/// <param name="Title">Its title or what it is called, up to 300 characters.</param>
/// <param name="Disclosure">How much of it is public.</param>
/// <param name="ReplyDue">By when an answer was asked for or promised.</param>
/// <param name="Url">Where it can be read, when published.</param>
public sealed record MemoReceived(
    Key Memo, MemoKind Kind, ActorKey From, ActorKey To, string Title, Disclosure Disclosure, Occurrence? ReplyDue, string? Url) : Fact
{
    /// <inheritdoc/>
    public override (ThingKind Kind, Key Id)? Makes => (ThingKind.Memo, Memo);

    /// <inheritdoc/>
    public override bool IsActivity => true;

    /// <inheritdoc/>
    public override string Describe() => $"Memo {Memo} received by {To} from {From}: {Title}";
}

/// <summary>A paper was answered, or time was asked for.</summary>
/// <param name="Memo">The paper's id.</param>
/// <param name="By">Who answered.</param>
/// <param name="Answer">The answer.</param>
/// <param name="ReplyDue">By when the full answer is promised, while it is under review.</param>
/// <param name="Text">What was said, up to 2,000 characters.</param>
public sealed record MemoAnswered(Key Memo, ActorKey By, MemoAnswer Answer, Occurrence? ReplyDue, string? Text) : Fact
{
    /// <inheritdoc/>
    public override (ThingKind Kind, Key Id)? Names => (ThingKind.Memo, Memo);

    /// <inheritdoc/>
    public override bool IsActivity => true;

    /// <inheritdoc/>
    public override string Describe() => $"Memo {Memo} answered by {By}: {Words.Of(Answer)}" + (ReplyDue is null ? "" : $", reply due {ReplyDue}");
}

/// <summary>What sort of paper.</summary>
public enum MemoKind
{
    /// <summary>A memorandum.</summary>
    Memorandum,

    /// <summary>A paper that commits nobody.</summary>
    NonPaper,

    /// <summary>A list of terms.</summary>
    TermSheet,

    /// <summary>A draft of an agreement.</summary>
    Draft,

    /// <summary>A joint statement.</summary>
    JointStatement,
}

/// <summary>How much of a paper is public.</summary>
public enum Disclosure
{
    /// <summary>Nothing.</summary>
    Withheld,

    /// <summary>Its gist.</summary>
    Summarised,

    /// <summary>All of it.</summary>
    Published,
}

/// <summary>The answer to a paper.</summary>
public enum MemoAnswer
{
    /// <summary>It is accepted.</summary>
    Accepted,

    /// <summary>It is rejected.</summary>
    Rejected,

    /// <summary>Another paper was put against it.</summary>
    Countered,

    /// <summary>It is being studied; the answer is open.</summary>
    Reviewing,
}
