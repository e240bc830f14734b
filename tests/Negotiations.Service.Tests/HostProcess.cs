using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Negotiations.Service.Tests;

/// <summary>The real host in a process of its own.</summary>
internal sealed class HostProcess : IDisposable
{
    private static readonly ConcurrentDictionary<int, bool> Given = [];
    private readonly Process process;
    private readonly ConcurrentQueue<string> said = [];
    private readonly TaskCompletionSource listens = new();

    private HostProcess(Process process) => this.process = process;

    /// <summary>What it has printed so far.</summary>
    public IEnumerable<string> Said => said;

    /// <summary>Starts a host and waits until it listens.</summary>
    public static async Task<HostProcess> Start(string folder, int port, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet",
            [typeof(Program).Assembly.Location, $"--urls=http://127.0.0.1:{port}", $"--Access:OperatorKeyFile={OperatorsKey.File}",
            .. arguments])
        { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        Programs.Quicken(start);
        var host = new HostProcess(new Process { StartInfo = start, EnableRaisingEvents = true });
        host.process.OutputDataReceived += (_, line) => host.Heard(line.Data);
        host.process.ErrorDataReceived += (_, line) => host.Heard(line.Data);
        host.process.Exited += (_, _) => host.listens.TrySetException(new InvalidOperationException(string.Join('\n', host.said)));
        host.process.Start();
        host.process.BeginOutputReadLine();
        host.process.BeginErrorReadLine();
        await host.listens.Task.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        return host;
    }

    /// <summary>Kills it in the middle of its work.</summary>
    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    /// <summary>Asks it to stop, and returns all it said.</summary>
    public async Task<string> Stop()
    {
        using var signal = Process.Start("kill", ["-TERM", $"{process.Id}"]);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        process.ExitCode.ShouldBe(0);
        return string.Join('\n', said);
    }

    /// <summary>
    /// A port on which nothing listens. Below those that systems give to connections by themselves, and never the same twice, so that it is
    /// still free when a host starts.
    /// </summary>
    public static int FreePort()
    {
        while (true)
        {
            var port = Random.Shared.Next(10_000, 30_000);
            if (!Given.TryAdd(port, true)) continue;
            try
            {
                using var probe = new TcpListener(IPAddress.Loopback, port);
                probe.Start();
                return port;
            }
            catch (SocketException)
            {
                // Somebody listens there.
            }
        }
    }

    public void Dispose()
    {
        if (!process.HasExited) Kill();
        process.Dispose();
    }

    private void Heard(string? line)
    {
        if (line is null) return;
        said.Enqueue(line);
        if (line.Contains("Stop it with", StringComparison.Ordinal)) listens.TrySetResult();
    }
}
