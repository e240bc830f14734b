using System.Text.Json;
using Negotiations.Contracts.Transparency;
using Negotiations.Service.Access;
using Negotiations.Service.Transparency;

namespace Negotiations.Service.Witnessing;

/// <summary>
/// The logs of others that this service watches: <c>Witness:Logs</c> lists their public keys. It signs a checkpoint of such a log once it
/// has seen that the log begins with all that it signed before, and keeps it first: <c>witnessed.ndjson</c> in the keys' folder, only ever
/// added to.
/// </summary>
internal sealed class WitnessedLogs
{
    private const string Private = "witness.key", Kept = "witnessed.ndjson";
    private readonly VerifierKey[] trusted;
    private readonly SigningKey? signing;
    private readonly LineFile file;
    private readonly TimeProvider clock;
    private readonly Dictionary<string, Checkpoint> last = new(StringComparer.Ordinal);
    private readonly Lock one = new();
    private long read;

    /// <summary>Reads the setting and the key, or makes the key.</summary>
    /// <exception cref="AccessSettingException">The setting or the key can't be read.</exception>
    public WitnessedLogs(IConfiguration configuration, LogKeys keys, TimeProvider clock)
    {
        var folder = Folders.KeysOf(configuration);
        (file, this.clock) = (new LineFile(Path.Combine(folder, Kept)), clock);
        trusted = [.. (configuration.GetSection("Witness:Logs").Get<string[]>() ?? []).Select(text =>
            VerifierKey.Read(text) is { Kind: KeyKind.Log } key ? key
            : throw new AccessSettingException($"Witness:Logs: '{text}' is no public key of a log, such as name+1a2b3c4d+base64; GET /log "
                + "of the other service tells it."))];
        // Made where there is something to sign.
        if (trusted is not [])
            signing = new SigningKey($"{keys.Origin}/witness", KeyKind.Witness, LogKeys.Seed(Path.Combine(folder, Private)));
    }

    /// <summary>The public key of its signatures, and the names of the logs that it watches.</summary>
    public WitnessView About => new(signing?.Verifier.ToString(), [.. trusted.Select(key => key.Name).Distinct()]);

    /// <summary>Signs a checkpoint, or says why not.</summary>
    public WitnessAnswer Sign(WitnessRequest request)
    {
        if (Checkpoint.Of(request.Note) is not { } now || request.Old > now.Size)
            return new(StatusCodes.Status400BadRequest, "the body holds no checkpoint, or one that is smaller than 'old'");
        if (trusted.All(key => key.Name != now.Origin)) return new(StatusCodes.Status404NotFound, "this log is not watched here");
        if (!now.IsSignedBy(trusted, request.Note))
            return new(StatusCodes.Status403Forbidden, "no known key of this log signed the checkpoint");
        lock (one) return file.Alone(() => Sign(request, now));
    }

    private WitnessAnswer Sign(WitnessRequest request, Checkpoint now)
    {
        CatchUp();
        var before = last.GetValueOrDefault(now.Origin);
        if (request.Old != (before?.Size ?? 0)) return new(StatusCodes.Status409Conflict, "") { Size = before?.Size ?? 0 };
        if (before?.Size == now.Size && !before.Root.AsSpan().SequenceEqual(now.Root))
            return new(StatusCodes.Status409Conflict, "a checkpoint of this size with another root was signed here before");
        if (!MerkleTree.IsConsistent(request.Old, before?.Root ?? MerkleTree.Empty, now.Size, now.Root, request.Proof))
            return new(StatusCodes.Status422UnprocessableEntity, "the log does not begin with what was signed here before");
        var at = clock.GetUtcNow();
        var signature = signing!.Sign(request.Note.Text, at);
        // The same again is signed again, and not kept again.
        if (before?.Size != now.Size)
            file.Add(JsonSerializer.SerializeToUtf8Bytes(new Line(at.UtcDateTime, request.Note.With(signature).ToString()),
                JsonSerializerOptions.Web));
        last[now.Origin] = now;
        return new(StatusCodes.Status200OK, new SignedNote("", [signature]).ToString()[1..]);
    }

    // What another host of this service signed meanwhile.
    private void CatchUp()
    {
        foreach (var (line, end) in file.Read(read, file.Length))
        {
            if (Checkpoint.Of(SignedNote.Read(JsonSerializer.Deserialize<Line>(line, JsonSerializerOptions.Web)?.Note ?? ""))
                is { } checkpoint) last[checkpoint.Origin] = checkpoint;
            read = end;
        }
    }

    private sealed record Line(DateTime At, string? Note);
}

/// <summary>This service as a witness.</summary>
/// <param name="Key">The public key of its signatures; null where it watches no log.</param>
/// <param name="Logs">The names of the logs that it watches.</param>
internal sealed record WitnessView(string? Key, IReadOnlyList<string> Logs);

/// <summary>What a witness answers.</summary>
/// <param name="Status">The status of HTTP.</param>
/// <param name="Text">Its signature, or why it gives none.</param>
internal sealed record WitnessAnswer(int Status, string Text)
{
    /// <summary>What it signed last, where the request names something else.</summary>
    public long? Size { get; init; }
}
