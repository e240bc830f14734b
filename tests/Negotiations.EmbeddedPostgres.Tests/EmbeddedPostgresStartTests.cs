using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Negotiations.EmbeddedPostgres.Tests;

/// <summary>What keeps a server from starting is named, and users and folders are chosen so that it can start.</summary>
public sealed class EmbeddedPostgresStartTests : IDisposable
{
    private readonly ServerHome home = new();
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => home.Dispose();

    [Fact]
    public async Task A_second_host_on_the_folder_is_told_which_process_uses_it()
    {
        await using var server = await home.Start();

        var (second, said) = await HostProcess.Start(home.Options.Folder);
        using var _ = second;

        said.ShouldContain($"process {Environment.ProcessId}");
        said.ShouldContain("ConnectionStrings__Negotiations");
    }

    [Fact]
    public async Task A_port_that_is_taken_is_named()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;

        var fault = await Should.ThrowAsync<EmbeddedPostgresException>(() => ServerHome.Start(home.Options with { Port = port }));

        fault.Message.ShouldContain($"Port {port} is taken");
    }

    [Theory]
    [InlineData(null, "downloading is switched off")]
    [InlineData("http://127.0.0.1:9/", "the download from 127.0.0.1 did not work")]
    public async Task Without_server_programs_the_ways_out_are_named(string? repository, string fault)
    {
        var options = home.Options with
        {
            BinaryFolders = [home.Folder],
            DownloadFrom = repository is null ? null : new Uri(repository)
        };

        var message = (await Should.ThrowAsync<EmbeddedPostgresException>(() => ServerHome.Start(options))).Message;

        message.ShouldContain(fault);
        message.ShouldContain("apt-get install postgresql");
        message.ShouldContain("ConnectionStrings__Negotiations");
    }

    [Fact]
    public async Task A_folder_that_holds_something_else_is_left_alone()
    {
        var stranger = Path.Combine(home.Options.Folder, "data", "letters.txt");
        Directory.CreateDirectory(Path.GetDirectoryName(stranger)!);
        await File.WriteAllTextAsync(stranger, "kept", Cancellation);

        (await Should.ThrowAsync<EmbeddedPostgresException>(() => home.Start())).Message.ShouldContain("no data directory of PostgreSQL");

        (await File.ReadAllTextAsync(stranger, Cancellation)).ShouldBe("kept");
    }

    [Fact]
    [System.Runtime.Versioning.SupportedOSPlatform("linux")]
    public async Task Where_the_unprivileged_user_cannot_reach_the_folder_root_uses_the_fallback()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "only root runs the server as somebody else");
        var closed = Path.Combine(home.Folder, "closed");
        Directory.CreateDirectory(closed, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        await using var server = await ServerHome.Start(home.Options with { Folder = Path.Combine(closed, "postgres") });

        server.Folder.ShouldStartWith(home.Options.FallbackFolder);
        (await ServerHome.Query<int>(server.ConnectionString, "select 1")).ShouldBe(1);
    }

    [Fact]
    public async Task An_ordinary_user_runs_it_as_itself()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "the other tests run as an ordinary user already");
        var own = Directory.CreateDirectory(Path.Combine(home.Folder, "own")).FullName;
        Process.Start("chown", ["nobody", own]).WaitForExit();

        var (host, connection) = await HostProcess.Start(Path.Combine(own, "postgres"), "setpriv", "--reuid=nobody", "--clear-groups");
        using (host)
        {
            connection.ShouldStartWith("Host=127.0.0.1");
            (await ServerHome.Query<int>(connection, "select 1")).ShouldBe(1);
            await host.Kill();
        }
        await using var adopted = await ServerHome.Start(home.Options with { Folder = Path.Combine(own, "postgres") });
        (await ServerHome.Query<int>(adopted.ConnectionString, "select 1")).ShouldBe(1);
    }
}
