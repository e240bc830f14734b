using Negotiations.Domain.Commands;
using Negotiations.Domain.Facts;

namespace Negotiations.Domain.Setup;

/// <summary>Corrects the title or the summary of a negotiation; its key never changes.</summary>
public sealed record ChangeNegotiation : Command
{
    /// <summary>The new title, up to 300 characters; absent when it stays.</summary>
    public string? Title { get; init; }

    /// <summary>The new summary, up to 2,000 characters; absent when it stays.</summary>
    public string? Summary { get; init; }

    /// <inheritdoc/>
    public override bool IsEditorial => true;

    /// <inheritdoc/>
    public override IEnumerable<Refusal> Validate(DecisionContext context) =>
    [
        .. Checks.Text("title", Title, Checks.TitleLimit),
        .. Checks.Text("summary", Summary, Checks.TextLimit),
        .. Title is null && Summary is null
            ? [Refusal.Rule("nothing-changes", null, "say what changes: 'title' or 'summary'")]
            : Array.Empty<Refusal>(),
    ];

    /// <inheritdoc/>
    public override Fact Handle(DecisionContext context) => new NegotiationChanged(Title, Summary);
}
