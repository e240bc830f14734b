using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Negotiations.Store.SqlViews;

/// <summary>
/// Makes the views for readers of SQL, in a schema of their own, and lets the role <c>negotiations_reader</c> read only them. Unchanged
/// views are left alone; else all are remade in one transaction. A schema of that name that somebody else made is not touched.
/// </summary>
/// <param name="connectionString">How to connect, as an owner of the store's schema.</param>
/// <param name="store">The store's schema.</param>
/// <param name="schema">The schema of the views.</param>
/// <param name="log">Reports what it may not do.</param>
internal sealed class SqlViewSetup(string connectionString, string store, string schema, ILogger<SqlViewSetup> log) : IHostedService
{
    /// <summary>The role that may read the views; grant it to whoever is to.</summary>
    public const string Reader = "negotiations_reader";

    private const string Setting = "Reporting:Schema", DefaultStore = "negotiations", DefaultSchema = "reporting",
    Mark = "Views of Negotiations, made by the service";

    // None depends on one after it.
    private static readonly string[] Views = ["claims", "positions", "coverage", "proposals", "agreements", "measures", "child_lists",
        "rounds", "commitments", "deliveries", "exchange_legs", "facts"];
    private bool isMade;

    /// <summary>The schema of the views, as configured; a store in another schema than usual has its own.</summary>
    public static string SchemaOf(string store, IConfiguration configuration) =>
        configuration[Setting] ?? (store == DefaultStore ? DefaultSchema : $"{store}_{DefaultSchema}");

    /// <summary>
    /// Points the views over the index of facts to the table that now has its name; what depends on the views stays. Empty where there are
    /// no views.
    /// </summary>
    public string Sql => isMade ? Read("views.sql") : "";

    /// <summary>
    /// Locks those views until the transaction ends, before the tables under them are locked, so that there is no deadlock.
    /// </summary>
    public string Lock => isMade
        ? $"alter view {Quoted(schema)}.claims reset (security_barrier); alter view {Quoted(schema)}.facts reset (security_barrier);" : "";

    /// <summary>Drops a schema of views if this service made it.</summary>
    public static string Drop(string schema) => $"""
        do $$ begin
            if (select obj_description(oid, 'pg_namespace') from pg_namespace where nspname = '{schema}') like '{Mark}%' then
                drop schema {Quoted(schema)} cascade;
            end if;
        end $$
        """;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellationToken);
        isMade = await Alone(connection, Make, cancellationToken);
        if (isMade) await Alone(connection, Grant, cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // Hosts that start together do it one after another.
    private static async Task<bool> Alone(NpgsqlConnection connection, Func<NpgsqlConnection, CancellationToken, Task<bool>> work,
        CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await connection.Execute("select pg_advisory_xact_lock(hashtext('negotiations reporting'))", cancellation);
        if (!await work(connection, cancellation)) return false;
        await transaction.CommitAsync(cancellation);
        return true;
    }

    private async Task<bool> Make(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var sql = Read("views.sql") + Read("comments.sql");
        var description = $"{Mark} ({Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sql)))[..16]})";
        var present = await connection.Value<string>(
            "select coalesce(obj_description(oid, 'pg_namespace'), '') from pg_namespace where nspname = @schema",
            new { schema }, cancellation);
        if (present == description) return true;
        if (present?.StartsWith(Mark, StringComparison.Ordinal) == false)
        {
            log.LogWarning("The schema {Schema} is there already and was not made by this service, so that there are no views for SQL: "
                + "choose another with Reporting__Schema", schema);
            return false;
        }
        await connection.Execute(
            $"""
            create schema if not exists {Quoted(schema)};
            drop view if exists {string.Join(", ", Views.Select(view => $"{Quoted(schema)}.{view}"))} cascade;
            {sql}
            comment on schema {Quoted(schema)} is '{description}'
            """, cancellation);
        return true;
    }

    private async Task<bool> Grant(NpgsqlConnection connection, CancellationToken cancellation)
    {
        try
        {
            // Roles belong to the server, the lock above to one database: a host on another may have made the role just now.
            await connection.Execute(StoreOwner.Role(Reader), cancellation);
            await connection.Execute(
                $"""
                grant usage on schema {Quoted(schema)} to {Reader};
                grant select on all tables in schema {Quoted(schema)} to {Reader}
                """, cancellation);
            return true;
        }
        catch (PostgresException refused) when (refused.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            log.LogWarning("The service may not create the role {Role}: let an administrator create it, and start the service again",
                Reader);
            return false;
        }
    }



    private string Read(string name)
    {
        using var reader = new StreamReader(typeof(SqlViewSetup).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd().Replace("{store}", Quoted(store), StringComparison.Ordinal)
            .Replace("{reporting}", Quoted(schema), StringComparison.Ordinal).Replace("{name}", schema, StringComparison.Ordinal);
    }

    private static string Quoted(string schema) => $"\"{schema}\"";
}
