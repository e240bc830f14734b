using System.Collections.Immutable;
using Negotiations.Domain.Commands;
using Negotiations.Domain.Facts;

namespace Negotiations.Domain.Setup;

/// <summary>Starts following a negotiation.</summary>
public sealed record OpenNegotiation : Command
{
    /// <summary>Its name for readers, up to 300 characters.</summary>
    public required string Title { get; init; }

    /// <summary>What it is about, up to 2,000 characters.</summary>
    public string? Summary { get; init; }

    // Older than those of other commands: written also while there are none.
    /// <summary>Its ids in other data sets, by data set: at most 200, each up to 200 characters.</summary>
    public override ImmutableSortedDictionary<string, string> ExternalIds { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <inheritdoc/>
    public override bool Opens => true;

    /// <inheritdoc/>
    public override IEnumerable<Refusal> Validate(DecisionContext context) =>
    [
        .. Checks.Text("title", Title, Checks.TitleLimit),
        .. Checks.Text("summary", Summary, Checks.TextLimit),
        .. context.Negotiation.IsOpened
            ? [Refusal.Conflict("negotiation-exists", "negotiation", $"the negotiation '{Negotiation}' exists already; choose another key")]
            : Array.Empty<Refusal>(),
    ];

    /// <inheritdoc/>
    public override Fact Handle(DecisionContext context) => new NegotiationOpened(Title, Summary);
}
