using System.Xml;
using System.Xml.Linq;

namespace Negotiations.Service.Access;

/// <summary>The files of the keys' folder without which nobody could be let in, or stay signed in.</summary>
internal static class KeyFiles
{
    /// <summary>Refuses to start on a damaged one, and names it.</summary>
    public static void Check(IConfiguration configuration)
    {
        _ = new ServiceSecret(configuration);
        // As ASP.NET Core's data protection names its own.
        foreach (var file in Directory.EnumerateFiles(Folders.KeysOf(configuration), "key-*.xml")) Read(file);
    }

    private static void Read(string file)
    {
        try
        {
            _ = XDocument.Load(file);
        }
        catch (Exception fault) when (fault is XmlException or IOException or UnauthorizedAccessException)
        {
            throw new AccessSettingException($"The key file {file} is damaged or can't be read ({fault.Message}). Bring it back from your "
                + "copy of the keys' folder. Without it browsers have to sign in again, and lists that were sealed by it, where no "
                + "master key is set, stay closed: to begin so, move the file away.");
        }
    }
}
