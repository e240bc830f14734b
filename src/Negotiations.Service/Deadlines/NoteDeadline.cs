using Negotiations.Domain;
using Negotiations.Service.Recording;
using Negotiations.Service.Store;

namespace Negotiations.Service.Deadlines;

/// <summary>The system's own command: what was awaited by a date has not come. Nobody can post it.</summary>
internal sealed record NoteDeadline : TrackCommand
{
    /// <summary>What sort of thing is awaited.</summary>
    public required ThingKind Kind { get; init; }

    /// <summary>Its id.</summary>
    public required Key Thing { get; init; }

    /// <summary>By when it was due.</summary>
    public required Occurrence Due { get; init; }

    /// <inheritdoc/>
    public override (ThingKind Kind, Key Id)? Names => (Kind, Thing);

    /// <inheritdoc/>
    public override bool NeedsReport => false;

    /// <summary>The command for something that is awaited.</summary>
    public static NoteDeadline Of(Key negotiation, Due due) => new()
    {
        Negotiation = negotiation,
        Tracks = [due.Home],
        CommandId = DerivedId.OfDeadline(StreamKeys.Of(negotiation, due.Home), due.Kind, due.Thing, due.Deadline!),
        Occurred = due.Deadline,
        Kind = due.Kind,
        Thing = due.Thing,
        Due = due.Deadline!,
    };

    /// <inheritdoc/>
    public override IEnumerable<Refusal> Validate(Situation situation) =>
        Awaited(situation) is not null ? [] : [Refusal.Rule("not-awaited", null, $"{Words.Of(Kind)} '{Thing}' is not awaited by {Due}")];

    /// <inheritdoc/>
    public override Fact Handle(Situation situation) => new DeadlinePassed(Kind, Thing, Due, Awaited(situation)!.By);

    private Due? Awaited(Situation situation) => situation.Tracks[0].Missed().FirstOrDefault(due => (due.Kind, due.Thing, due.Deadline) == (Kind, Thing, Due));
}
