using System.Collections.Immutable;
using Marten;
using Negotiations.Contracts.Answers;
using Negotiations.Domain.Commands;
using Negotiations.Service.Access;
using Wolverine;

namespace Negotiations.Service.Commands;

/// <summary>Commands to record in one transaction, in their order.</summary>
/// <param name="Commands">The commands.</param>
/// <param name="Atomic">Whether one refusal keeps all of them from being recorded.</param>
public sealed record RecordMany(ImmutableArray<Command> Commands, bool Atomic)
{
    /// <summary>The name alone: what the commands say must not reach a log.</summary>
    public override string ToString() => nameof(RecordMany);
}

/// <summary>What became of many commands, in their order.</summary>
/// <param name="Results">One result a command.</param>
public sealed record CommandResults(ImmutableArray<CommandResult> Results);

/// <summary>Handles <see cref="RecordMany"/>.</summary>
public static class RecordManyHandler
{
    /// <summary>Records them, or says of each why not.</summary>
    public static async Task<CommandResults> Handle(
        RecordMany batch, Envelope envelope, IDocumentSession session, IMessageContext bus, Recorder recorder,
        CancellationToken cancellation) =>
        new(await recorder.Record(batch.Commands, envelope.Caller(), batch.Atomic, session, bus, cancellation));
}
