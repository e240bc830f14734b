using System.Globalization;
using Negotiations.Store.Transparency;

namespace Negotiations.Store.Verifying;

/// <summary>Compares the tree of the log with the checkpoints that are kept outside the database.</summary>
internal sealed class CheckpointComparison(IKeptCheckpoints? checkpoints)
{
    private const string OfCheckpoint = "checkpoint ";

    /// <summary>How many entries of the log the largest of them has.</summary>
    public long Proven => All.Where(kept => kept.IsSigned).Select(kept => kept.Checkpoint!.Size).DefaultIfEmpty().Max();

    /// <summary>Those that are kept now, whatever is added.</summary>
    public CheckpointComparison UpToNow() => new(checkpoints?.UpToNow());

    private IEnumerable<KeptCheckpoint> All => checkpoints?.All() ?? [];

    /// <summary>Whether a difference is that a checkpoint outside says something else.</summary>
    public static bool IsOf(Difference found) =>
        found.Kind == DifferenceKind.LogAltered && found.Id.StartsWith(OfCheckpoint, StringComparison.Ordinal);

    /// <summary>What they say that a tree of a size doesn't.</summary>
    public async Task<List<Difference>> Compare(LogTree tree, long size, CancellationToken cancellation)
    {
        var (found, later) = (new List<Difference>(), 0);
        foreach (var kept in All)
        {
            if (await Contradiction(tree, size, kept, cancellation) is not { } one) continue;
            // Where one contradicts the log, all after it do.
            if (IsOf(one) && found.Exists(IsOf)) later++;
            else found.Add(one);
        }
        if (later > 0 && found.FindIndex(IsOf) is var first)
            found[first] = found[first] with { Detail = $"{found[first].Detail}; {later} later checkpoints contradict it too" };
        return found;
    }

    /// <summary>A job with the checkpoint outside that contradicts each difference.</summary>
    public ReplayJob Contradicted(ReplayJob job)
    {
        if (!job.Differences.Any(found => found.LogEntry is not null)) return job;
        var signed = All.Where(kept => kept.IsSigned).ToArray();
        return job with
        {
            Differences = [.. job.Differences.Select(found =>
                found.LogEntry is { } entry && signed.FirstOrDefault(kept => kept.Checkpoint!.Size > entry) is { } kept
                    ? found with { Checkpoint = NameOf(kept) } : found)],
        };
    }

    private static string NameOf(KeptCheckpoint kept) =>
        string.Create(CultureInfo.InvariantCulture, $"{kept.Checkpoint!.Size} of {kept.At:yyyy-MM-dd'T'HH:mm:ss'Z'}");

    private static async Task<Difference?> Contradiction(LogTree tree, long size, KeptCheckpoint kept, CancellationToken cancellation)
    {
        if (kept.Checkpoint is not { } checkpoint)
            return LogComparison.OfLog("checkpoints", "a line of the checkpoints outside can't be read");
        var name = OfCheckpoint + NameOf(kept);
        if (!kept.IsSigned) return LogComparison.OfLog(name, "no key of this log signed it");
        if (kept.StampFault is { } stamped) return LogComparison.OfLog(name, stamped);
        if (checkpoint.Size > size)
            return LogComparison.OfLog(name,
                $"the log has {size} entries only: it was cut, or the database was set back to an earlier state");
        try
        {
            return (await tree.Reader.Root(checkpoint.Size, cancellation)).AsSpan().SequenceEqual(checkpoint.Root) ? null
                : LogComparison.OfLog(name, $"it was signed over other entries than the log's first {checkpoint.Size}");
        }
        catch (DamagedLogException fault)
        {
            return LogComparison.OfLog(name, fault.Message);
        }
    }
}
