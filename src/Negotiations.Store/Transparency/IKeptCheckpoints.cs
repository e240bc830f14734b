using Negotiations.Contracts.Transparency;

namespace Negotiations.Store.Transparency;

/// <summary>The checkpoints that are kept outside the database.</summary>
public interface IKeptCheckpoints
{
    /// <summary>All of them, the oldest first.</summary>
    IReadOnlyList<KeptCheckpoint> All();
}

/// <summary>A checkpoint that is kept outside the database.</summary>
/// <param name="Checkpoint">What it says; null where its line can't be read.</param>
/// <param name="Note">The signed note.</param>
/// <param name="At">When it was signed.</param>
/// <param name="IsSigned">Whether a key of the log signed it.</param>
public sealed record KeptCheckpoint(Checkpoint? Checkpoint, SignedNote? Note, DateTimeOffset At, bool IsSigned)
{
    /// <summary>A line that can't be read.</summary>
    public static KeptCheckpoint Unreadable { get; } = new(null, null, default, IsSigned: false);
}
