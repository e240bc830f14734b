using System.Collections.Immutable;
using Negotiations.Contracts.Answers;
using Negotiations.Domain.Commands;
using Negotiations.Service.Access;
using Negotiations.Store.Log;
using Negotiations.Store.Writing;
using Npgsql;
using Wolverine.Marten.Publishing;
using Wolverine.Runtime;

namespace Negotiations.Service.Commands;

/// <summary>
/// Group commit: commands that wait at the same moment are decided and saved together, each on top of those before it and with its own
/// outcome. Nothing waits for company: as long as a turn is free, a command goes at once. Those that a running group could disturb wait for
/// it, and hold up no others.
/// </summary>
public sealed class CommandGroups(Recorder recorder, OutboxedSessionFactory sessions, IWolverineRuntime runtime,
    IHostApplicationLifetime lifetime)
{
    private const int Largest = 64;

    // While one waits for the database, the other decides.
    private const int Turns = 2;
    private readonly Lock gate = new();
    private readonly LinkedList<Waiting> waiting = [];
    private readonly HashSet<string> held = new(StringComparer.Ordinal);
    private int running;

    /// <summary>Records a command, or says why not.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up. It may be recorded nevertheless if its turn had come.</exception>
    public async Task<CommandResult> Record(Command command, Caller caller, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var one = new Waiting(Given.Now(command, caller));
        lock (gate) waiting.AddLast(one);
        Begin();
        try
        {
            return await one.Result.Task.WaitAsync(cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            lock (gate) waiting.Remove(one);
            throw;
        }
    }

    private void Begin()
    {
        while (Next() is { } group) _ = Task.Run(() => Run(group));
    }

    // The first that wait and that no running group could disturb, nor one before them that has to wait.
    private List<Waiting>? Next()
    {
        lock (gate)
        {
            if (running == Turns) return null;
            var (group, passed, taken) = (new List<Waiting>(), new HashSet<string>(StringComparer.Ordinal), new List<string>());
            for (var node = waiting.First; node is not null && group.Count < Largest;)
            {
                var (one, next) = (node.Value, node.Next);
                if (one.Locks.Any(key => held.Contains(key) || passed.Contains(key))) passed.UnionWith(one.Locks);
                else if (group is [] || (!one.IsAlone && !group[0].IsAlone))
                {
                    group.Add(one);
                    taken.AddRange(one.Locks);
                    waiting.Remove(node);
                }
                node = next;
            }
            if (group is []) return null;
            held.UnionWith(taken);
            running++;
            return group;
        }
    }

    private async Task Run(List<Waiting> group)
    {
        try
        {
            var results = await Save(group);
            foreach (var (one, result) in group.Zip(results)) one.Result.TrySetResult(result);
        }
        catch (Exception fault) when (group.Count > 1 && IsOfOne(fault))
        {
            Again(group);
        }
        catch (Exception fault)
        {
            foreach (var one in group) one.Result.TrySetException(fault);
        }
        finally
        {
            lock (gate)
            {
                running--;
                foreach (var one in group) held.ExceptWith(one.Locks);
            }
            Begin();
        }
    }

    private async Task<ImmutableArray<CommandResult>> Save(List<Waiting> group)
    {
        var bus = new MessageContext(runtime);
        await using var session = sessions.OpenSession(bus);
        return await recorder.Record([.. group.Select(one => one.Given)], atomic: false, session, bus, lifetime.ApplicationStopped);
    }

    // One of them may be at fault, or have lost to somebody: each has its own try. Where the database doesn't answer, none would do better.
    private static bool IsOfOne(Exception fault) =>
        fault is not (OutcomeUnknownException or OperationCanceledException or TimeoutException or NpgsqlException { SqlState: null }
            or PostgresException { SqlState: ['5', _, ..] }) && (fault.InnerException is null || IsOfOne(fault.InnerException));

    private void Again(List<Waiting> group)
    {
        lock (gate)
        {
            foreach (var one in group.AsEnumerable().Reverse())
            {
                one.IsAlone = true;
                waiting.AddFirst(one);
            }
        }
    }

    private sealed class Waiting(Given given)
    {
        public Given Given => given;

        /// <summary>What running groups must not share.</summary>
        public string[] Locks { get; } = [.. UnitOfWork.LocksOf(given.Command)];

        /// <summary>Whether it failed with others, and is tried again without.</summary>
        public bool IsAlone { get; set; }

        public TaskCompletionSource<CommandResult> Result { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
