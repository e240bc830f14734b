using Negotiations.Contracts.Transparency;

namespace Negotiations.Store.Transparency;

/// <summary>The checkpoints that are kept outside the database.</summary>
public interface IKeptCheckpoints
{
    /// <summary>All of them, the oldest first.</summary>
    IEnumerable<KeptCheckpoint> All();

    /// <summary>Those that are kept now, whatever is added.</summary>
    IKeptCheckpoints UpToNow();
}

/// <summary>A checkpoint that is kept outside the database.</summary>
/// <param name="Checkpoint">What it says; null where its line can't be read.</param>
/// <param name="Note">The signed note.</param>
/// <param name="At">When it was signed.</param>
/// <param name="IsSigned">Whether a key of the log signed it.</param>
/// <param name="Stamp">A time stamp on its text (RFC 3161); null where it has none.</param>
public sealed record KeptCheckpoint(Checkpoint? Checkpoint, SignedNote? Note, DateTimeOffset At, bool IsSigned, byte[]? Stamp)
{
    /// <summary>What is wrong with the stamp; null where nothing is, or there is none.</summary>
    public string? StampFault { get; init; }

    /// <summary>A line that can't be read.</summary>
    public static KeptCheckpoint Unreadable { get; } = new(null, null, default, IsSigned: false, null);
}
