using System.Collections.Immutable;
using Negotiations.Domain;

namespace Negotiations.Contracts.Answers;

/// <summary>What became of a command: a receipt, or the reasons why it was refused.</summary>
/// <param name="Status">Which of the three.</param>
/// <param name="Receipt">What was recorded, now or the first time; null when refused.</param>
/// <param name="Refusals">Why it was refused; empty when it was not.</param>
public sealed record CommandResult(CommandStatus Status, Receipt? Receipt, ImmutableArray<Refusal> Refusals)
{
    /// <summary>Recorded now.</summary>
    public static CommandResult Recorded(Receipt receipt) => new(CommandStatus.Recorded, receipt, []);

    /// <summary>The same command was recorded before; this is its first receipt.</summary>
    public static CommandResult Replayed(Receipt receipt) => new(CommandStatus.Replayed, receipt, []);

    /// <summary>Refused; nothing was recorded.</summary>
    public static CommandResult Refused(params ImmutableArray<Refusal> refusals) => new(CommandStatus.Refused, null, refusals);
}
