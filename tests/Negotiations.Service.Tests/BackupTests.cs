using System.Globalization;
using System.Net.ServerSentEvents;
using System.Text.Json.Nodes;
using Negotiations.Domain.Facts;
using Npgsql;

namespace Negotiations.Service.Tests;

/// <summary>
/// The service's own commands for backup, restore and verify, as <c>scripts/backup</c> and <c>scripts/restore</c> run them.
/// </summary>
public sealed class BackupTests(PostgresFixture postgres) : IAsyncLifetime
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("negotiations-backup-");
    private readonly string[] databases = [$"original_{Guid.NewGuid():N}", $"restored_{Guid.NewGuid():N}"];
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        foreach (var database in databases) await Execute(null, $"create database {database}");
    }

    public ValueTask DisposeAsync()
    {
        folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_restored_store_goes_on_where_it_was_deadlines_included()
    {
        var (port, file) = (HostProcess.FreePort(), Path.Combine(folder.FullName, "store.backup"));
        using var client = OperatorsKey.Client(port);
        using (var host = await HostProcess.Start(folder.FullName, port, To(databases[0])))
        {
            await client.WithNegotiation();
            var soon = DateTimeOffset.UtcNow.AddSeconds(12).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
            await client.Accepted("ScheduleRound", $$"""{"round": "round-1", "planned": "{{soon}}", "status": "agreed"}""");
            var (code, said) = await Run("backup", file, To(databases[0]));
            (code, said).ShouldSatisfyAllConditions(it => it.code.ShouldBe(0, said),
                it => it.said.ShouldContain("every document is what they say"));
            if (!OperatingSystem.IsWindows()) File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        (await Run("restore", file, To(databases[1]))).Said.ShouldContain("Restored into");
        using var next = await HostProcess.Start(folder.FullName, port, To(databases[1]));
        await client.Accepted("RecordPosition", """{"actor": "ua", "stance": "comment", "text": "Recorded after the restore"}""");

        // The deadline may have passed by now, where the machine is slow.
        (await client.Get($"/negotiations/{Requests.N}/tracks/remains/facts"))["items"]!.AsArray()
            .Count(fact => fact!.At("type") != "deadlinePassed").ShouldBe(3);
        (await Passed(client)).ShouldBe("round-1");
        (await Run("verify", To(databases[1]))).Said.ShouldContain("every hash chain holds");
    }

    [Fact]
    public async Task A_store_that_holds_facts_is_not_restored_over_and_a_damaged_one_is_told()
    {
        var (port, file) = (HostProcess.FreePort(), Path.Combine(folder.FullName, "store.backup"));
        using var client = OperatorsKey.Client(port);
        using (var host = await HostProcess.Start(folder.FullName, port, To(databases[0]))) await client.WithNegotiation();
        (await Run("backup", file, To(databases[0]))).Code.ShouldBe(0);

        var over = await Run("restore", file, To(databases[0]));
        await Execute(databases[0],
            "update negotiations.mt_events set data = jsonb_set(data, '{title}', '\"Forged\"') where type = 'track_opened'");
        var damaged = await Run("backup", Path.Combine(folder.FullName, "damaged.backup"), To(databases[0]));

        over.ShouldSatisfyAllConditions(it => it.Code.ShouldBe(1), it => it.Said.ShouldContain("nothing was changed"));
        damaged.ShouldSatisfyAllConditions(it => it.Code.ShouldBe(2), it => it.Said.ShouldContain("eventAltered"));
        File.Exists(Path.Combine(folder.FullName, "damaged.backup")).ShouldBeFalse();
        using (var empty = await HostProcess.Start(folder.FullName, port, To(databases[1]))) await empty.Stop();
        var overEmpty = await Run("restore", file, To(databases[1]));
        using (var again = await HostProcess.Start(folder.FullName, port, To(databases[1]))) (await client.Get("/negotiations"))
            .At("items/0/negotiation").ShouldBe(Requests.N);

        overEmpty.ShouldSatisfyAllConditions(it => it.Code.ShouldBe(0, overEmpty.Said), it => it.Said.ShouldContain("Restored into"));
        (await Run("restore", Path.Combine(folder.FullName, "none"), To(databases[1]))).Said.ShouldContain("There is no file");
        (await Run("verify", To(databases[1]), "--Store:Schema=elsewhere")).Said.ShouldContain("holds no store");
        (await Run("backup", To(databases[1]))).Said.ShouldContain("Say which file");
    }

    private string To(string database)
    {
        var connection = new NpgsqlConnectionStringBuilder(postgres.ConnectionString) { Database = database };
        return $"--ConnectionStrings:Negotiations={connection.ConnectionString}";
    }

    private async Task<(int Code, string Said)> Run(params string[] arguments)
    {
        var (code, said, complaints) = await Programs.Run(folder.FullName, "dotnet", [typeof(Program).Assembly.Location, .. arguments]);
        return (code, said + complaints);
    }

    // What the stream of facts tells, from the first fact on.
    private static async Task<string?> Passed(HttpClient client)
    {
        await using var told = await client.GetStreamAsync(new Uri($"/negotiations/{Requests.N}/stream?after=0", UriKind.Relative),
            Cancellation);
        var passed = await SseParser.Create(told).EnumerateAsync(Cancellation)
            .FirstAsync(one => one.EventType == "deadlinePassed", Cancellation);
        return JsonNode.Parse(passed.Data)!.At("data/thing");
    }

    private async Task Execute(string? database, string sql)
    {
        await using var connection = new NpgsqlConnection(database is null ? postgres.ConnectionString
            : new NpgsqlConnectionStringBuilder(postgres.ConnectionString) { Database = database }.ConnectionString);
        await connection.OpenAsync(Cancellation);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Cancellation);
    }
}
