using Negotiations.Domain.Commands;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Time;

namespace Negotiations.Domain.Papers;

/// <summary>Records that a paper was passed from one party to another.</summary>
public sealed record RecordMemo : TrackCommand
{
    /// <summary>The paper's id.</summary>
    public required Key Memo { get; init; }

    /// <summary>What sort of paper.</summary>
    public required MemoKind Kind { get; init; }

    /// <summary>Whose paper.</summary>
    public required ActorKey From { get; init; }

    /// <summary>Who received it.</summary>
    public required ActorKey To { get; init; }

    /// <summary>Its title or what it is called, up to 300 characters.</summary>
    public required string Title { get; init; }

    /// <summary>How much of it is public.</summary>
    public required Disclosure Disclosure { get; init; }

    /// <summary>By when an answer was asked for or promised.</summary>
    public Occurrence? ReplyDue { get; init; }

    /// <summary>Where it can be read, when published.</summary>
    public string? Url { get; init; }

    /// <inheritdoc/>
    public override Thing? Makes => new Thing(ThingKind.Memo, Memo);

    /// <inheritdoc/>
    public override IEnumerable<Refusal> Validate(DecisionContext context) =>
    [
        .. context.IsFree("memo", new Thing(ThingKind.Memo, Memo)),
        .. context.Knows("from", From),
        .. context.Knows("to", To),
        .. Checks.Text("title", Title, Checks.TitleLimit),
        .. Checks.Url("url", Url),
    ];

    /// <inheritdoc/>
    public override Fact Handle(DecisionContext context) => new MemoReceived(Memo, Kind, From, To, Title, Disclosure, ReplyDue, Url);
}
