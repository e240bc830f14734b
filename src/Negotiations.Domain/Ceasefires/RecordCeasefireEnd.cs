using Negotiations.Domain.Commands;
using Negotiations.Domain.Facts;

namespace Negotiations.Domain.Ceasefires;

/// <summary>Records that a ceasefire ended.</summary>
public sealed record RecordCeasefireEnd : TrackCommand
{
    /// <summary>The ceasefire's id.</summary>
    public required Key Ceasefire { get; init; }

    /// <summary>How it ended.</summary>
    public required CeasefireEnd How { get; init; }

    /// <inheritdoc/>
    public override Thing? Names => new Thing(ThingKind.Ceasefire, Ceasefire);

    /// <inheritdoc/>
    public override IEnumerable<Refusal> Validate(DecisionContext context) =>
    [
        .. context.Holds("ceasefire", new Thing(ThingKind.Ceasefire, Ceasefire)),
        .. context.Tracks.Where(track => track.Find<Ceasefire>(Ceasefire)?.Ended is { } known && known.Id != context.Replaces)
            .Select(track =>
            Refusal.Conflict("ceasefire-ended", "ceasefire", $"the ceasefire '{Ceasefire}' has ended already")),
    ];

    /// <inheritdoc/>
    public override Fact Handle(DecisionContext context) => new CeasefireEnded(Ceasefire, How);
}
