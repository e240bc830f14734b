using System.Collections.Immutable;
using Marten;
using Negotiations.Domain;
using Negotiations.Domain.Commands;
using Negotiations.Domain.Setup;
using Negotiations.Service.Access;
using Negotiations.Store.Snapshots;

namespace Negotiations.Service.Commands;

/// <summary>
/// Whether a caller may give commands. It is asked before anything of a negotiation is loaded, so that how long an answer takes tells
/// nothing about one that the caller may not see.
/// </summary>
internal sealed class CommandPermission(AuditTrail audit)
{
    /// <summary>Why commands may not be given, each; null where it may.</summary>
    public async Task<ImmutableArray<Refusal?>> Of(ImmutableArray<Given> commands, IQuerySession session, CancellationToken cancellation)
    {
        var refusals = ImmutableArray.CreateBuilder<Refusal?>(commands.Length);
        foreach (var command in commands) refusals.Add(await Of(command.Command, command.Caller, session, cancellation));
        return refusals.MoveToImmutable();
    }

    /// <summary>The refusal of a command in a negotiation that does not exist, or not for its caller.</summary>
    public static Refusal Unknown(Command command, Caller? caller, IEnumerable<string> keys)
    {
        var unknown = AccessRules.Unknown(caller ?? Caller.Local, command.Negotiation.Value, keys);
        return unknown with { Field = "negotiation", Detail = $"{unknown.Detail}; open it with OpenNegotiation" };
    }

    // Without the right to read it, a negotiation is answered as unknown.
    private async Task<Refusal?> Of(Command command, Caller? caller, IQuerySession session, CancellationToken cancellation)
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
            : Unknown(command, caller, await session.NegotiationKeys(cancellation));
    }
}
