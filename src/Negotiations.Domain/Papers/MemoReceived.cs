using Negotiations.Domain.Facts;
using Negotiations.Domain.Time;

namespace Negotiations.Domain.Papers;

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
    public override Thing? Makes => new Thing(ThingKind.Memo, Memo);

    /// <inheritdoc/>
    public override bool IsActivity => true;

    /// <inheritdoc/>
    public override string? TitleOfMade() => Title;

    /// <inheritdoc/>
    protected override IEnumerable<ActorKey?> NamedActors() => [From, To];

    /// <inheritdoc/>
    protected override IEnumerable<string?> OwnTexts() => [Title];

    /// <inheritdoc/>
    protected override string Say(Narrator narrator) =>
        $"{narrator.Name(From)} gives {narrator.Name(To)} a {(Kind == MemoKind.NonPaper ? "non-paper" : Words.Plain(Kind))}: {Title}"
        + With(" (reply due ", ReplyDue?.Text, ")");
}
