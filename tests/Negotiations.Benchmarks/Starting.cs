using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Negotiations.Benchmarks;

/// <summary>How long a built service takes to be ready, with a store that is there already; and what it holds in memory then.</summary>
internal static class Starting
{
    private const int Often = 5;

    public static async Task Run(Bench bench)
    {
        var (taken, memory, times) = (new List<double>(), 0L, Math.Max(1, Often / bench.Scale));
        for (var i = 0; i < times; i++)
        {
            var (time, held) = await Once(bench);
            taken.Add(time.TotalSeconds);
            memory = held;
        }
        taken.Sort();
        bench.Sheet.Begin("From the start of the process until it is ready");
        bench.Sheet.Add("ready after, p50", taken[times / 2], "s", goal: 1);
        bench.Sheet.Add("memory at rest", memory / 1024.0 / 1024, "MiB");
        bench.Sheet.Add("memory of the bench itself by now", Environment.WorkingSet / 1024.0 / 1024, "MiB");
    }

    private static async Task<(TimeSpan Time, long Memory)> Once(Bench bench)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        var program = Path.Combine(AppContext.BaseDirectory, "Negotiations.Service.dll");
        var start = new ProcessStartInfo("dotnet", [program, $"--urls={address}"])
        {
            WorkingDirectory = AppContext.BaseDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["ConnectionStrings__Negotiations"] = bench.Connection.ConnectionString,
                ["Keys__Folder"] = Service.KeysFolder,
                ["Access__OperatorKeyFile"] = Service.KeyFile,
                ["Quiet"] = "true",
            },
        };
        using var client = new HttpClient { BaseAddress = address };
        var begun = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        _ = process.StandardOutput.ReadToEndAsync();
        _ = process.StandardError.ReadToEndAsync();
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (!await IsReady(client))
        {
            if (process.HasExited) throw new InvalidOperationException($"the service ended with {process.ExitCode}");
            await pause.WaitForNextTickAsync();
        }
        var time = Stopwatch.GetElapsedTime(begun);
        process.Refresh();
        var memory = process.WorkingSet64;
        process.Kill();
        await process.WaitForExitAsync();
        return (time, memory);
    }

    private static async Task<bool> IsReady(HttpClient client)
    {
        try
        {
            using var response = await client.GetAsync(new Uri("/health/ready", UriKind.Relative));
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
