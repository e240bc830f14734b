using System.Collections.Immutable;
using System.Diagnostics;
using Marten;
using Negotiations.Domain;
using Negotiations.Domain.Commands;
using Negotiations.Store.Writing;

namespace Negotiations.Service.Commands;

/// <summary>Commands that are decided on together, and which of them their caller may give. Nothing is loaded for the others.</summary>
/// <param name="Commands">All of them, in their order.</param>
/// <param name="Forbidden">Why each may not be given; null where it may.</param>
/// <param name="Permitted">Those that may be, which know every track that they concern.</param>
/// <param name="Unit">What they are decided on.</param>
internal sealed record Asked(ImmutableArray<Given> Commands, ImmutableArray<Refusal?> Forbidden, ImmutableArray<Command> Permitted,
    UnitOfWork Unit)
{
    /// <summary>Asks for permission, and sees which tracks are concerned.</summary>
    public static async Task<Asked> Of(ImmutableArray<Given> commands, CommandPermission permission,
        IDocumentSession session, CancellationToken cancellation)
    {
        var unit = new UnitOfWork(session);
        var forbidden = await permission.Of(commands, session, cancellation);
        var permitted = commands.Where((_, i) => forbidden[i] is null).Select(given => given.Command).ToImmutableArray();
        return new Asked(commands, forbidden, await unit.WithEveryTrack(permitted, cancellation), unit);
    }

    /// <summary>Decides on each, on top of those before it.</summary>
    public async Task<ImmutableArray<Decision>> Decide(Decider decider, CancellationToken cancellation)
    {
        if (Permitted is not []) await Unit.Open(Permitted, cancellation);
        var permitted = new Queue<Command>(Permitted);
        var decisions = ImmutableArray.CreateBuilder<Decision>(Commands.Length);
        var span = Activity.Current;
        foreach (var (given, forbidden) in Commands.Zip(Forbidden))
        {
            // What follows from a fact joins the trace in which its command came.
            Activity.Current = given.Span;
            decisions.Add(forbidden is { } reason ? Decision.Refused(reason)
                : await decider.Decide(permitted.Dequeue(), given.Caller, Unit, cancellation));
        }
        Activity.Current = span;
        return decisions.MoveToImmutable();
    }
}
