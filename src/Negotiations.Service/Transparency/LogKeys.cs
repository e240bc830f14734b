using System.Security.Cryptography;
using System.Text;
using Negotiations.Contracts.Transparency;
using Negotiations.Service.Access;
using Negotiations.Store.Log;

namespace Negotiations.Service.Transparency;

/// <summary>
/// The keys of the log, files of the keys' folder and so outside the database: <c>log.key</c> signs, 32 bytes in Base64, and the first
/// start makes it; <c>log.keys</c> lists every public key that ever did, one a line. To change the key, move <c>log.key</c> away and start
/// again: what was signed before stays valid, and the log keeps its name.
/// </summary>
internal sealed class LogKeys
{
    private const string Private = "log.key", Public = "log.keys", Prefix = "negotiations/";
    private const int Size = 32, NameSize = 6;

    /// <summary>Reads them, or makes the first.</summary>
    /// <exception cref="AccessSettingException">A file is damaged, or can't be read.</exception>
    public LogKeys(IConfiguration configuration)
    {
        var folder = Folders.KeysOf(configuration);
        var file = Path.Combine(folder, Private);
        try
        {
            PrivateFolder.Make(folder);
            var (known, seed) = (Listed(folder), Seed(file));
            // Hosts that start together for the first time give it the same name.
            Signing = new SigningKey(Named(configuration) ?? known.FirstOrDefault()?.Name ?? Prefix
                + Convert.ToHexStringLower(SHA256.HashData(new SigningKey("", KeyKind.Log, seed).Verifier.Public)[..NameSize]),
                KeyKind.Log, seed);
            Known = [.. known.Where(key => key.ToString() != Signing.Verifier.ToString()), Signing.Verifier];
            if (Known.Length > known.Length) File.AppendAllText(Path.Combine(folder, Public), $"{Signing.Verifier}\n");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new AccessSettingException($"The keys of the log in {folder} can't be read: {fault.Message}");
        }
    }

    /// <summary>The key that signs.</summary>
    public SigningKey Signing { get; }

    /// <summary>Every public key that ever signed, the newest last.</summary>
    public VerifierKey[] Known { get; }

    /// <summary>The name of the log.</summary>
    public string Origin => Signing.Verifier.Name;

    private static string? Named(IConfiguration configuration) => configuration["Log:Name"] is not { } name ? null
        : name.Length is > 0 and <= 200 && name.All(sign => sign is > ' ' and < '\x7f' and not '+') ? name
        : throw new AccessSettingException("Log:Name takes a name without spaces and plus signs, such as negotiations.example/log");

    /// <summary>The public keys that a keys' folder lists.</summary>
    public static VerifierKey[] Listed(string folder) => Path.Combine(folder, Public) is var list && File.Exists(list)
        ? [.. File.ReadAllLines(list).Select(VerifierKey.Read).OfType<VerifierKey>()] : [];

    /// <summary>The private key in a file, which is made where there is none.</summary>
    /// <exception cref="AccessSettingException">It is damaged.</exception>
    public static byte[] Seed(string file)
    {
        if (!File.Exists(file))
            PrivateFile.WriteOnce(file, Encoding.ASCII.GetBytes(Convert.ToBase64String(RandomNumberGenerator.GetBytes(Size))));
        var seed = new byte[Size];
        return Convert.TryFromBase64String(File.ReadAllText(file).Trim(), seed, out var length) && length == Size ? seed
            : throw new AccessSettingException($"The file {file} does not hold a private key, 32 bytes in Base64: it is damaged. "
                + "Bring it back from your copy of the keys' folder, or move it away: the next start makes another.");
    }
}
