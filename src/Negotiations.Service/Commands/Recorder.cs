using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json;
using Marten;
using Negotiations.Contracts;
using Negotiations.Contracts.Answers;
using Negotiations.Contracts.Json;
using Negotiations.Domain;
using Negotiations.Domain.Commands;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Setup;
using Negotiations.Domain.Time;
using Negotiations.Service.Access;
using Negotiations.Store.Log;
using Negotiations.Store.Snapshots;
using Negotiations.Store.Verifying;
using Negotiations.Store.Writing;
using Wolverine;

namespace Negotiations.Service.Commands;

/// <summary>
/// Turns commands into stored facts: loads what they are decided on in one round trip, decides, appends and saves in another.
/// When somebody else wrote meanwhile, saving throws, and the bus hands the command over again.
/// </summary>
public sealed class Recorder(TimeProvider clock, SnapshotMender mender, AuditTrail audit, IDeadlineSchedule deadlines) : IDisposable
{
    private const string System = "system";
    private readonly StreamLocks locks = new();
    private long lastMicrosecond;

    /// <summary>
    /// Records many commands in one transaction, each on top of those before it; each has its own result, in the same order.
    /// </summary>
    /// <param name="commands">The commands.</param>
    /// <param name="caller">Who gives them; null for the system itself.</param>
    /// <param name="atomic">Whether one refusal keeps all of them from being recorded.</param>
    /// <param name="session">The session to save with; it must be fresh.</param>
    /// <param name="bus">What is to be sent is saved with the facts.</param>
    /// <param name="cancellation">Gives up before anything is saved.</param>
    public Task<ImmutableArray<CommandResult>> Record(
        ImmutableArray<Command> commands, Caller? caller, bool atomic, IDocumentSession session, IMessageContext bus,
        CancellationToken cancellation) =>
        Guarded(commands.SelectMany(UnitOfWork.LocksOf),
            () => Decide(commands, caller, atomic, new UnitOfWork(session), session, bus, cancellation), cancellation);

    /// <summary>Appends what needs no decision, in one transaction.</summary>
    /// <param name="streams">The streams that it writes to.</param>
    /// <param name="append">Appends it.</param>
    /// <param name="session">The session to save with; it must be fresh.</param>
    /// <param name="bus">What is to be sent is saved with the facts.</param>
    /// <param name="cancellation">Gives up before anything is saved.</param>
    /// <returns>What <paramref name="append"/> returned, and the highest sequence that was given.</returns>
    internal Task<(T Result, long Sequence)> Append<T>(
        IEnumerable<string> streams, Func<UnitOfWork, Task<T>> append, IDocumentSession session, IMessageContext bus,
        CancellationToken cancellation) =>
        Guarded(streams, async () =>
        {
            var unit = new UnitOfWork(session);
            var result = await append(unit);
            // Notice of what passed was given where it was recorded.
            await deadlines.Update(unit.Changed, [], bus, clock.GetUtcNow());
            await unit.Save(cancellation);
            return (result, unit.LastSequence);
        }, cancellation);

