using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Negotiations.Domain.Facts;
using Negotiations.Store.Log;
using Npgsql;

namespace Negotiations.Service.Tests;

/// <summary>What holds whoever asks: what the service may do in its database, what browsers are told, and who is cut off.</summary>
public sealed class HardeningTests(PostgresFixture postgres)
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(1_500);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static readonly string[] Forbidden =
    [
        "update {0}.mt_events set data = '{}'", "delete from {0}.mt_events", "truncate {0}.mt_events cascade",
        "drop table {0}.mt_events cascade", "alter table {0}.mt_events disable trigger all",
        "delete from {0}.mt_streams", "update {0}.mt_doc_audit set data = '{}'", "drop trigger refuse_change on {0}.mt_doc_audit",
        "create table {0}.mine (id int)",
    ];

    [Fact]
    public async Task The_service_can_not_alter_or_delete_events_or_the_audit_trail()
    {
        var service = postgres.Shared.Service;
        using var client = await postgres.Shared.WithNegotiation();
        await using var connection = await service.Store.OpenConnection(Cancellation);

        // As the service itself is connected.
        foreach (var sql in Forbidden)
        {
            await using var command = new NpgsqlCommand(sql.Replace("{0}", service.Schema, StringComparison.Ordinal), connection);
            (await Should.ThrowAsync<PostgresException>(() =>
                command.ExecuteNonQueryAsync(Cancellation))).SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege, sql);
        }
    }

    [Fact]
    public async Task With_logins_of_their_own_the_owner_makes_the_tables_and_the_service_and_its_readers_have_their_roles_only()
    {
        var (database, login) = ($"roles_{Guid.NewGuid():N}", $"app_{Guid.NewGuid():N}");
        await using var admin = NpgsqlDataSource.Create(postgres.ConnectionString);
        await Run(admin, $"create database {database}");
        await Run(admin,
            $"do $$ begin if to_regrole('negotiations_service') is null then create role negotiations_service; end if; end $$");
        await Run(admin, $"create role {login} login password 'secret' in role negotiations_service");
        var owner = new NpgsqlConnectionStringBuilder(postgres.ConnectionString) { Database = database };
        var own = new NpgsqlConnectionStringBuilder(owner.ConnectionString) { Username = login, Password = "secret" };
        await using var service = new ServiceUnderTest(postgres).With("ConnectionStrings:Owner", owner.ConnectionString)
            .With("ConnectionStrings:Negotiations", own.ConnectionString);

        using (var client = await service.CreateClient().WithNegotiation())
        {
            await client.Accepted("RecordPosition", """{"actor": "ua", "stance": "comment", "text": "x"}""");
            (await client.Replay("""{"mode": "rebuild"}""")).At("status").ShouldBe("completed");
            (await client.Get($"/negotiations/{Requests.N}/timeline"))["items"]!.AsArray().Count.ShouldBeGreaterThan(1);
        }
        await using var asService = NpgsqlDataSource.Create(own.ConnectionString);
        var refused = await Should.ThrowAsync<PostgresException>(() => Run(asService, $"delete from {service.Schema}.mt_events"));

        refused.SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
        (await Scalar(asService,
            $"""
            select string_agg(distinct usename, ',') from pg_stat_activity
            where datname = '{database}' and application_name = 'negotiations' and usename = '{login}'
            """)).ShouldBe(login);
    }

    [Fact]
    public async Task Answers_tell_browsers_what_they_may_not_do_with_them()
    {
        using var client = await postgres.Shared.WithNegotiation();

        foreach (var (path, policy) in new[] { ("/negotiations", "default-src 'none'; frame-ancestors 'none'"),
            ("/nowhere", "default-src 'none'; frame-ancestors 'none'"), ("/reference/", "frame-ancestors 'none'") })
        {
            using var response = await client.GetAsync(new Uri(path, UriKind.Relative), Cancellation);
            response.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"], path);
            response.Headers.GetValues("Content-Security-Policy").Single().ShouldContain(policy, Case.Sensitive, path);
            response.Headers.GetValues("Referrer-Policy").ShouldBe(["no-referrer"], path);
            response.Headers.Contains("Server").ShouldBeFalse(path);
        }
    }

    [Theory]
    [InlineData("POST /commands/RecordPosition HTTP/1.1\r\nHost: x\r\nX-Slow: ")]
    [InlineData("POST /commands/RecordPosition HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n"
        + "Authorization: Bearer {key}\r\n\r\n{\"")]
    public async Task Who_sends_too_slowly_is_cut_off(string begun)
    {
        await using var service = new ServiceUnderTest(postgres);
        service.UseKestrel(Hurry);
        service.StartServer();
        var address = service.ClientOptions.BaseAddress;
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port, Cancellation);
        await client.GetStream()
            .WriteAsync(Encoding.ASCII.GetBytes(begun.Replace("{key}", OperatorsKey.Text, StringComparison.Ordinal)), Cancellation);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        patience.CancelAfter(TimeSpan.FromSeconds(40));

        using var answer = new MemoryStream();
        await client.GetStream().CopyToAsync(answer, patience.Token);

        Encoding.ASCII.GetString(answer.ToArray()).ShouldStartWith("HTTP/1.1 408");
    }

    // As the service limits it, and then to less, so that nobody need wait for it.
    private static void Hurry(KestrelServerOptions kestrel)
    {
        var limits = kestrel.Limits;
        var rate = limits.MinRequestBodyDataRate!;
        limits.RequestHeadersTimeout.ShouldBe(TimeSpan.FromSeconds(10));
        (rate.BytesPerSecond, rate.GracePeriod).ShouldBe((240, TimeSpan.FromSeconds(5)));
        (limits.RequestHeadersTimeout, limits.MinRequestBodyDataRate) = (Soon, new MinDataRate(rate.BytesPerSecond, Soon));
        kestrel.Listen(IPAddress.Loopback, 0);
    }

    private static async Task Run(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Cancellation);
    }

    private static async Task<object?> Scalar(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync(Cancellation);
    }
}
