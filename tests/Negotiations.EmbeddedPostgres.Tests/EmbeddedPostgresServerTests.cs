using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Negotiations.EmbeddedPostgres.Tests;

public sealed class EmbeddedPostgresServerTests : IDisposable
{
    private readonly DirectoryInfo home = Directory.CreateTempSubdirectory("negotiations-postgres-");
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private EmbeddedPostgresOptions Options =>
        new() { Folder = Path.Combine(home.FullName, "postgres"), FallbackFolder = Path.Combine(home.FullName, "fallback") };

    public EmbeddedPostgresServerTests()
    {
        if (!OperatingSystem.IsWindows()) home.UnixFileMode |= UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
    }

    public void Dispose() => home.Delete(recursive: true);

    [Fact]
    public async Task It_starts_durable_on_loopback_and_asks_for_the_password()
    {
        await using var server = await Start();

        (await Query<string>(server.ConnectionString, "show listen_addresses")).ShouldBe("127.0.0.1");
        (await Query<string>(server.ConnectionString, "show fsync")).ShouldBe("on");
        (await Query<string>(server.ConnectionString, "select current_database()::text")).ShouldBe("negotiations");
        var guess = new NpgsqlConnectionStringBuilder(server.ConnectionString) { Password = "guess" }.ConnectionString;
        (await Should.ThrowAsync<PostgresException>(() =>
            Query<int>(guess, "select 1"))).SqlState.ShouldBe(PostgresErrorCodes.InvalidPassword);
    }

    [Fact]
    public async Task The_password_is_for_the_owner_only()
    {
        await using var server = await Start();

        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(Path.Combine(server.Folder, "password")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task It_stops_cleanly_and_finds_its_data_again()
    {
        await using (var first = await Start())
            await Query<object>(first.ConnectionString, "create table kept as select 42 as answer; select 1");
        File.Exists(Path.Combine(Options.Folder, "data", "postmaster.pid")).ShouldBeFalse();

        await using var second = await Start();

        (await Query<int>(second.ConnectionString, "select answer from kept")).ShouldBe(42);
        File.ReadAllText(Path.Combine(second.Folder, "data", "server.log")).ShouldNotContain("automatic recovery");
    }

    [Fact]
    public async Task What_a_killed_host_left_running_is_adopted_with_all_that_was_committed()
    {
        var (host, connection) = await HostProcess.Start(Options.Folder);
        using (host)
        {
            await Query<object>(connection, "create table kept as select 42 as answer; select 1");
            await host.Kill();

            await using var next = await Start();

            (await Query<int>(next.ConnectionString, "select answer from kept")).ShouldBe(42);
            next.Port.ShouldBe(new NpgsqlConnectionStringBuilder(connection).Port);
        }
        File.Exists(Path.Combine(Options.Folder, "data", "postmaster.pid")).ShouldBeFalse();
    }

    [Fact]
    public async Task When_host_and_server_were_killed_the_data_opens_without_help()
    {
        var (host, connection) = await HostProcess.Start(Options.Folder);
        using var killed = host;
        await Query<object>(connection, "create table kept as select 42 as answer; select 1");
        await host.Kill();
        KillServer();

        await using var next = await Start();

        (await Query<int>(next.ConnectionString, "select answer from kept")).ShouldBe(42);
    }

    [Fact]
    public async Task A_server_that_dies_is_started_again()
    {
        await using var server = await Start();
        var before = await Query<DateTime>(server.ConnectionString, "select pg_postmaster_start_time()");

        KillServer();

        (await Eventually(() => Query<DateTime>(server.ConnectionString, "select pg_postmaster_start_time()"))).ShouldBeGreaterThan(before);
    }

    [Fact]
    public async Task A_second_host_on_the_folder_is_told_which_process_uses_it()
    {
        await using var server = await Start();

        var (second, said) = await HostProcess.Start(Options.Folder);
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

        var fault = await Should.ThrowAsync<EmbeddedPostgresException>(() => Start(Options with { Port = port }));

        fault.Message.ShouldContain($"Port {port} is taken");
    }

    [Theory]
    [InlineData(null, "downloading is switched off")]
    [InlineData("http://127.0.0.1:9/", "the download from 127.0.0.1 did not work")]
    public async Task Without_server_programs_the_ways_out_are_named(string? repository, string fault)
    {
        var options = Options with
        {
            BinaryFolders = [home.FullName],
            DownloadFrom = repository is null ? null : new Uri(repository),
            DownloadVersion = "17.6.0"
        };

        var message = (await Should.ThrowAsync<EmbeddedPostgresException>(() => Start(options))).Message;

        message.ShouldContain(fault);
        message.ShouldContain("apt-get install postgresql");
        message.ShouldContain("ConnectionStrings__Negotiations");
    }

    [Fact]
    public async Task A_folder_that_holds_something_else_is_left_alone()
    {
        var stranger = Path.Combine(Options.Folder, "data", "letters.txt");
        Directory.CreateDirectory(Path.GetDirectoryName(stranger)!);
        await File.WriteAllTextAsync(stranger, "kept", Cancellation);

        (await Should.ThrowAsync<EmbeddedPostgresException>(() => Start())).Message.ShouldContain("no data directory of PostgreSQL");

        (await File.ReadAllTextAsync(stranger, Cancellation)).ShouldBe("kept");
    }

    [Fact]
    [System.Runtime.Versioning.SupportedOSPlatform("linux")]
    public async Task Where_the_unprivileged_user_cannot_reach_the_folder_root_uses_the_fallback()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "only root runs the server as somebody else");
        var closed = Path.Combine(home.FullName, "closed");
        Directory.CreateDirectory(closed, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        await using var server = await Start(Options with { Folder = Path.Combine(closed, "postgres") });

        server.Folder.ShouldStartWith(Options.FallbackFolder);
        (await Query<int>(server.ConnectionString, "select 1")).ShouldBe(1);
    }

    [Fact]
    public async Task An_ordinary_user_runs_it_as_itself()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "the other tests run as an ordinary user already");
        var own = home.CreateSubdirectory("own").FullName;
        Process.Start("chown", ["nobody", own]).WaitForExit();

