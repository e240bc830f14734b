using Negotiations.Domain;

namespace Negotiations.Service.Recording;

/// <summary>Records that a ceasefire ended.</summary>
public sealed record RecordCeasefireEnd : TrackCommand
{
    /// <summary>The ceasefire's id.</summary>
    public required Key Ceasefire { get; init; }

    /// <summary>How it ended.</summary>
    public required CeasefireEnd How { get; init; }

    /// <inheritdoc/>
    public override (ThingKind Kind, Key Id)? Names => (ThingKind.Ceasefire, Ceasefire);

    /// <inheritdoc/>
    public override IEnumerable<Refusal> Validate(Situation situation) =>
    [
        .. situation.Holds("ceasefire", ThingKind.Ceasefire, Ceasefire),
        .. situation.Tracks.Where(track => track.Ceasefires.GetValueOrDefault(Ceasefire.Value)?.Ended is not null).Select(track =>
            Refusal.Conflict("ceasefire-ended", "ceasefire", $"the ceasefire '{Ceasefire}' has ended already")),
    ];

    /// <inheritdoc/>
    public override Fact Handle(Situation situation) => new CeasefireEnded(Ceasefire, How);
}
