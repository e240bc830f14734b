namespace Negotiations.Store.Log;

/// <summary>Files of what nobody else may see.</summary>
internal static class PrivateFile
{
    /// <summary>Makes a file that only its owner can read and write; there must be none of its name.</summary>
    public static FileStream Create(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(path, options);
    }

    /// <summary>Writes such a file, down to the disk.</summary>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        using var stream = Create(path);
        stream.Write(content);
        stream.Flush(flushToDisk: true);
    }

    /// <summary>Writes such a file where there is none: whole or not at all, as other hosts may make and read it at once.</summary>
    public static void WriteOnce(string path, ReadOnlySpan<byte> content)
    {
        var part = $"{path}.{Guid.NewGuid():N}.part";
        Write(part, content);
        try
        {
            File.Move(part, path);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(part);
        }
    }
}