        var (host, connection) = await HostProcess.Start(Path.Combine(own, "postgres"), "setpriv", "--reuid=nobody", "--clear-groups");
        using (host)
        {
            connection.ShouldStartWith("Host=127.0.0.1");
            (await Query<int>(connection, "select 1")).ShouldBe(1);
            await host.Kill();
        }
        await using var adopted = await Start(Options with { Folder = Path.Combine(own, "postgres") });
        (await Query<int>(adopted.ConnectionString, "select 1")).ShouldBe(1);
    }

    private Task<EmbeddedPostgresServer> Start() => Start(Options);

    private static Task<EmbeddedPostgresServer> Start(EmbeddedPostgresOptions options) =>
        EmbeddedPostgresServer.StartAsync(options, NullLogger.Instance, Cancellation);

    private void KillServer()
    {
        var pid = int.Parse(File.ReadLines(Path.Combine(Options.Folder, "data", "postmaster.pid"))
            .First(), System.Globalization.CultureInfo.InvariantCulture);
        using var server = Process.GetProcessById(pid);
        server.Kill();
    }

    private static async Task<T> Query<T>(string connection, string sql)
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connection) { Pooling = false, Timeout = 5 });
        await using var command = source.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync(Cancellation))!;
    }

    private static async Task<T> Eventually<T>(Func<Task<T>> attempt)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        for (var tries = 0; ; tries++)
        {
            try
            {
                return await attempt();
            }
            catch (NpgsqlException) when (tries < 100)
            {
                await timer.WaitForNextTickAsync(Cancellation);
            }
        }
    }
}
