using Mono.Unix;

namespace Negotiations.Cli;

/// <summary>Files that nobody but the person who runs the command, or the system's administrator, can have written.</summary>
internal static class OwnFiles
{
    private const string Data = ".data";

    /// <summary>The folder of a service's data that is nearest: in this folder, or one above; null where there is none of one's
    /// own.</summary>
    public static string? Nearest()
    {
        for (var folder = new DirectoryInfo(Directory.GetCurrentDirectory()); folder is not null; folder = folder.Parent)
        {
            var data = Path.Combine(folder.FullName, Data);
            if (!Directory.Exists(data)) continue;
            if (IsOwn(data)) return data;
            Console.Error.WriteLine($"{data} belongs to somebody else, and is not asked for an address or a key.");
        }
        return null;
    }

    /// <summary>What a file of one's own says; null where there is none, or where it is somebody else's.</summary>
    public static string? Read(string folder, string name)
    {
        var file = Path.Combine(folder, name);
        return File.Exists(file) && IsOwn(file) ? File.ReadAllText(file).Trim() : null;
    }

    /// <summary>Writes a file that nobody else can read, whole or not at all.</summary>
    public static void Write(string file, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var part = $"{file}.{Environment.ProcessId}.part";
        using (var writer = new StreamWriter(part, options)) writer.Write(content);
        File.Move(part, file, overwrite: true);
    }

    // On Windows a folder in which one works is one's own by its rights.
    private static bool IsOwn(string path) => OperatingSystem.IsWindows()
        || (UnixFileSystemInfo.GetFileSystemEntry(path) is var entry && (entry.OwnerUserId == UnixEnvironment.EffectiveUserId
            || entry.OwnerUserId == 0) && (entry.FileAccessPermissions & FileAccessPermissions.OtherWrite) == 0);
}
