using Negotiations.Contracts.Answers;
using Negotiations.Domain.Commands;
using Negotiations.Service.Access;
using Wolverine;

namespace Negotiations.Service.Commands;

/// <summary>Handles every command. The message's envelope names the caller.</summary>
public static class CommandHandler
{
    /// <summary>Records it, or says why not.</summary>
    public static Task<CommandResult> Handle(Command command, Envelope envelope, CommandGroups groups, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(groups);
        return groups.Record(command, envelope.Caller(), cancellation);
    }
}
