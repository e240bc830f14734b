using Npgsql;

namespace Negotiations.EmbeddedPostgres.Tests;

/// <summary>A server of its own starts, stops, is adopted, and is started again.</summary>
public sealed class EmbeddedPostgresServerTests : IDisposable
{
    private readonly ServerHome home = new();
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => home.Dispose();

    [Fact]
    public async Task It_starts_durable_on_loopback_and_asks_for_the_password()
    {
        await using var server = await home.Start();

        (await ServerHome.Query<string>(server.ConnectionString, "show listen_addresses")).ShouldBe("127.0.0.1");
        (await ServerHome.Query<string>(server.ConnectionString, "show fsync")).ShouldBe("on");
        (await ServerHome.Query<string>(server.ConnectionString, "select current_database()::text")).ShouldBe("negotiations");
        var guess = new NpgsqlConnectionStringBuilder(server.ConnectionString) { Password = "guess" }.ConnectionString;
        (await Should.ThrowAsync<PostgresException>(() =>
            ServerHome.Query<int>(guess, "select 1"))).SqlState.ShouldBe(PostgresErrorCodes.InvalidPassword);
    }

    [Fact]
    public async Task The_password_is_for_the_owner_only()
    {
        await using var server = await home.Start();

        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(Path.Combine(server.Folder, "password")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task It_stops_cleanly_and_finds_its_data_again()
    {
        await using (var first = await home.Start())
            await ServerHome.Query<object>(first.ConnectionString, "create table kept as select 42 as answer; select 1");
        File.Exists(Path.Combine(home.Options.Folder, "data", "postmaster.pid")).ShouldBeFalse();

        await using var second = await home.Start();

        (await ServerHome.Query<int>(second.ConnectionString, "select answer from kept")).ShouldBe(42);
        File.ReadAllText(Path.Combine(second.Folder, "data", "server.log")).ShouldNotContain("automatic recovery");
    }

    [Fact]
    public async Task What_a_killed_host_left_running_is_adopted_with_all_that_was_committed()
    {
        var (host, connection) = await HostProcess.Start(home.Options.Folder);
        using (host)
        {
            await ServerHome.Query<object>(connection, "create table kept as select 42 as answer; select 1");
            await host.Kill();

            await using var next = await home.Start();

            (await ServerHome.Query<int>(next.ConnectionString, "select answer from kept")).ShouldBe(42);
            next.Port.ShouldBe(new NpgsqlConnectionStringBuilder(connection).Port);
        }
        File.Exists(Path.Combine(home.Options.Folder, "data", "postmaster.pid")).ShouldBeFalse();
    }

    [Fact]
    public async Task When_host_and_server_were_killed_the_data_opens_without_help()
    {
        var (host, connection) = await HostProcess.Start(home.Options.Folder);
        using var killed = host;
        await ServerHome.Query<object>(connection, "create table kept as select 42 as answer; select 1");
        await host.Kill();
        home.KillServer();

        await using var next = await home.Start();

        (await ServerHome.Query<int>(next.ConnectionString, "select answer from kept")).ShouldBe(42);
    }

    [Fact]
    public async Task A_server_that_dies_is_started_again()
    {
        await using var server = await home.Start();
        var before = await ServerHome.Query<DateTime>(server.ConnectionString, "select pg_postmaster_start_time()");

        home.KillServer();

        (await Eventually(() => ServerHome.Query<DateTime>(server.ConnectionString, "select pg_postmaster_start_time()")))
            .ShouldBeGreaterThan(before);
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
