namespace Negotiations.Store.Log;

/// <summary>Folders of what nobody else may see.</summary>
internal static class PrivateFolder
{
    /// <summary>Makes a folder that nobody else can look into.</summary>
    public static void Make(string folder)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
