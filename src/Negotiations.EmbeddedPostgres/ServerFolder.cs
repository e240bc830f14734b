using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;

namespace Negotiations.EmbeddedPostgres;

/// <summary>What a private server keeps on disk: <c>data/</c>, <c>password</c>, <c>host.lock</c> and <c>host.pid</c>.</summary>
/// <param name="Root">The folder.</param>
internal sealed record ServerFolder(string Root)
{
    public string Data => Path.Combine(Root, "data");

    public string Log => Path.Combine(Data, "server.log");

    /// <summary>The major version that made the data; null when there is none yet.</summary>
    public int? Major => File.Exists(VersionFile) ? int.Parse(File.ReadAllText(VersionFile).Trim(), CultureInfo.InvariantCulture) : null;

    private string VersionFile => Path.Combine(Data, "PG_VERSION");

    private string PasswordFile => Path.Combine(Root, "password");

    public static async Task<ServerFolder> Open(EmbeddedPostgresOptions options, ServerUser user, ILogger log,
        CancellationToken cancellation)
    {
        var wanted = Path.GetFullPath(options.Folder);
        Directory.CreateDirectory(wanted);
        if (await user.Reaches(wanted, cancellation)) return new ServerFolder(wanted);
        var other = Fallback(options, wanted);
        Directory.CreateDirectory(other);
        log.LogWarning("The user {User}, as whom PostgreSQL runs because root may not, can't reach {Wanted}: the data is kept in {Other}",
            user.Name, wanted, other);
        return new ServerFolder(other);
    }

    /// <summary>The folder used instead of one that can't be reached.</summary>
    public static string Fallback(EmbeddedPostgresOptions options, string wanted) =>
        Path.Combine(options.FallbackFolder, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(wanted)))[..12]);

    /// <summary>The password; made when the data is.</summary>
    public string Password() => File.ReadAllText(PasswordFile).Trim();

    /// <summary>Makes a data directory. It gets its name only when it is complete, so that a half-made one is never used.</summary>
    public async Task Initialise(ServerBinaries binaries, ServerUser user, string superuser, CancellationToken cancellation)
    {
        var (fresh, copy) = (Data + ".new", PasswordFile + ".new");
        if (Directory.Exists(fresh)) Directory.Delete(fresh, recursive: true);
        if (Directory.Exists(Data) && Directory.EnumerateFileSystemEntries(Data).Any())
            throw new EmbeddedPostgresException(
                $"{Data} is no data directory of PostgreSQL, and not empty. Move it away, or choose another folder.");
        WritePrivately(PasswordFile, RandomNumberGenerator.GetHexString(64, lowercase: true));
        WritePrivately(copy, Password());
        Directory.CreateDirectory(fresh);
        await user.Own(fresh, cancellation);
        await user.Own(copy, cancellation);
        var (code, output) = await user.Run(binaries["initdb"],
            ["-D", fresh, "-U", superuser, "--auth=scram-sha-256", $"--pwfile={copy}", "--encoding=UTF8", "--locale=C"], fresh,
            cancellation);
        File.Delete(copy);
        if (code != 0) throw new EmbeddedPostgresException($"initdb failed in {fresh}: {output}");
        if (Directory.Exists(Data)) Directory.Delete(Data);
        Directory.Move(fresh, Data);
    }

    /// <summary>The server that runs on the data, if one does.</summary>
    public (int Process, int Port)? Running()
    {
        try
        {
            return File.ReadAllLines(Path.Combine(Data, "postmaster.pid")) is [var pid, _, _, var port, ..]
                && int.TryParse(pid, out var process) && int.TryParse(port, out var number) && IsAlive(process) ? (process, number) : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>The end of the server's log, for an error message.</summary>
    public string LastWords() => File.Exists(Log) ? string.Join(" / ", File.ReadLines(Log).TakeLast(3)) : "it left no log";

    private static bool IsAlive(int process)
    {
        try
        {
            var stat = $"/proc/{process}/stat";
            if (OperatingSystem.IsLinux()) return File.Exists(stat) && !File.ReadAllText(stat).Contains(") Z ", StringComparison.Ordinal);
            using var running = Process.GetProcessById(process);
            return !running.HasExited;
        }
        catch (Exception gone) when (gone is ArgumentException or IOException)
        {
            return false;
        }
    }

    private static void WritePrivately(string path, string text)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var writer = new StreamWriter(path, options);
        writer.Write(text);
    }
}
