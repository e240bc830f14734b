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

/// <summary>The outcomes of a command.</summary>
public enum CommandStatus
{
    /// <summary>Recorded now.</summary>
    Recorded,

    /// <summary>Recorded before, under the same id and with the same content.</summary>
    Replayed,

    /// <summary>Refused.</summary>
    Refused,
}

/// <summary>Proof that a fact is stored.</summary>
/// <param name="FactId">The fact's id.</param>
/// <param name="Negotiation">The negotiation.</param>
/// <param name="Tracks">The tracks that hold it, each with the version that it has since.</param>
/// <param name="Sequence">The fact's place in the store: grows with every fact.</param>
/// <param name="RecordedAt">When it was stored, UTC.</param>
public sealed record Receipt(Guid FactId, Key Negotiation, ImmutableArray<TrackVersion> Tracks, long Sequence, DateTimeOffset RecordedAt);

/// <summary>A track and a version of it.</summary>
/// <param name="Track">The track.</param>
/// <param name="Version">How many facts it holds.</param>
public sealed record TrackVersion(Key Track, long Version);
