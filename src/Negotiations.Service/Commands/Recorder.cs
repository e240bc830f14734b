using System.Collections.Immutable;
using System.Diagnostics;
using Marten;
using Negotiations.Contracts.Answers;
using Negotiations.Domain;
using Negotiations.Domain.Commands;
using Negotiations.Service.Access;
using Negotiations.Store.Log;
using Negotiations.Store.Snapshots;
using Negotiations.Store.Transparency;
using Negotiations.Store.Verifying;
using Negotiations.Store.Writing;
using Wolverine;

namespace Negotiations.Service.Commands;

/// <summary>
/// Turns commands into stored facts: loads what they are decided on in one round trip, decides, appends and saves in another.
/// When somebody else wrote meanwhile, saving throws, and the bus hands the command over again.
/// </summary>
public sealed class Recorder(TimeProvider clock, SnapshotMender mender, AuditTrail audit, IDeadlineSchedule deadlines,
    RecordLog log) : IDisposable
{
    private readonly StreamLocks locks = new();
    private readonly Decider decider = new(clock);
    private readonly CommandPermission permission = new(audit);

    /// <summary>
    /// Records many commands in one transaction, each on top of those before it; each has its own result, in the same order.
    /// </summary>
    /// <param name="commands">The commands, with who gives each.</param>
    /// <param name="atomic">Whether one refusal keeps all of them from being recorded.</param>
    /// <param name="session">The session to save with; it must be fresh.</param>
    /// <param name="bus">What is to be sent is saved with the facts.</param>
    /// <param name="cancellation">Gives up before anything is saved.</param>
    public async Task<ImmutableArray<CommandResult>> Record(
        ImmutableArray<Given> commands, bool atomic, IDocumentSession session, IMessageContext bus, CancellationToken cancellation)
    {
        var asked = await Asked.Of(commands, permission, session, cancellation);
        return await Guarded(asked.Permitted.SelectMany(UnitOfWork.LocksOf),
            () => Decide(asked, atomic, session, bus, cancellation), cancellation);
    }

    /// <summary>Decides on commands, each on top of those before it, and saves nothing.</summary>
    /// <param name="commands">The commands.</param>
    /// <param name="caller">Who would give them.</param>
    /// <param name="session">A fresh session, which must not be saved.</param>
    /// <param name="cancellation">Gives up.</param>
    internal async Task<Trial> Try(ImmutableArray<Command> commands, Caller caller, IDocumentSession session,
        CancellationToken cancellation)
    {
        var asked = await Asked.Of([.. commands.Select(command => Given.Now(command, caller))], permission, session, cancellation);
        return await Guarded([], async () =>
        {
            var decisions = await asked.Decide(decider, cancellation);
            return new Trial(decisions, [.. asked.Unit.Appended], [.. asked.Unit.Changed]);
        }, cancellation);
    }

    /// <summary>Appends what needs no decision, in one transaction.</summary>
    /// <param name="streams">The streams that it writes to.</param>
    /// <param name="import">The entry of the audit trail about the import.</param>
    /// <param name="append">Appends it.</param>
    /// <param name="session">The session to save with; it must be fresh.</param>
    /// <param name="bus">What is to be sent is saved with the facts.</param>
    /// <param name="cancellation">Gives up before anything is saved.</param>
    /// <returns>What <paramref name="append"/> returned, and the highest sequence that was given.</returns>
    internal Task<(T Result, long Sequence)> Append<T>(
        IEnumerable<string> streams, Guid import, Func<UnitOfWork, Task<T>> append, IDocumentSession session, IMessageContext bus,
        CancellationToken cancellation) =>
        Guarded(streams, async () =>
        {
            var unit = new UnitOfWork(session) { Import = import };
            var result = await append(unit);
            // Imported facts: their notices were given before.
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
            // The bus retries the commands with a fresh session.
            if (await mender.Mend(stale.Stream, cancellation) is null) throw new DamagedStreamException(stale.Stream);
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => locks.Dispose();

    private async Task<ImmutableArray<CommandResult>> Decide(Asked asked, bool atomic, IDocumentSession session, IMessageContext bus,
        CancellationToken cancellation)
    {
        var (commands, unit) = (asked.Commands, asked.Unit);
        var decisions = await asked.Decide(decider, cancellation);
        if (atomic && decisions.Any(decision => decision.Refusals is not []))
        {
            foreach (var command in commands) Telemetry.Decided(command.ToString(), Words.Of(CommandStatus.Refused));
            return [.. decisions.Select(Together)];
        }

        await deadlines.Update(unit.Changed, unit.Appended, bus, clock.GetUtcNow());
        var started = Stopwatch.GetTimestamp();
        await unit.Save(cancellation);
        if (unit.Appended.Count > 0) Telemetry.Saved(started);
        else if (decisions.Any(decision => decision.Repeats)) await session.DocumentStore.ConfirmCommitted(cancellation);
        var results = ImmutableArray.CreateBuilder<CommandResult>(commands.Length);
        foreach (var (command, decision) in commands.Zip(decisions))
        {
            results.Add(await Result(command.Command.Negotiation, decision, unit, cancellation));
            Telemetry.Decided(command.ToString(), Words.Of(results[^1].Status));
        }
        return results.MoveToImmutable();
    }

    private async Task<CommandResult> Result(Key negotiation, Decision decision, UnitOfWork unit, CancellationToken cancellation)
    {
        if (decision.Refusals is not []) return CommandResult.Refused(decision.Refusals);
        var receipt = await unit.Receipt(negotiation, decision.FactId, cancellation);
        if (!decision.Repeats) return CommandResult.Recorded(receipt);
        var places = await log.Places([receipt.Sequence], cancellation);
        return CommandResult.Replayed(places.TryGetValue(receipt.Sequence, out var place) ? receipt with { LogEntry = place.Index }
            : receipt);
    }

    private static CommandResult Together(Decision decision) => CommandResult.Refused(decision.Refusals is not [] ? decision.Refusals :
        [Refusal.Rule("batch-refused", null, "not recorded, because another command of the batch was refused")]);
}
