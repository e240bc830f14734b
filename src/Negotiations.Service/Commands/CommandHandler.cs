using Marten;
using Negotiations.Contracts.Answers;
using Negotiations.Domain.Commands;
using Negotiations.Service.Access;
using Wolverine;

namespace Negotiations.Service.Commands;

/// <summary>Handles every command. The message's envelope names the caller.</summary>
public static class CommandHandler
{
    /// <summary>Records it, or says why not.</summary>
    public static async Task<CommandResult> Handle(
        Command command, Envelope envelope, IDocumentSession session, IMessageContext bus, Recorder recorder,
        CancellationToken cancellation) =>
        (await recorder.Record([command], envelope.Caller(), atomic: false, session, bus, cancellation))[0];
}
