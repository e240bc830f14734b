using System.Diagnostics;
using System.Globalization;

[assembly: AssemblyFixture(typeof(Negotiations.Service.Tests.RabbitFixture))]

namespace Negotiations.Service.Tests;

/// <summary>
/// One real RabbitMQ for all tests of this assembly, started when the first asks for it; where it is not installed, those tests are skipped
/// and say so.
/// </summary>
public sealed class RabbitFixture : IAsyncLifetime
{
    private static readonly string[] Folders = ["/usr/lib/rabbitmq/bin", "/opt/homebrew/opt/rabbitmq/sbin", "/usr/local/opt/rabbitmq/sbin"];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private readonly Lazy<Task<string>> broker;
    private DirectoryInfo? home;
    private Process? server;
    private string? names;

    public RabbitFixture() => broker = new Lazy<Task<string>>(Start);

    private static string? Program => Folders.Select(folder => Path.Combine(folder, "rabbitmq-server")).FirstOrDefault(File.Exists);

    /// <summary>Its address.</summary>
    public Task<string> Broker()
    {
        if (Program is null) Assert.Skip("RabbitMQ is not installed (Debian and Ubuntu: apt-get install rabbitmq-server)");
        return broker.Value;
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (server is null) return;
        server.Kill(entireProcessTree: true);
        await server.WaitForExitAsync();
        using (var names = Process.Start(Info("epmd", "-kill"))) if (names is not null) await names.WaitForExitAsync();
        server.Dispose();
        home!.Delete(recursive: true);
    }

    // With a home, a name and ports of its own, so that it meddles with no other.
    private async Task<string> Start()
    {
        home = Directory.CreateTempSubdirectory("negotiations-rabbit-");
        var port = HostProcess.FreePort();
        var info = Info(Program!);
        info.Environment["RABBITMQ_NODE_PORT"] = port.ToString(CultureInfo.InvariantCulture);
        info.Environment["RABBITMQ_DIST_PORT"] = HostProcess.FreePort().ToString(CultureInfo.InvariantCulture);
        var ready = new TaskCompletionSource();
        server = new Process { StartInfo = info };
        server.OutputDataReceived += (_, line) =>
            { if (line.Data?.Contains("completed with", StringComparison.Ordinal) == true) ready.TrySetResult(); };
        server.Start();
        server.BeginOutputReadLine();
        server.BeginErrorReadLine();
        await ready.Task.WaitAsync(Patience);
        return $"amqp://guest:guest@127.0.0.1:{port}/";
    }

    private ProcessStartInfo Info(string program, params string[] arguments)
    {
        names ??= HostProcess.FreePort().ToString(CultureInfo.InvariantCulture);
        var info = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in new[]
        {
            ("HOME", home!.FullName), ("RABBITMQ_NODENAME", $"negotiations-{names}@localhost"),
            ("RABBITMQ_MNESIA_BASE", Path.Combine(home.FullName, "data")), ("RABBITMQ_LOG_BASE", Path.Combine(home.FullName, "log")),
            ("RABBITMQ_ENABLED_PLUGINS_FILE", Path.Combine(home.FullName, "plugins")),
            ("RABBITMQ_CONFIG_FILE", Path.Combine(home.FullName, "rabbitmq.conf")), ("ERL_EPMD_PORT", names),
        })
            info.Environment[name] = value;
        return info;
    }
}
