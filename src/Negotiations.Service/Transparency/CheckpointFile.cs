using System.Text.Json;
using System.Text.Json.Serialization;
using Negotiations.Contracts.Transparency;
using Negotiations.Service.Access;
using Negotiations.Store.Transparency;

namespace Negotiations.Service.Transparency;

/// <summary>
/// The checkpoints of the log, kept outside the database: <c>checkpoints.ndjson</c> in the keys' folder, one a line with its instant, only
/// ever added to. Copy it where nobody who owns the database can write. One that witnesses signed, or that was stamped, has a further line.
/// </summary>
internal sealed class CheckpointFile(string folder) : IKeptCheckpoints
{
    private const string Name = "checkpoints.ndjson";
    private const int MostDays = 8;
    private readonly string file = Path.Combine(folder, Name);
    private readonly Lock one = new();
    private readonly List<KeptCheckpoint> days = [];
    private (long Length, KeptCheckpoint? First, KeptCheckpoint? Last, KeptCheckpoint? Stamped) read;

    /// <summary>The file of a configuration; null where there is none yet.</summary>
    public static CheckpointFile? Of(IConfiguration configuration) =>
        new CheckpointFile(Folders.KeysOf(configuration)) is var kept && File.Exists(kept.file) ? kept : null;

    /// <summary>The first.</summary>
    public KeptCheckpoint? First => Read(() => read.First);

    /// <summary>The last.</summary>
    public KeptCheckpoint? Last => Read(() => read.Last);

    /// <summary>The last that bears a time stamp.</summary>
    public KeptCheckpoint? Stamped => Read(() => read.Stamped);

    /// <summary>The last of each of the days before today, some of them at most.</summary>
    public IReadOnlyList<KeptCheckpoint> Finished(DateTimeOffset now) =>
        Read(() => days.Where(day => day.At.UtcDateTime.Date < now.UtcDateTime.Date).ToArray());

    /// <inheritdoc/>
    public IEnumerable<KeptCheckpoint> All() => File.Exists(file) ? Lines(0, new FileInfo(file).Length) : [];

    /// <inheritdoc/>
    public IKeptCheckpoints UpToNow() => new Beginning(this, File.Exists(file) ? new FileInfo(file).Length : 0);

    /// <summary>Adds one, down to the disk; not where another host has kept a later one meanwhile.</summary>
    /// <param name="note">The checkpoint, signed.</param>
    /// <param name="at">When.</param>
    /// <param name="stamp">A time stamp on it (RFC 3161).</param>
    public void Add(SignedNote note, DateTimeOffset at, byte[]? stamp = null)
    {
        // One host at a time.
        using var stream = new FileStream(file, FileMode.Append, FileAccess.Write, FileShare.Read);
        if (Last?.Checkpoint!.Size > Checkpoint.Of(note)!.Size) return;
        stream.Write([.. JsonSerializer.SerializeToUtf8Bytes(new Line(at.UtcDateTime, note.ToString(), stamp)), (byte)'\n']);
        stream.Flush(flushToDisk: true);
    }

    // What was read before isn't read again.
    private T Read<T>(Func<T> of)
    {
        lock (one)
        {
            var length = File.Exists(file) ? new FileInfo(file).Length : 0;
            if (length < read.Length)
            {
                read = default;
                days.Clear();
            }
            foreach (var kept in length > read.Length ? Lines(read.Length, length) : [])
            {
                if (!kept.IsSigned) continue;
                read = (0, read.First ?? kept, kept, kept.Stamp is null ? read.Stamped : kept);
                if (days is [.., var last] && last.At.UtcDateTime.Date == kept.At.UtcDateTime.Date) days[^1] = kept;
                else days.Add(kept);
                if (days.Count > MostDays) days.RemoveAt(0);
            }
            read.Length = length;
            return of();
        }
    }

    private IEnumerable<KeptCheckpoint> Lines(long from, long until)
    {
        var keys = LogKeys.Listed(folder);
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        stream.Position = from;
        using var reader = new StreamReader(stream);
        for (var at = from; at < until && reader.ReadLine() is { } line; at += System.Text.Encoding.UTF8.GetByteCount(line) + 1)
            if (line.Length > 0) yield return Kept(line, keys);
    }

    private static KeptCheckpoint Kept(string line, VerifierKey[] keys)
    {
        try
        {
            var (at, text, stamp) = JsonSerializer.Deserialize<Line>(line)!;
            return SignedNote.Read(text) is { } note && Checkpoint.Of(note) is { } checkpoint
                ? new KeptCheckpoint(checkpoint, note, at, keys.Any(key => key.Name == checkpoint.Origin && note.IsBy(key)), stamp)
                {
                    StampFault = stamp is null ? null : TimeStamps.Fault(stamp, note.Text)
                }
                : KeptCheckpoint.Unreadable;
        }
        catch (JsonException)
        {
            return KeptCheckpoint.Unreadable;
        }
    }

    private sealed record Line([property: JsonPropertyName("at")] DateTime At, [property: JsonPropertyName("note")] string Note,
        [property: JsonPropertyName("stamp"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] byte[]? Stamp);

    private sealed class Beginning(CheckpointFile whole, long length) : IKeptCheckpoints
    {
        public IEnumerable<KeptCheckpoint> All() => length == 0 ? [] : whole.Lines(0, length);

        public IKeptCheckpoints UpToNow() => this;
    }
}
