using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Negotiations.Domain.Facts;
using Negotiations.EmbeddedPostgres;
using Negotiations.Service.Tests;
using Npgsql;

namespace Negotiations.Drills;

/// <summary>
/// Load and faults, each on a service and a PostgreSQL of its own: what is acknowledged is stored, once; meanwhile it answers 503 with
/// <c>Retry-After</c>; and it recovers by itself, its index, its deadlines and its
/// health too. At full size with <c>NEGOTIATIONS_DRILL=full</c> (as <c>scripts/drill</c> runs it), else at a fiftieth. Each prints what it
/// saw.
/// </summary>
public sealed class FaultDrillTests : IAsyncLifetime
{
    private const string Schema = "negotiations";
    private static readonly bool IsFull = Environment.GetEnvironmentVariable("NEGOTIATIONS_DRILL") == "full";
    private readonly DirectoryInfo home = Directory.CreateTempSubdirectory("negotiations-faults-");
    private readonly int port = HostProcess.FreePort(), serverPort = HostProcess.FreePort();
    private string disk = "";
    private EmbeddedPostgresServer? server;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static int Connections => IsFull ? 500 : 10;

    private static int Enough => IsFull ? 4_000 : 80;

    public ValueTask InitializeAsync()
    {
        if (!OperatingSystem.IsWindows()) home.UnixFileMode |= UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        if (TestContext.Current.TestState?.Result == TestResult.Failed)
            foreach (var line in said?.Said.Distinct().Take(60) ?? []) TestContext.Current.TestOutputHelper?.WriteLine(line);
        if (server is not null) await server.DisposeAsync();
        // The last of the server's processes may still be on their way out.
        if (disk.Length > 0) await Eventually.Until(async () => (await Programs.Run("/", "umount", disk)).ExitCode == 0);
        home.Delete(recursive: true);
    }

    [Fact]
    public async Task Many_connections_at_once()
    {
        await StartServer();
        using var host = await StartHost();
        await using var load = new Load(port, Connections);

        await load.More(Enough);

        await load.Account("many connections", server!.ConnectionString, Schema);
        await IsWhole();
    }

    [Fact]
    public async Task PostgreSQL_stopped_and_started_under_load()
    {
        await StartServer();
        using var host = await StartHost();
        await using var load = new Load(port, Connections);
        for (var times = 0; times < 2; times++)
        {
            await load.More(Enough / 4);
            await server!.DisposeAsync();
            await load.Fails(Connections);
            await StartServer();
            await load.More(Enough / 4);
        }

        await load.Account("PostgreSQL stopped and started", server!.ConnectionString, Schema);
        await IsWhole();
    }

    [Fact]
    public async Task Connections_to_PostgreSQL_exhausted()
    {
        await StartServer();
        await Execute("alter system set max_connections = 40");
        await server!.DisposeAsync();
        await StartServer();
        using var host = await StartHost();
        await using var load = new Load(port, Connections);
        await load.More(Enough / 4);
        var taken = new List<NpgsqlConnection>();
        // Whatever is free, and what the service gives back when it is thrown out.
        while (load.Unavailable < Connections)
        {
            var connection = new NpgsqlConnection(server!.ConnectionString + ";Pooling=false;Timeout=5");
            try
            {
                await connection.OpenAsync(Cancellation);
                taken.Add(connection);
            }
            catch (PostgresException full) when (full.SqlState == PostgresErrorCodes.TooManyConnections)
            {
                await connection.DisposeAsync();
                await using var mine = new NpgsqlCommand(
                    "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'negotiations' limit 1", taken[0]);
                await mine.ExecuteNonQueryAsync(Cancellation);
            }
        }
        foreach (var connection in taken) await connection.DisposeAsync();
        await load.More(Enough / 4);

        await load.Account("connections exhausted", server!.ConnectionString, Schema);
        await IsWhole();
    }

