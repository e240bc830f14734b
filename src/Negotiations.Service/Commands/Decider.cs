using System.Collections.Immutable;
using Negotiations.Contracts;
using Negotiations.Domain;
using Negotiations.Domain.Commands;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Setup;
using Negotiations.Domain.Time;
using Negotiations.Service.Access;
using Negotiations.Store.Writing;

namespace Negotiations.Service.Commands;

/// <summary>
/// Decides on one command, which its caller may give, over what is loaded: whether it was given before, and whether the rules allow it.
/// </summary>
internal sealed class Decider(TimeProvider clock)
{
    /// <summary>The name under which the service itself records.</summary>
    public const string System = "system";

    private readonly RecordingInstants instants = new(clock);

    /// <summary>Decides on a command, and appends its fact to the unit of work unless it is refused.</summary>
    /// <param name="command">The command.</param>
    /// <param name="caller">Who gives it; null for the system itself.</param>
    /// <param name="unit">What was loaded, and what is appended.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<Decision> Decide(Command command, Caller? caller, UnitOfWork unit, CancellationToken cancellation)
    {
        var id = command.CommandId ?? Guid.CreateVersion7(clock.GetUtcNow());
        var content = CommandContent.HashOf(command);
        if (unit.ContentOf(command.Negotiation, id) is { } known)
        {
            return known == content ? new Decision(id, Repeats: true, []) : Refused(Refusal.Conflict(
                "idempotency-conflict", "commandId", $"the id {id} was used for another command; give each command an id of its own"));
        }

        var now = clock.GetUtcNow();
        var concern = await unit.Reach.Concerned(command, cancellation);
        var context = await ContextOf(command, concern, unit, now, cancellation);
        if (await Unknown(command, caller, context, unit, cancellation) is { } unknown) return Refused(unknown);
        if (Stale(command, unit) is { } stale) return Refused(stale);
        ImmutableArray<Refusal> refusals = [.. Checks.Envelope(command, context), .. command.Validate(context)];
        if (refusals is not []) return Refused(refusals);

        var (tracks, alsoOn) = await unit.Reach.Holders(command, concern, context, cancellation);
        var at = instants.After(unit.LastRecorded(command.Negotiation, tracks.Concat(alsoOn)));
        var fact = Enveloped(command.Handle(context), command, new Recorded(at, caller?.Name ?? System)) with
        {
            Id = id,
            Tracks = tracks,
            AlsoOn = alsoOn,
        };
        if (await unit.Reach.Doubled(fact, cancellation) is { } doubled) return Refused(doubled);
        await unit.Append(fact, content, cancellation);
        return new Decision(id, Repeats: false, []);

        Decision Refused(params ImmutableArray<Refusal> reasons) => new(id, Repeats: false, reasons);
    }

    private static async Task<DecisionContext> ContextOf(
        Command command, Concern concern, UnitOfWork unit, DateTimeOffset now, CancellationToken cancellation) =>
        new(unit.Negotiation(command.Negotiation),
            [.. concern.Tracks.Concat(concern.Further).Select(track => unit.Track(command.Negotiation, track))], now)
        {
            Replaces = command.Supersedes,
            HasIncident = concern.HasIncident,
            Holder = unit.Reach.Holder(command) is { } holder ? (holder.Fact, holder.Tracks[0]) : null,
            Facts = await unit.Reach.Facts(command, cancellation),
            Suggest = Suggestion.For,
        };

    private static Fact Enveloped(Fact handled, Command command, Recorded recorded) => handled with
    {
        Negotiation = command.Negotiation,
        Supersedes = command.Supersedes,
        Occurred = handled.Occurred ?? command.Occurred ?? Occurrence.On(Days.Of(recorded.At)),
        Report = command.Report,
        Note = command.Note,
        Attributes = command.Attributes,
        ExternalIds = command.ExternalIds,
        Urls = command.Urls,
        Recorded = recorded,
    };

    private static async Task<Refusal?> Unknown(Command command, Caller? caller, DecisionContext context, UnitOfWork unit,
        CancellationToken cancellation)
    {
        if (command is not OpenNegotiation && !context.Negotiation.IsOpened)
            return CommandPermission.Unknown(command, caller, await unit.NegotiationKeys(cancellation));
        if (command.Opens || context.Tracks.FirstOrDefault(track => !track.IsOpened) is not { } missing) return null;
        var near = Suggestion.For(missing.Key.Value, await unit.TrackKeys(command.Negotiation, cancellation));
        var field = command is TrackCommand { Tracks: var named } && named.IndexOf(missing.Key) is >= 0 and var i ? $"tracks[{i}]" : null;
        return Refusal.NotFound("unknown-track", field,
            $"the negotiation '{command.Negotiation}' has no track '{missing.Key}'{near}; open it with OpenTrack");
    }

    private static Refusal? Stale(Command command, UnitOfWork unit)
    {
        var version = unit.VersionOf(command.Negotiation, command.Concerns is [var home, ..] ? home : null);
        return command.ExpectedVersion is not { } expected || expected == version ? null : Refusal.Conflict(
            "version-conflict", "expectedVersion",
            $"the version is {version}, not {expected}: read it again, and send the command again if it still holds");
    }
}