    private async Task<T> Guarded<T>(IEnumerable<string> streams, Func<Task<T>> work, CancellationToken cancellation)
    {
        try
        {
            using var pass = await locks.Enter(streams, cancellation);
            return await work();
        }
        catch (StaleSnapshotException stale)
        {
            // The bus hands the commands over again, with a session that has not seen it.
            if (await mender.Mend(stale.Stream, cancellation) is null) throw new DamagedStreamException(stale.Stream);
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => locks.Dispose();

    private async Task<ImmutableArray<CommandResult>> Decide(ImmutableArray<Command> commands, Caller? caller, bool atomic, UnitOfWork unit,
        IDocumentSession session, IMessageContext bus, CancellationToken cancellation)
    {
        await unit.Open(commands, cancellation);
        var decisions = new List<Decision>();
        foreach (var command in commands) decisions.Add(await Decide(command, caller, unit, cancellation));
        if (atomic && decisions.Any(decision => decision.Refusals is not []))
        {
            foreach (var command in commands) Telemetry.Decided(command.ToString(), Words.Of(CommandStatus.Refused));
            return [.. decisions.Select(Together)];
        }

        session.LastModifiedBy = caller?.Name ?? System;
        await deadlines.Update(unit.Changed, unit.Appended, bus, clock.GetUtcNow());
        var started = Stopwatch.GetTimestamp();
        await unit.Save(cancellation);
        if (unit.Appended.Count > 0) Telemetry.Saved(started);
        else if (decisions.Any(decision => decision.Repeats)) await session.DocumentStore.ConfirmCommitted(cancellation);
        var results = ImmutableArray.CreateBuilder<CommandResult>(commands.Length);
        foreach (var (command, decision) in commands.Zip(decisions))
        {
            results.Add(await Result(command.Negotiation, decision, unit, cancellation));
            Telemetry.Decided(command.ToString(), Words.Of(results[^1].Status));
        }
        return results.MoveToImmutable();
    }

    private async Task<Decision> Decide(Command command, Caller? caller, UnitOfWork unit, CancellationToken cancellation)
    {
        var id = command.CommandId ?? Guid.CreateVersion7(clock.GetUtcNow());
        if (await Forbidden(command, caller, unit, cancellation) is { } forbidden) return Refused(forbidden);
        var content = ContentOf(command);
        if (unit.ContentOf(command.Negotiation, id) is { } known)
        {
            return known == content ? new Decision(id, Repeats: true, []) : Refused(Refusal.Conflict(
                "idempotency-conflict", "commandId", $"the id {id} was used for another command; give each command an id of its own"));
        }

        var now = clock.GetUtcNow();
        var (concerned, hasIncident) = await unit.Concerned(command, cancellation);
        var context = new DecisionContext(unit.Negotiation(command.Negotiation),
            [.. concerned.Select(track => unit.Track(command.Negotiation, track))], now)
        {
            Replaces = command.Supersedes,
            HasIncident = hasIncident,
            Holder = unit.Holder(command) is { } holder ? (holder.Fact, holder.Tracks[0]) : null,
            Facts = await unit.Facts(command, cancellation),
            Suggest = Suggestion.For,
        };
        if (await Unknown(command, caller, context, unit, cancellation) is { } unknown) return Refused(unknown);
        if (Stale(command, unit) is { } stale) return Refused(stale);
        ImmutableArray<Refusal> refusals = [.. Checks.Envelope(command, context), .. command.Validate(context)];
        if (refusals is not []) return Refused(refusals);

        var (tracks, alsoOn) = await unit.Holders(command, context, cancellation);
        var (handled, at) = (command.Handle(context), Now(unit.LastRecorded(command.Negotiation, tracks.Concat(alsoOn))));
        var fact = handled with
        {
            Id = id,
            Negotiation = command.Negotiation,
            Tracks = tracks,
            AlsoOn = alsoOn,
            Supersedes = command.Supersedes,
            Occurred = handled.Occurred ?? command.Occurred ?? Occurrence.On(Days.Of(at)),
            Report = command.Report,
            Note = command.Note,
            Recorded = new Recorded(at, caller?.Name ?? System),
        };
        if (await unit.Doubled(fact, cancellation) is { } doubled) return Refused(doubled);
        await unit.Append(fact, content, cancellation);
        return new Decision(id, Repeats: false, []);

        Decision Refused(params ImmutableArray<Refusal> reasons) => new(id, Repeats: false, reasons);
    }

    // What may not be read doesn't exist for the caller, whether it does or not.
    private async Task<Refusal?> Forbidden(Command command, Caller? caller, UnitOfWork unit, CancellationToken cancellation)
    {
        if (caller is null) return null;
        var negotiation = command.Negotiation.Value;
        var needed = command.IsEditorial || command.Supersedes is not null ? Rights.Edit : Rights.Record;
        if (caller.May(needed, negotiation)) return null;
        await audit.Note(new AuditEntry
        {
            Action = AuditAction.Refused,
            By = caller.Name,
            Negotiation = negotiation,
            Thing = command.ToString(),
            Detail = $"needs {Words.Of(needed)}"
        }, cancellation);
        return caller.May(Rights.Read, negotiation) || command is OpenNegotiation ? AccessRules.Forbidden(caller, needed, negotiation)
            : UnknownNegotiation(command, caller, await unit.NegotiationKeys(cancellation));
    }

    private static Refusal UnknownNegotiation(Command command, Caller? caller, IEnumerable<string> keys)
    {
        var unknown = AccessRules.Unknown(caller ?? Caller.Local, command.Negotiation.Value, keys);
        return unknown with { Field = "negotiation", Detail = $"{unknown.Detail}; open it with OpenNegotiation" };
    }

    private static async Task<Refusal?> Unknown(Command command, Caller? caller, DecisionContext context, UnitOfWork unit,
        CancellationToken cancellation)
    {
        if (command is not OpenNegotiation && !context.Negotiation.IsOpened)
            return UnknownNegotiation(command, caller, await unit.NegotiationKeys(cancellation));
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

    /// <summary>The hash of what a command says: the same for a repetition, without its id and the version that it expects.</summary>
    internal static string ContentOf(Command command)
    {
        var content = JsonSerializer.SerializeToUtf8Bytes(command with { CommandId = null, ExpectedVersion = null }, command.GetType(),
            Formats.Stored);
        return Chain.Next(Chain.Start, CanonicalJson.Of(content, "command", command.ToString()).Span);
    }

    private static async Task<CommandResult> Result(Key negotiation, Decision decision, UnitOfWork unit, CancellationToken cancellation)
    {
        if (decision.Refusals is not []) return CommandResult.Refused(decision.Refusals);
        var receipt = await unit.Receipt(negotiation, decision.FactId, cancellation);
        return decision.Repeats ? CommandResult.Replayed(receipt) : CommandResult.Recorded(receipt);
    }

    private static CommandResult Together(Decision decision) => CommandResult.Refused(decision.Refusals is not [] ? decision.Refusals :
        [Refusal.Rule("batch-refused", null, "not recorded, because another command of the batch was refused")]);

    // To the microsecond, never twice the same, and later than all that its streams hold, whichever host wrote that by whichever clock:
    // what is said of a fact later must be known as later.
    private DateTimeOffset Now(DateTimeOffset lastOfStreams)
    {
        var now = clock.GetUtcNow().UtcTicks / TimeSpan.TicksPerMicrosecond;
        long last, next;
        do
        {
            last = Interlocked.Read(ref lastMicrosecond);
            next = Math.Max(now, last + 1);
        }
        while (Interlocked.CompareExchange(ref lastMicrosecond, next, last) != last);
        return new DateTimeOffset(Math.Max(next,
            (lastOfStreams.UtcTicks / TimeSpan.TicksPerMicrosecond) + 1) * TimeSpan.TicksPerMicrosecond, TimeSpan.Zero);
    }

    private sealed record Decision(Guid FactId, bool Repeats, ImmutableArray<Refusal> Refusals);
}
