using System.Collections.Immutable;
using Negotiations.Domain;
using Negotiations.Domain.Ledgers;

namespace Negotiations.Contracts.Answers;

/// <summary>The stages of a track one after another.</summary>
/// <param name="Track">The track's key.</param>
/// <param name="Title">Its title.</param>
/// <param name="Spans">The stages, the last of which is where it stands.</param>
public sealed record StagesView(Key Track, string? Title, ImmutableArray<StagesView.Span> Spans)
{
    /// <summary>One stage.</summary>
    /// <param name="Stage">The stage.</param>
    /// <param name="From">Its first day.</param>
    /// <param name="To">Its last day; null where it still stands there.</param>
    /// <param name="FactId">The fact by which it began; null where only time passed.</param>
    public sealed record Span(Stage Stage, DateOnly From, DateOnly? To, Guid? FactId);

    /// <summary>Of the stages of a track.</summary>
    public static ImmutableArray<Span> Of(IReadOnlyList<StageSpan> spans) =>
        [.. spans.Select((span, i) =>
            new Span(span.Stage, span.From, i + 1 < spans.Count ? spans[i + 1].From.AddDays(-1) : null, span.By))];
}
