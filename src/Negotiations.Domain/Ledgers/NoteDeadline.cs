using Negotiations.Domain.Commands;
using Negotiations.Domain.Commitments;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Time;
using Negotiations.Domain.Tracks;

namespace Negotiations.Domain.Ledgers;

/// <summary>The system's own command: what was awaited by a date has not come. Nobody can post it.</summary>
public sealed record NoteDeadline : TrackCommand
{
    /// <summary>What sort of thing is awaited.</summary>
    public required ThingKind Kind { get; init; }

    /// <summary>Its id.</summary>
    public required Key Thing { get; init; }

    /// <summary>By when it was due.</summary>
    public required Occurrence Due { get; init; }

    /// <inheritdoc/>
    public override Thing? Names => new Thing(Kind, Thing);

    /// <inheritdoc/>
    public override bool NeedsReport => false;

    /// <summary>
    /// The command for something that is awaited; its id follows from the track, the thing and the date, so that notice is given once.
    /// </summary>
    public static NoteDeadline Of(Key negotiation, Due due, Guid id) => new()
    {
        Negotiation = negotiation,
        Tracks = [due.Home],
        CommandId = id,
        Occurred = due.Deadline,
        Kind = due.Thing.Kind,
        Thing = due.Thing.Id,
        Due = due.Deadline,
    };

    /// <inheritdoc/>
    public override IEnumerable<Refusal> Validate(DecisionContext context) =>
        Awaited(context) is not null ? [] : [Refusal.Rule("not-awaited", null, $"{Words.Of(Kind)} '{Thing}' is not awaited by {Due}")];

    /// <inheritdoc/>
    public override Fact Handle(DecisionContext context) => new DeadlinePassed(Kind, Thing, Due, Awaited(context)!.By);

    private Due? Awaited(DecisionContext context) =>
        ((Track)context.Tracks[0]).Missed().FirstOrDefault(due => (due.Thing, due.Deadline) == (new Thing(Kind, Thing), Due));
}
