using System.CommandLine;
using System.Security.Cryptography;
using System.Text.Json;
using Negotiations.Contracts.Transparency;

namespace Negotiations.Cli;

/// <summary>
/// <c>witness</c>: looks at the log of a service, checks that it begins with all that was seen of it before, and keeps what it saw, signed
/// by a key of its own. Run it elsewhere, again and again.
/// </summary>
internal static class Witness
{
    private const int SeedSize = 32;

    public static void AddTo(RootCommand root)
    {
        var from = new Option<string>("--from") { Description = "The address of the service.", Required = true, HelpName = "URL" };
        var to = new Option<string>("--to") { Description = "The folder that keeps what was seen.", Required = true, HelpName = "DIR" };
        var key = new Option<string?>("--log-key")
        {
            Description = "The public key of the log; else that which it tells at the first look, which is kept.",
            HelpName = "KEY",
        };
        var witness = new Command("witness", "Check that the log of a service only grows, and keep how it stands, signed.")
        {
            from, to, key,
        };
        witness.SetAction((parsed, cancellation) =>
            Look(AddressOf(parsed.GetValue(from)!), parsed.GetValue(to)!, parsed.GetValue(key), cancellation));
        root.Subcommands.Add(witness);
    }

    private static Uri AddressOf(string told) =>
        Uri.TryCreate(told, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? address
            : throw new ServiceException($"--from is no address of a service, such as https://negotiations.example: {told}",
                ExitCode.Usage);

    private static async Task<int> Look(Uri from, string to, string? told, CancellationToken cancellation)
    {
        Directory.CreateDirectory(to);
        using var client = new HttpClient { BaseAddress = new Uri(from.AbsoluteUri.TrimEnd('/') + "/log/") };
        try
        {
            var trusted = await Trusted(client, Path.Combine(to, "log-key"), told, cancellation);
            var note = SignedNote.Read(await client.GetStringAsync(new Uri("checkpoint", UriKind.Relative), cancellation));
            if (Checkpoint.Of(note) is not { } now || now.Origin != trusted.Name || !note!.IsBy(trusted))
                return Refused("what the service tells is no checkpoint that the key of the log signed; if that key was changed, name the "
                    + "new one with --log-key");
            var (file, last) = (Path.Combine(to, "checkpoint"), (Checkpoint?)null);
            if (File.Exists(file))
                last = Checkpoint.Of(SignedNote.Read(await File.ReadAllTextAsync(file, cancellation)))
                    ?? throw new ServiceException($"{file} holds no checkpoint. Bring it back from one of the others there, the last.",
                        ExitCode.Failed);
            if (await Fault(client, last, now, cancellation) is { } fault) return Refused(fault);
            note = note!.With(Key(to, trusted).Sign(note.Text, DateTimeOffset.UtcNow));
            await File.WriteAllTextAsync(Path.Combine(to, $"checkpoint-{now.Size:D12}"), note.ToString(), cancellation);
            await File.WriteAllTextAsync(file + ".part", note.ToString(), cancellation);
            File.Move(file + ".part", file, overwrite: true);
            Console.WriteLine($"The log {now.Origin} has {now.Size} entries"
                + (last is null ? ", seen for the first time." : $" and begins with the {last.Size} that were seen before."));
            return 0;
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new ServiceException($"What {client.BaseAddress} tells is no log.", ExitCode.Failed);
        }
        catch (HttpRequestException fault)
        {
            throw new ServiceException($"The log at {client.BaseAddress} can't be read ({fault.StatusCode?.ToString() ?? fault.Message}).",
                ExitCode.Unreachable);
        }
    }

    // Of what the service tells nothing is believed: the proof that is made of it must fit both signed roots.
    private static async Task<string?> Fault(HttpClient client, Checkpoint? last, Checkpoint now, CancellationToken cancellation)
    {
        if (now.Size < last?.Size) return $"it has {now.Size} entries, and had {last.Size}";
        var tree = new TreeReader(async (level, index, _, stop) =>
        {
            // Of a tree of this size the tile has so many.
            var count = (int)Math.Min(TreeReader.Width, (now.Size >> (level * TreeReader.Height)) - (index * TreeReader.Width));
            var hashes = await client.GetByteArrayAsync(new Uri(new TilePath(level, index, count).ToString(), UriKind.Relative), stop);
            return hashes.Length == count * MerkleTree.HashSize ? hashes : throw new InvalidOperationException("a tile is short");
        });
        if (!(await tree.Root(now.Size, cancellation)).AsSpan().SequenceEqual(now.Root))
            return $"its tiles are not what it signed: its {now.Size} entries were changed since";
        if (last is null) return null;
        var proof = await tree.Consistency(last.Size, now.Size, cancellation);
        return MerkleTree.IsConsistent(last.Size, last.Root, now.Size, now.Root, proof) ? null
            : $"its {now.Size} entries do not begin with the {last.Size} that were seen before";
    }

    private static int Refused(string fault)
    {
        Console.Error.WriteLine($"The log is not what it was: {fault}. Nothing was signed; keep this folder as evidence.");
        return ExitCode.Differences;
    }

    private static async Task<VerifierKey> Trusted(HttpClient client, string file, string? told, CancellationToken cancellation)
    {
        if (told is null && !File.Exists(file))
        {
            using var about = JsonDocument.Parse(await client.GetStringAsync(new Uri("../log", UriKind.Relative), cancellation));
            told = about.RootElement.GetProperty("keys").EnumerateArray().Last().GetString();
        }
        if (told is not null) await File.WriteAllTextAsync(file, $"{Proofs.KeysOf(told)[^1]}\n", cancellation);
        return VerifierKey.Read(await File.ReadAllTextAsync(file, cancellation))
            ?? throw new ServiceException($"{file} holds no public key of a log, such as name+1a2b3c4d+base64.", ExitCode.Usage);
    }

    private static SigningKey Key(string folder, VerifierKey log)
    {
        var file = Path.Combine(folder, "witness.key");
        if (!File.Exists(file)) OwnFiles.Write(Path.GetFullPath(file), Convert.ToBase64String(RandomNumberGenerator.GetBytes(SeedSize)));
        var key = new SigningKey($"{log.Name}/watcher", KeyKind.Witness, Convert.FromBase64String(File.ReadAllText(file).Trim()));
        File.WriteAllText(Path.Combine(folder, "witness-key"), $"{key.Verifier}\n");
        return key;
    }
}
