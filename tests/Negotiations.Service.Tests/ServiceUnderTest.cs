using System.Text.Json.Nodes;
using Marten;
using Marten.Events;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using Wolverine;

namespace Negotiations.Service.Tests;

/// <summary>The whole service over a schema of its own, with a clock that stands at noon of 20 June 2025.</summary>
public sealed class ServiceUnderTest(PostgresFixture postgres) : WebApplicationFactory<Program>
{
    /// <summary>Both sides of a queue look into it every few seconds unless told.</summary>
    internal static readonly TimeSpan Often = TimeSpan.FromMilliseconds(20);

    // The log is followed when a test says so.
    private readonly Dictionary<string, string> settings =
        new() { ["Bus:Commands"] = "false", ["Clock:MostSkew"] = "0", ["Log:Seconds"] = "3600" };

    private DirectoryInfo keys = Directory.CreateTempSubdirectory("negotiations-keys-");
    private TimeSpan firstScheduled = TimeSpan.FromDays(1), looksEvery = TimeSpan.FromSeconds(1);
    private bool sharesStore;
    private string? database;
    private string schema = "test_" + Guid.NewGuid().ToString("N")[..12];

    public FakeTimeProvider Clock { get; } =
        new(new DateTimeOffset(2025, 6, 20, 12, 0, 0, TimeSpan.Zero)) { AutoAdvanceAmount = TimeSpan.FromMilliseconds(1) };

    /// <summary>The store, to look at what no endpoint shows.</summary>
    public IDocumentStore Store => Services.GetRequiredService<IDocumentStore>();

    /// <summary>Makes this one a second host over the store of another.</summary>
    public ServiceUnderTest WithSameStore(ServiceUnderTest other)
    {
        (schema, sharesStore, keys) = (other.schema, true, other.keys);
        return this;
    }

    /// <summary>Lets it run over a store that is there already.</summary>
    public ServiceUnderTest Over(string database, string storeSchema)
    {
        (this.database, schema) = (database, storeSchema);
        return this;
    }

    /// <summary>Gives it a setting.</summary>
    public ServiceUnderTest With(string setting, string value)
    {
        settings[setting] = value;
        return this;
    }

    /// <summary>
    /// Lets the bus's own schedule run, which else waits until a test plays it, and look often whether something has come.
    /// </summary>
    public ServiceUnderTest WithSchedule()
    {
        (firstScheduled, looksEvery) = (TimeSpan.Zero, Often);
        return this;
    }

    /// <summary>How to connect to its database.</summary>
    public string ConnectionString => Connection;

    /// <summary>The folder of its keys.</summary>
    public string Keys => keys.FullName;

    /// <summary>The schema of its store.</summary>
    public string Schema => schema;

    /// <summary>A client that reads what it wrote: it asks for the sequence that its last receipt told.</summary>
    public new HttpClient CreateClient() => CreateDefaultClient(new ReadsOwnWrites()).As(OperatorsKey.Text);

    /// <summary>A client with a key that was made for it.</summary>
    public async Task<HttpClient> ClientOf(params string[] grants)
    {
        using var local = CreateClient();
        var (status, made) =
            await local.Send(HttpMethod.Post, "/keys",
            new JsonObject
            {
                ["name"] = $"{string.Join(' ', grants).Replace(':', '-')} {Guid.NewGuid().ToString("N")[..8]}",
                ["grants"] = new JsonArray([.. grants.Select(grant => JsonValue.Create(grant))])
            });
        ((int)status).ShouldBe(201, made.ToJsonString());
        return CreateDefaultClient(new ReadsOwnWrites()).As(made.At("key")!);
    }

    private string Connection =>
        database is null ? postgres.ConnectionString
        : new NpgsqlConnectionStringBuilder(postgres.ConnectionString) { Database = database }.ConnectionString;

    /// <summary>How many events the store holds.</summary>
    public async Task<int> EventCount()
    {
        await using var session = Store.QuerySession();
        return await session.Events.QueryAllRawEvents().CountAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>How many of them are about the negotiation that the test speaks of.</summary>
    public async Task<int> OwnEventCount() => (int)(long)(await Look(
        $"select count(*) from {{0}}.mt_events where stream_id = '{Requests.N}' or starts_with(stream_id, '{Requests.N}/')"))!;

    /// <summary>Changes the database by hand, as nobody should; <c>{0}</c> stands for the schema.</summary>
    public async Task<int> ByHand(string sql)
    {
        await using var connection = new NpgsqlConnection(Connection);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql.Replace("{0}", schema, StringComparison.Ordinal), connection);
        return await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>One value from the database; <c>{0}</c> stands for the schema.</summary>
    public async Task<object?> Look(string sql)
    {
        await using var connection = new NpgsqlConnection(Connection);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql.Replace("{0}", schema, StringComparison.Ordinal), connection);
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Waits until the index of facts holds every fact.</summary>
    public Task IsIndexed() => Store.WaitForNonStaleProjectionDataAsync(TimeSpan.FromSeconds(30));

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseSetting("ConnectionStrings:Negotiations", Connection);
        builder.UseSetting("Store:Schema", schema);
        builder.UseSetting("Bus:ManyHosts", $"{sharesStore}");
        builder.UseSetting("Quiet", "true");
        builder.UseSetting("Access:OperatorKeyFile", OperatorsKey.File);
        builder.UseSetting("Keys:Folder", Keys);
        foreach (var (setting, value) in settings) builder.UseSetting(setting, value);
        // What is scheduled waits until a test plays it: the bus's own clock is not the one that the test sets.
        builder.ConfigureTestServices(services => services.AddSingleton<TimeProvider>(Clock).ConfigureWolverine(bus =>
            (bus.Durability.ScheduledJobFirstExecution, bus.Durability.ScheduledJobPollingTime) = (firstScheduled, looksEvery)));
    }
}
