using System.Diagnostics;

namespace Negotiations.Service.Tests;

/// <summary>The service in a process of its own, as a new user starts it, and the shell in which its user works.</summary>
public sealed class RunningService : IAsyncLifetime
{
    private readonly DirectoryInfo home = Directory.CreateTempSubdirectory("negotiations-user-");
    private HostProcess? host;

    /// <summary>Its address.</summary>
    public string Address { get; } = $"http://127.0.0.1:{HostProcess.FreePort()}";

    /// <summary>A folder of the user's.</summary>
    public string Folder => home.FullName;

    private string KeyFile => Path.Combine(home.FullName, ".data", "operator.key");

    private static string CommandLine => $"dotnet {Path.Combine(AppContext.BaseDirectory, "negotiations.dll")}";

    public async ValueTask InitializeAsync()
    {
        if (!OperatingSystem.IsWindows()) home.UnixFileMode |= UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        host = await HostProcess.Start(home.FullName, new Uri(Address).Port, "--Sample=istanbul-2025-06-02",
            $"--Access:OperatorKeyFile={KeyFile}");
    }

    public async ValueTask DisposeAsync()
    {
        if (host is not null) await host.Stop();
        host?.Dispose();
        home.Delete(recursive: true);
    }

    /// <summary>The command it prints that opens psql on its database.</summary>
    public string Psql => host!.Said.Single(line => line.Contains("PGPASSWORD", StringComparison.Ordinal)).Trim();

    /// <summary>Runs a line of the shell in the repository's top folder, or in the user's.</summary>
    public async Task<(int ExitCode, string Output, string Complaint)> Shell(string line, bool inUsersFolder = false)
    {
        line = line.Replace("http://127.0.0.1:5080", Address, StringComparison.Ordinal)
            .Replace("scripts/negotiations", CommandLine, StringComparison.Ordinal);
        var start = new ProcessStartInfo("bash", ["-c", line]) { WorkingDirectory = inUsersFolder ? Folder : Repository.Root };
        if (!inUsersFolder) (start.Environment["NEGOTIATIONS_SERVER"], start.Environment["NEGOTIATIONS_KEY"]) =
            (Address, (await File.ReadAllTextAsync(KeyFile, TestContext.Current.CancellationToken)).Trim());
        return await Programs.Run(start);
    }
}
