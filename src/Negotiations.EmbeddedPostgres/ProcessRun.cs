using System.Diagnostics;

namespace Negotiations.EmbeddedPostgres;

/// <summary>Runs a program to its end.</summary>
internal static class ProcessRun
{
    /// <summary>Runs a program and returns its exit code and all that it printed.</summary>
    public static async Task<(int ExitCode, string Output)> Capture(string program, IEnumerable<string> arguments,
        CancellationToken cancellation, string? workingFolder = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true
        };
        if (workingFolder is not null) start.WorkingDirectory = workingFolder;
        start.Environment["LC_ALL"] = "C";
        using var process = Process.Start(start) ?? throw new EmbeddedPostgresException($"{program} could not be started");
        process.StandardInput.Close();
        var (output, error) = (process.StandardOutput.ReadToEndAsync(cancellation), process.StandardError.ReadToEndAsync(cancellation));
        await process.WaitForExitAsync(cancellation);
        return (process.ExitCode, (await output + await error).Trim());
    }
}