    [Fact]
    public async Task Disk_full()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "only root can mount a small disk");
        disk = Path.Combine(home.FullName, "disk");
        Directory.CreateDirectory(disk);
        if ((await Programs.Run("/", "mount", "-t", "tmpfs", "-o", "size=192m,mode=755", "tmpfs", disk)).ExitCode != 0)
        {
            disk = "";
            Assert.Skip("a small disk can't be mounted here");
        }
        await StartServer(disk);
        using var host = await StartHost();
        await using var load = new Load(port, Connections);
        await load.More(Enough / 4);
        var ballast = Path.Combine(disk, "ballast");
        await Fill(ballast);
        await load.Fails(Connections);
        File.Delete(ballast);
        await load.More(Enough / 4);

        await load.Account("disk full", server!.ConnectionString, Schema);
        await IsWhole();
    }

    [Fact]
    public async Task Clients_that_vanish()
    {
        await StartServer();
        using var host = await StartHost();
        await using var load = new Load(port, Connections);
        var body = Encoding.UTF8.GetBytes(Requests.Envelope("RecordPosition",
            """{"actor": "ua", "stance": "demand", "text": "From a client that vanished"}""").ToJsonString());
        for (var i = 0; i < Enough / 4; i++)
        {
            // Some with half of what they had to say, the others before they hear the answer.
            using var client = new TcpClient { LingerState = new LingerOption(i % 2 == 0, 0) };
            await client.ConnectAsync("127.0.0.1", port, Cancellation);
            var head = $"POST /commands/RecordPosition HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {OperatorsKey.Text}\r\n"
                + $"Content-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n";
            await client.GetStream()
                .WriteAsync(Encoding.ASCII.GetBytes(head).Concat(i % 2 == 0 ? body[..(body.Length / 2)] : body).ToArray(), Cancellation);
        }
        await load.More(Enough / 4);

        var whole = await Count("From a client that vanished");
        whole.ShouldBeLessThanOrEqualTo(Enough / 8);
        await load.Account($"clients that vanish ({Enough / 4} of them, {whole} whole commands of theirs stored)", server!.ConnectionString,
            Schema);
        await IsWhole();
    }

    [Fact]
    public async Task The_clock_jumps()
    {
        await StartServer();
        var clock = new JumpingClock();
        await using var service = new ServiceOverServer(server!.ConnectionString, clock);
        using var client = service.CreateClient().As(OperatorsKey.Text);
        await client.WithNegotiation();
        var ids = new List<string>();
        foreach (var hours in new[] { 0, 26, -26, -5_000, 5_000, 0 })
        {
            clock.Offset = TimeSpan.FromHours(hours);
            for (var i = 0; i < Enough / 20; i++)
                ids.Add((await client.Accepted("RecordPosition", """{"actor": "ua", "stance": "comment", "text": "x"}""")).At("factId")!);
        }

        var later = (long)(await Scalar(
            $$"""
            select count(*) from (
                select (data #>> '{recorded,at}')::timestamptz
                    > lag((data #>> '{recorded,at}')::timestamptz) over (order by version) as is_later
                from {{Schema}}.mt_events where stream_id = '{{Requests.N}}/remains' and type = 'position_stated') f
            where is_later
            """))!;

        later.ShouldBe(ids.Count - 1);
        var found = await Events(ids);
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"clock jumps: {ids.Count} sent, {ids.Count} acknowledged, {found} found, lost {ids.Count - found}, duplicated 0; "
            + "each instant of recording later than the one before");
        found.ShouldBe(ids.Count);
        (await client.Replay("""{"mode": "verify"}""")).At("differences").ShouldBe("0");
    }

    // By itself: ready, the index caught up, a deadline noted, everything as the facts say.
    private async Task IsWhole()
    {
        using var client = OperatorsKey.Client(port);
        await Eventually.Until(async () =>
            (await client.GetAsync(new Uri("/health/ready", UriKind.Relative), Cancellation)).IsSuccessStatusCode, Eventually.Long);
        var due = DateTimeOffset.UtcNow.AddSeconds(1).ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture);
        var receipt = await client.Accepted("ScheduleRound", $$"""{"round": "after", "planned": "{{due}}", "status": "agreed"}""");
        await Eventually.Until(async () =>
            (await client.GetAsync(new Uri($"/negotiations/{Requests.N}/timeline?limit=1&minSequence={receipt.At("sequence")}",
            UriKind.Relative), Cancellation)).IsSuccessStatusCode, Eventually.Long);
        await Eventually.Until(async () =>
            (await client.Get($"/negotiations/{Requests.N}/timeline?type=deadlinePassed"))["items"]!.AsArray()
            .Any(fact => fact!.At("content/thing") == "after"), Eventually.Long);
        (await client.Replay("""{"mode": "verify"}""")).At("differences").ShouldBe("0");
    }

    private async Task StartServer(string? folder = null) => server = await EmbeddedPostgresServer.StartAsync(
        new EmbeddedPostgresOptions
        {
            Folder = Path.Combine(folder ?? (disk.Length > 0 ? disk : home.FullName), "postgres"),
            FallbackFolder = Path.Combine(home.FullName, "fallback"),
            Port = serverPort
        }, NullLogger.Instance, Cancellation);

    private HostProcess? said;

    private async Task<HostProcess> StartHost()
    {
        var host = said = await HostProcess.Start(home.FullName, port, $"--ConnectionStrings:Negotiations={server!.ConnectionString}");
        using var client = OperatorsKey.Client(port);
        await client.WithNegotiation();
        return host;
    }

    private static async Task Fill(string file)
    {
        await using var ballast = new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        var block = new byte[64 * 1024];
        try
        {
            while (true) await ballast.WriteAsync(block, Cancellation);
        }
        catch (IOException)
        {
            // It is full.
        }
    }

    private async Task<int> Count(string text) =>
        (int)(long)(await Scalar($"select count(*) from {Schema}.mt_events where data ->> 'text' = '{text}'"))!;

    private async Task<int> Events(IEnumerable<string> ids) =>
        (int)(long)(await Scalar($"select count(*) from {Schema}.mt_events where id = any('{{{string.Join(',', ids)}}}'::uuid[])"))!;

    private Task Execute(string sql) => Scalar(sql);

    private async Task<object?> Scalar(string sql)
    {
        await using var source = NpgsqlDataSource.Create(server!.ConnectionString);
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync(Cancellation);
    }

    /// <summary>The real clock, set wrong.</summary>
    private sealed class JumpingClock : TimeProvider
    {
        public TimeSpan Offset { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Offset;
    }

    private sealed class ServiceOverServer(string connection, TimeProvider clock) : WebApplicationFactory<Program>
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            foreach (var (setting, value) in new[] { ("ConnectionStrings:Negotiations", connection), ("Quiet", "true"),
                ("Access:OperatorKeyFile", OperatorsKey.File),
            ("Keys:Folder", Path.Combine(Path.GetTempPath(), $"negotiations-keys-{Guid.NewGuid():N}")) })
                builder.UseSetting(setting, value);
            builder.ConfigureTestServices(services => services.AddSingleton(clock));
        }
    }
}
