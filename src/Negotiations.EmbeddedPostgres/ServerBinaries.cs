using System.Globalization;
using System.Text.RegularExpressions;

namespace Negotiations.EmbeddedPostgres;

/// <summary>The programs of one installed or downloaded PostgreSQL.</summary>
/// <param name="Folder">Where they are.</param>
/// <param name="Major">Their major version.</param>
internal sealed partial record ServerBinaries(string Folder, int Major)
{
    private const int OldestMajor = 15;

    public string this[string program] => Path.Combine(Folder, OperatingSystem.IsWindows() ? program + ".exe" : program);

    /// <summary>PATH, then where each platform's packages put PostgreSQL, newest first.</summary>
    public static IReadOnlyList<string> UsualFolders() =>
    [
        .. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries),
        .. Below("/usr/lib/postgresql", "bin"),
        .. Below("/opt/homebrew/opt", "bin", "postgresql*"),
        .. Below("/usr/local/opt", "bin", "postgresql*"),
        .. Below(Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles), "PostgreSQL"), "bin"),
    ];

    /// <summary>
    /// Finds programs that can run a data directory of a major version (null for a new one), downloading them if need be.
    /// </summary>
    public static async Task<ServerBinaries> Find(EmbeddedPostgresOptions options, string folder, int? dataMajor,
        CancellationToken cancellation)
    {
        var found = new List<ServerBinaries>();
        foreach (var candidate in options.BinaryFolders.Distinct())
            if (await Inspect(candidate, cancellation) is { } binaries) found.Add(binaries);
        if (found.Find(binaries => dataMajor is null ? binaries.Major >= OldestMajor : binaries.Major == dataMajor) is { } fit) return fit;

        var (downloaded, fault) = await Download(options, folder, dataMajor, cancellation);
        if (downloaded is not null) return downloaded;
        var wanted = dataMajor is null ? $"PostgreSQL {OldestMajor} or newer"
            : $"PostgreSQL {dataMajor}, with which the data in {folder} was made,";
        var seen = found is [] ? "No server programs"
            : $"Only {string.Join(", ", found.Select(binaries => $"version {binaries.Major} in {binaries.Folder}"))}";
        throw new EmbeddedPostgresException(
            $"{wanted} is needed. {seen} were found in PATH or the usual places, and {fault}. "
            + "Ways out: install PostgreSQL (Debian and Ubuntu: apt-get install postgresql; macOS: brew install postgresql; "
            + "Windows: the installer of postgresql.org), allow the download, "
            + "or set ConnectionStrings__Negotiations to a server of your own.");
    }

    private static async Task<ServerBinaries?> Inspect(string folder, CancellationToken cancellation)
    {
        var binaries = new ServerBinaries(folder, 0);
        if (!File.Exists(binaries["pg_ctl"]) || !File.Exists(binaries["initdb"]) || !File.Exists(binaries["postgres"])) return null;
        var version = await ProcessRun.Capture(binaries["postgres"], ["--version"], cancellation);
        return version.ExitCode == 0 && VersionPattern.Match(version.Output) is { Success: true } match
            ? binaries with { Major = int.Parse(match.Groups["major"].Value, CultureInfo.InvariantCulture) }
            : null;
    }

    private static async Task<(ServerBinaries? Binaries, string Fault)> Download(
        EmbeddedPostgresOptions options, string folder, int? dataMajor, CancellationToken cancellation)
    {
        if (options.DownloadFrom is not { } repository) return (null, "downloading is switched off");
        var fit = options.Downloads.FirstOrDefault(one => one.Platform == PinnedPrograms.Here && (dataMajor ?? one.Major) == one.Major);
        if (fit is null) return (null, $"none can be downloaded for {PinnedPrograms.Here}");
        try
        {
            var programs = await fit.Install(repository, Path.Combine(folder, "binaries"), cancellation);
            return (await Inspect(programs, cancellation), $"the programs downloaded from {repository.Host} do not run here");
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return (null, $"the download from {repository.Host} did not work ({failure.Message})");
        }
    }

    private static IEnumerable<string> Below(string parent, string child, string pattern = "*") =>
        !Directory.Exists(parent) ? [] : Directory.GetDirectories(parent, pattern).OrderByDescending(Numbered)
            .Select(folder => Path.Combine(folder, child));

    private static int Numbered(string folder) =>
        int.TryParse(new string([.. Path.GetFileName(folder).Where(char.IsAsciiDigit)]), out var number) ? number : 0;

    [GeneratedRegex(@"\(PostgreSQL\) (?<major>[0-9]+)", RegexOptions.ExplicitCapture)]
    private static partial Regex VersionPattern { get; }
}
