using System.Net.Sockets;
using System.Text;
using Negotiations.Domain.Facts;
using Negotiations.Service.Tests;
using Npgsql;

namespace Negotiations.Drills;

/// <summary>
/// Load and faults, each on a service and a PostgreSQL of its own. What is acknowledged is stored once. Meanwhile the service answers 503
/// with <c>Retry-After</c>. Afterwards it recovers by itself, with its index, its deadlines and its health. At full size with
/// <c>NEGOTIATIONS_DRILL=full</c> (as <c>scripts/drill</c> runs it), else at a fiftieth. Each prints what it saw.
/// </summary>
public sealed class FaultDrillTests : IAsyncDisposable
{
    private static readonly bool IsFull = Environment.GetEnvironmentVariable("NEGOTIATIONS_DRILL") == "full";
    private readonly BreakableService own = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static int Connections => IsFull ? 500 : 10;

    private static int Enough => IsFull ? 4_000 : 80;

    public ValueTask DisposeAsync() => own.DisposeAsync();

    [Fact]
    public async Task Many_connections_at_once()
    {
        await own.StartServer();
        using var host = await own.StartHost();
        await using var load = new Load(own.Port, Connections);

        await load.More(Enough);

        await load.Account("many connections", own.Database, BreakableService.Schema);
        await own.IsWhole();
    }

    [Fact]
    public async Task PostgreSQL_stopped_and_started_under_load()
    {
        await own.StartServer();
        using var host = await own.StartHost();
        await using var load = new Load(own.Port, Connections);
        for (var times = 0; times < 2; times++)
        {
            await load.More(Enough / 4);
            await own.StopServer();
            await load.Fails(Connections);
            await own.StartServer();
            await load.More(Enough / 4);
        }

        await load.Account("PostgreSQL stopped and started", own.Database, BreakableService.Schema);
        await own.IsWhole();
    }

    [Fact]
    public async Task Connections_to_PostgreSQL_exhausted()
    {
        await own.StartServer();
        await own.Scalar("alter system set max_connections = 40");
        await own.StopServer();
        await own.StartServer();
        using var host = await own.StartHost();
        await using var load = new Load(own.Port, Connections);
        await load.More(Enough / 4);
        var taken = new List<NpgsqlConnection>();
        // Whatever is free, and what the service gives back when it is thrown out.
        while (load.Unavailable < Connections)
        {
            var connection = new NpgsqlConnection(own.Database + ";Pooling=false;Timeout=5");
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

        await load.Account("connections exhausted", own.Database, BreakableService.Schema);
        await own.IsWhole();
    }

    [Fact]
    public async Task Disk_full()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "only root can mount a small disk");
        var disk = await own.MountDisk();
        if (disk is null) Assert.Skip("a small disk can't be mounted here");
        await own.StartServer();
        using var host = await own.StartHost();
        await using var load = new Load(own.Port, Connections);
        await load.More(Enough / 4);
        var ballast = Path.Combine(disk, "ballast");
        await Fill(ballast);
        await load.Fails(Connections);
        File.Delete(ballast);
        await load.More(Enough / 4);

        await load.Account("disk full", own.Database, BreakableService.Schema);
        await own.IsWhole();
    }

    [Fact]
    public async Task Clients_that_vanish()
    {
        await own.StartServer();
        using var host = await own.StartHost();
        await using var load = new Load(own.Port, Connections);
        var body = Encoding.UTF8.GetBytes(Requests.Envelope("RecordPosition",
            """{"actor": "ua", "stance": "demand", "text": "From a client that vanished"}""").ToJsonString());
        for (var i = 0; i < Enough / 4; i++)
        {
            // Some with half of what they had to say, the others before they hear the answer.
            using var client = new TcpClient { LingerState = new LingerOption(i % 2 == 0, 0) };
            await client.ConnectAsync("127.0.0.1", own.Port, Cancellation);
            var head = $"POST /commands/RecordPosition HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {OperatorsKey.Text}\r\n"
                + $"Content-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n";
            await client.GetStream()
                .WriteAsync(Encoding.ASCII.GetBytes(head).Concat(i % 2 == 0 ? body[..(body.Length / 2)] : body).ToArray(), Cancellation);
        }
        await load.More(Enough / 4);

        var whole = await Count("From a client that vanished");
        whole.ShouldBeLessThanOrEqualTo(Enough / 8);
        await load.Account($"clients that vanish ({Enough / 4} of them, {whole} whole commands of theirs stored)", own.Database,
            BreakableService.Schema);
        await own.IsWhole();
    }

    [Fact]
    public async Task The_clock_jumps()
    {
        await own.StartServer();
        var clock = new JumpingClock();
        await using var service = new ServiceWithClock(own.Database, clock);
        using var client = service.CreateClient().As(OperatorsKey.Text);
        await client.WithNegotiation();
        var ids = new List<string>();
        foreach (var hours in new[] { 0, 26, -26, -5_000, 5_000, 0 })
        {
            clock.Offset = TimeSpan.FromHours(hours);
            for (var i = 0; i < Enough / 20; i++)
                ids.Add((await client.Accepted("RecordPosition", """{"actor": "ua", "stance": "comment", "text": "x"}""")).At("factId")!);
        }

        var later = (long)(await own.Scalar(
            $$"""
            select count(*) from (
                select (data #>> '{recorded,at}')::timestamptz
                    > lag((data #>> '{recorded,at}')::timestamptz) over (order by version) as is_later
                from {{BreakableService.Schema}}.mt_events where stream_id = '{{Requests.N}}/remains' and type = 'position_stated') f
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
        (int)(long)(await own.Scalar($"select count(*) from {BreakableService.Schema}.mt_events where data ->> 'text' = '{text}'"))!;

    private async Task<int> Events(IEnumerable<string> ids) => (int)(long)(await own.Scalar(
        $"select count(*) from {BreakableService.Schema}.mt_events where id = any('{{{string.Join(',', ids)}}}'::uuid[])"))!;
}
