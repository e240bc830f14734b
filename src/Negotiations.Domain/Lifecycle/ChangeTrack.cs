using System.Collections.Immutable;
using Negotiations.Domain.Commands;
using Negotiations.Domain.Facts;

namespace Negotiations.Domain.Lifecycle;

/// <summary>Corrects the title, the subject or the level of a track; its key never changes.</summary>
public sealed record ChangeTrack : Command
{
    /// <summary>Its key within the negotiation.</summary>
    public required Key Track { get; init; }

    /// <summary>The new title, up to 300 characters; absent when it stays.</summary>
    public string? Title { get; init; }

    /// <summary>The new subject; absent when it stays.</summary>
    public Subject? Subject { get; init; }

    /// <summary>The new level; absent when it stays.</summary>
    public TrackLevel? Level { get; init; }

    /// <inheritdoc/>
    public override ImmutableArray<Key> Concerns => [Track];

    /// <inheritdoc/>
    public override bool IsEditorial => true;

    /// <inheritdoc/>
    public override IEnumerable<Refusal> Validate(DecisionContext context) =>
    [
        .. Checks.Text("title", Title, Checks.TitleLimit),
        .. Title is null && Subject is null && Level is null
            ? [Refusal.Rule("nothing-changes", null, "say what changes: 'title', 'subject' or 'level'")]
            : Array.Empty<Refusal>(),
    ];

    /// <inheritdoc/>
    public override Fact Handle(DecisionContext context) => new TrackChanged(Title, Subject, Level);
}
