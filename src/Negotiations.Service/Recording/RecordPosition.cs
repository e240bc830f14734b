using Negotiations.Domain;

namespace Negotiations.Service.Recording;

/// <summary>Records that an actor said where it stands.</summary>
public sealed record RecordPosition : TrackCommand
{
    /// <summary>Who.</summary>
    public required ActorKey Actor { get; init; }

    /// <summary>The sort of statement.</summary>
    public required Stance Stance { get; init; }

    /// <summary>What it says, in neutral words, up to 2,000 characters.</summary>
    public required string Text { get; init; }

    /// <summary>The thing (<c>exchange/remains-1</c>) or actor that it is about.</summary>
    public Reference? On { get; init; }

    /// <summary>What it depends on, up to 2,000 characters.</summary>
    public string? Condition { get; init; }

    /// <inheritdoc/>
    public override (ThingKind Kind, Key Id)? Names => On is { Kind: { } kind, Thing: { } thing } ? (kind, thing) : null;

    /// <inheritdoc/>
    public override IEnumerable<Refusal> Validate(Situation situation) =>
    [
        .. situation.Knows("actor", Actor),
        .. Checks.Text("text", Text, Checks.TextLimit),
        .. situation.Knows("on", On?.Actor),
        .. Names is var (kind, id) ? situation.Holds("on", kind, id) : [],
        .. Checks.Text("condition", Condition, Checks.TextLimit),
    ];

    /// <inheritdoc/>
    public override Fact Handle(Situation situation) => new PositionStated(Actor, Stance, Text, On, Condition);
}
