using System.Diagnostics;

namespace Negotiations.Service.Tests;

/// <summary>Programs that are run to their end.</summary>
internal static class Programs
{
    /// <summary>Runs one; how it ended and what it printed.</summary>
    public static Task<(int ExitCode, string Output, string Complaint)> Run(string folder, string program, params string[] arguments) =>
        Run(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder });

    /// <summary>Lets a program start quicker: it ends before what it learned of itself would pay.</summary>
    public static void Quicken(ProcessStartInfo start) => start.Environment["DOTNET_TieredPGO"] = "0";

    /// <summary>Runs one; how it ended and what it printed.</summary>
    public static async Task<(int ExitCode, string Output, string Complaint)> Run(ProcessStartInfo start)
    {
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        Quicken(start);
        using var process = Process.Start(start)!;
        var (output, complaint) = (process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken),
            process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, await complaint);
    }
}
