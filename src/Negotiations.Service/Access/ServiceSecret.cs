using System.Security.Cryptography;
using System.Text;
using Negotiations.Store.Log;

namespace Negotiations.Service.Access;

/// <summary>
/// The service's own secret, 256 bits in Base64, in the file <c>service.key</c> of the keys' folder and so outside the database and its
/// backups; the first start makes it. What the database tells about keys counts only where it is sealed by it. Hosts of one database share
/// the folder.
/// </summary>
public sealed class ServiceSecret
{
    private const string Name = "service.key", Unconfirmed = ".new";
    private const int Size = 32;
    private readonly string file;
    private readonly byte[] secret;

    /// <summary>Reads it, or makes it.</summary>
    /// <exception cref="AccessSettingException">Its file is damaged, or can't be read.</exception>
    public ServiceSecret(IConfiguration configuration)
    {
        file = Path.Combine(Folders.KeysOf(configuration), Name);
        IsNew = !File.Exists(file);
        secret = Read(IsNew ? Made() : file);
    }

    /// <summary>Whether it was made at this start, so that nothing is sealed by it yet.</summary>
    public bool IsNew { get; }

    /// <summary>Says that what was there before the secret is sealed; until then each start takes it for new.</summary>
    public void Confirm()
    {
        if (!IsNew || File.Exists(file)) return;
        try
        {
            File.Move(file + Unconfirmed, file);
        }
        catch (IOException) when (File.Exists(file))
        {
            // Another host did.
        }
    }

    /// <summary>A key for one purpose, of 256 bits.</summary>
    public byte[] For(string purpose) => HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, Size, info: Encoding.UTF8.GetBytes(purpose));

    private string Made()
    {
        var made = file + Unconfirmed;
        if (File.Exists(made)) return made;
        PrivateFolder.Make(Path.GetDirectoryName(file)!);
        PrivateFile.WriteOnce(made, Encoding.ASCII.GetBytes(Convert.ToBase64String(RandomNumberGenerator.GetBytes(Size))));
        return made;
    }

    private static byte[] Read(string path)
    {
        try
        {
            var read = new byte[Size];
            return Convert.TryFromBase64String(File.ReadAllText(path).Trim(), read, out var length) && length == Size ? read
                : throw new AccessSettingException($"The file {path} does not hold the service's secret, 32 bytes in Base64: it is "
                    + "damaged. Bring it back from your copy of the keys' folder. Without it every key but the operator's has to be made "
                    + "anew: "
                    + "to begin so, move the file away.");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new AccessSettingException($"The file {path}, with the service's secret, can't be read: {fault.Message}");
        }
    }
}
