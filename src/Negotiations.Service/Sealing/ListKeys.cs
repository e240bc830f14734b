using System.Security.Cryptography;
using System.Text.Json;
using Negotiations.Service.Access;
using Negotiations.Store.Log;

namespace Negotiations.Service.Sealing;

/// <summary>
/// The keys of sealed lists: one small wrapped file each, in the keys' folder and so outside the database and its backups. Destroying a key
/// erases its list, wherever copies of the sealed text are. A mark stays, so that a list from an older backup is known as erased.
/// </summary>
internal sealed class ListKeys(IConfiguration configuration, MasterKeys masters)
{
    private const string Key = ".key", Mark = ".erased";
    private const int KeySize = 32;
    private readonly string folder = Path.Combine(Folders.KeysOf(configuration), "lists");

    /// <summary>Makes the key of a sealing, and keeps it wrapped.</summary>
    public byte[] Make(Guid sealing)
    {
        var key = RandomNumberGenerator.GetBytes(KeySize);
        Write(sealing, masters.Wrap(key, sealing));
        return key;
    }

    /// <summary>The key of a sealing; null where it was destroyed or is missing, or its master key is missing.</summary>
    public byte[]? Find(Guid sealing) => Stored(sealing) is { } wrapped ? masters.Unwrap(wrapped, sealing) : null;

    /// <summary>Whether a key file of a sealing exists, intact or damaged.</summary>
    public bool Has(Guid sealing) => File.Exists(PathOf(sealing, Key));

    /// <summary>Whether the key of a sealing was destroyed.</summary>
    public bool IsErased(Guid sealing) => File.Exists(PathOf(sealing, Mark));

    /// <summary>The sealings whose keys were destroyed.</summary>
    public IEnumerable<Guid> Erased() => Sealings(Mark);

    /// <summary>Destroys the key of a sealing.</summary>
    /// <param name="sealing">The sealing.</param>
    /// <param name="leavesMark">Whether it is known as erased from now on.</param>
    public void Destroy(Guid sealing, bool leavesMark = true)
    {
        if (leavesMark && !IsErased(sealing)) File.WriteAllText(PathOf(Made(sealing), Mark), "");
        var file = PathOf(sealing, Key);
        if (!File.Exists(file)) return;
        using (var stream = new FileStream(file, FileMode.Open, FileAccess.Write))
        {
            stream.Write(new byte[stream.Length]);
            stream.Flush(flushToDisk: true);
        }
        File.Delete(file);
    }

    /// <summary>Rewraps every key that the current master key does not wrap; how many.</summary>
    public int Rewrap()
    {
        var count = 0;
        foreach (var sealing in Sealings(Key).ToArray())
        {
            if (Stored(sealing) is not { } wrapped || wrapped.Master == masters.Current || masters.Unwrap(wrapped, sealing) is not { } key)
                continue;
            Write(sealing, masters.Wrap(key, sealing));
            count++;
        }
        return count;
    }

    // Other files there are ignored.
    private IEnumerable<Guid> Sealings(string ending) =>
        from file in Directory.Exists(folder) ? Directory.EnumerateFiles(folder, $"*{ending}") : []
        where Guid.TryParse(Path.GetFileNameWithoutExtension(file), out _)
        select Guid.Parse(Path.GetFileNameWithoutExtension(file));

    // A file that can't be read as a key is as good as none.
    private WrappedKey? Stored(Guid sealing)
    {
        try
        {
            return File.Exists(PathOf(sealing, Key)) ? JsonSerializer.Deserialize<WrappedKey>(File.ReadAllBytes(PathOf(sealing, Key)))
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // Whole or not at all.
    private void Write(Guid sealing, WrappedKey key)
    {
        var (file, part) = (PathOf(Made(sealing), Key), PathOf(sealing, ".part"));
        using (var stream = new FileStream(part, FileMode.Create, FileAccess.Write))
        {
            stream.Write(JsonSerializer.SerializeToUtf8Bytes(key));
            stream.Flush(flushToDisk: true);
        }
        File.Move(part, file, overwrite: true);
    }

    private Guid Made(Guid sealing)
    {
        PrivateFolder.Make(folder);
        return sealing;
    }

    private string PathOf(Guid sealing, string ending) => Path.Combine(folder, $"{sealing}{ending}");
}
