using System.Collections.Immutable;
using Negotiations.Domain.Commands;

namespace Negotiations.Service.Commands;

/// <summary>Commands to record in one transaction, in their order.</summary>
/// <param name="Commands">The commands.</param>
/// <param name="Atomic">Whether one refusal keeps all of them from being recorded.</param>
public sealed record RecordMany(ImmutableArray<Command> Commands, bool Atomic)
{
    /// <summary>The name alone: what the commands say must not reach a log.</summary>
    public override string ToString() => nameof(RecordMany);
}
