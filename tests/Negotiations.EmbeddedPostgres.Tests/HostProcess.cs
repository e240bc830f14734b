using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging.Abstractions;

namespace Negotiations.EmbeddedPostgres.Tests;

/// <summary>
/// A host in a process of its own, so that it can be killed, or run as another user: this assembly, started again with a folder in its
/// environment.
/// </summary>
internal sealed class HostProcess : IDisposable
{
    private const string FolderVariable = "EMBEDDED_POSTGRES_TEST_HOST";
    private readonly Process process;

    private HostProcess(Process process) => this.process = process;

    /// <summary>Starts a host and waits until its server runs; the text is its connection string, or why it did not start.</summary>
    public static async Task<(HostProcess Host, string Said)> Start(string folder, params string[] runAs)
    {
        string[] command = [.. runAs, Environment.ProcessPath!];
        var arguments = Environment.ProcessPath!.EndsWith("dotnet", StringComparison.Ordinal)
            ? [.. command[1..], typeof(HostProcess).Assembly.Location] : command[1..];
        var start = new ProcessStartInfo(command[0], arguments)
        {
            RedirectStandardOutput = true,
            Environment = { [FolderVariable] = folder }
        };
        var host = new HostProcess(Process.Start(start)!);
        return (host, await host.process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) ?? "nothing");
    }

    /// <summary>Kills the host without warning (SIGKILL); what it started lives on.</summary>
    public async Task Kill()
    {
        process.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    public void Dispose()
    {
        if (!process.HasExited) process.Kill();
        process.Dispose();
    }

#pragma warning disable CA2255 // The assembly must turn into a host before the test runner starts.
    [ModuleInitializer]
    internal static void Run()
#pragma warning restore CA2255
    {
        if (Environment.GetEnvironmentVariable(FolderVariable) is not { } folder) return;
        try
        {
            var server = EmbeddedPostgresServer.StartAsync(new EmbeddedPostgresOptions { Folder = folder }, NullLogger.Instance)
                .GetAwaiter().GetResult();
            Console.WriteLine(server.ConnectionString);
        }
        catch (EmbeddedPostgresException fault)
        {
            Console.WriteLine(fault.Message);
        }
        using var forever = new ManualResetEventSlim();
        forever.Wait();
    }
}
