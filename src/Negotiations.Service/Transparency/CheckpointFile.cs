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
    private readonly LineFile file = new(Path.Combine(folder, Name));
    private readonly Lock one = new();
    private readonly List<KeptCheckpoint> days = [];
    private (long Length, KeptCheckpoint? First, KeptCheckpoint? Last, KeptCheckpoint? Stamped) read;

    /// <summary>The file of a configuration; null where there is none yet.</summary>
    public static CheckpointFile? Of(IConfiguration configuration) =>
        new CheckpointFile(Folders.KeysOf(configuration)) is var kept && kept.file.Exists ? kept : null;

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
    public IEnumerable<KeptCheckpoint> All() => Lines(0, file.Length).Select(line => line.Kept);

    /// <inheritdoc/>
    public IKeptCheckpoints UpToNow() => new Beginning(this, file.Length);

    /// <summary>Adds one, down to the disk; whether it did: not where another host has kept a later one meanwhile.</summary>
    /// <param name="note">The checkpoint, signed.</param>
    /// <param name="at">When.</param>
    /// <param name="stamp">A time stamp on it (RFC 3161).</param>
    public bool Add(SignedNote note, DateTimeOffset at, byte[]? stamp = null) => file.Alone(() =>
    {
        if (Last?.Checkpoint!.Size > Checkpoint.Of(note)!.Size) return false;
        file.Add(JsonSerializer.SerializeToUtf8Bytes(new Line(at.UtcDateTime, note.ToString(), stamp)));
        return true;
    });

    // What was read before isn't read again.
    private T Read<T>(Func<T> of)
    {
        lock (one)
        {
            var length = file.Length;
            if (length < read.Length)
            {
                read = default;
                days.Clear();
            }
            foreach (var (kept, end) in length > read.Length ? Lines(read.Length, length) : [])
            {
                read.Length = end;
                if (!kept.IsSigned) continue;
                read = (end, read.First ?? kept, kept, kept.Stamp is null ? read.Stamped : kept);
                if (days is [.., var last] && last.At.UtcDateTime.Date == kept.At.UtcDateTime.Date) days[^1] = kept;
                else days.Add(kept);
                if (days.Count > MostDays) days.RemoveAt(0);
            }
            return of();
        }
    }

    private IEnumerable<(KeptCheckpoint Kept, long End)> Lines(long from, long until)
    {
        var keys = LogKeys.Listed(folder);
        return file.Read(from, until).Select(line => (Kept(line.Line, keys), line.End));
    }

    private static KeptCheckpoint Kept(string line, VerifierKey[] keys)
    {
        try
        {
            return JsonSerializer.Deserialize<Line>(line) is { Note: { } text } read && SignedNote.Read(text) is { } note
                && Checkpoint.Of(note) is { } checkpoint
                ? new KeptCheckpoint(checkpoint, note, read.At, checkpoint.IsSignedBy(keys, note), read.Stamp)
                {
                    StampFault = read.Stamp is null ? null : TimeStamps.Fault(read.Stamp, note.Text)
                }
                : KeptCheckpoint.Unreadable;
        }
        catch (JsonException)
        {
            return KeptCheckpoint.Unreadable;
        }
    }

    private sealed record Line([property: JsonPropertyName("at")] DateTime At, [property: JsonPropertyName("note")] string? Note,
        [property: JsonPropertyName("stamp"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] byte[]? Stamp);

    private sealed class Beginning(CheckpointFile whole, long length) : IKeptCheckpoints
    {
        public IEnumerable<KeptCheckpoint> All() => whole.Lines(0, length).Select(line => line.Kept);

        public IKeptCheckpoints UpToNow() => this;
    }
}
