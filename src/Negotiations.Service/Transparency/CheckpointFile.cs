using System.Text.Json;
using System.Text.Json.Serialization;
using Negotiations.Contracts.Transparency;
using Negotiations.Service.Access;
using Negotiations.Store.Transparency;

namespace Negotiations.Service.Transparency;

/// <summary>
/// The checkpoints of the log, kept outside the database: <c>checkpoints.ndjson</c> in the keys' folder, one a line with its instant, only
/// ever added to. Copy it where nobody who owns the database can write.
/// </summary>
internal sealed class CheckpointFile(IConfiguration configuration, LogKeys keys) : IKeptCheckpoints
{
    private readonly string file = Path.Combine(Folders.KeysOf(configuration), "checkpoints.ndjson");
    private readonly Lock one = new();
    private (long Length, IReadOnlyList<KeptCheckpoint> Kept) read = (0, []);

    /// <summary>The last; null where there is none.</summary>
    public KeptCheckpoint? Last => All() is [.., var last] ? last : null;

    /// <inheritdoc/>
    public IReadOnlyList<KeptCheckpoint> All()
    {
        lock (one)
        {
            var length = File.Exists(file) ? new FileInfo(file).Length : 0;
            if (length != read.Length) read = (length, [.. Lines().Select(Kept).OfType<KeptCheckpoint>()]);
            return read.Kept;
        }
    }

    /// <summary>Adds one, down to the disk.</summary>
    public void Add(SignedNote note, DateTimeOffset at)
    {
        using var stream = new FileStream(file, FileMode.Append, FileAccess.Write, FileShare.Read);
        stream.Write(JsonSerializer.SerializeToUtf8Bytes(new Line(at.UtcDateTime, note.ToString())));
        stream.WriteByte((byte)'\n');
        stream.Flush(flushToDisk: true);
    }

    private string[] Lines() => File.Exists(file) ? File.ReadAllLines(file) : [];

    private KeptCheckpoint Kept(string line)
    {
        try
        {
            var (at, text) = JsonSerializer.Deserialize<Line>(line)!;
            return SignedNote.Read(text) is { } note && Checkpoint.Of(note) is { } checkpoint
                ? new KeptCheckpoint(checkpoint, note, at, checkpoint.Origin == keys.Origin && keys.Known.Any(note.IsBy))
                : KeptCheckpoint.Unreadable;
        }
        catch (JsonException)
        {
            return KeptCheckpoint.Unreadable;
        }
    }

    private sealed record Line([property: JsonPropertyName("at")] DateTime At, [property: JsonPropertyName("note")] string Note);
}
