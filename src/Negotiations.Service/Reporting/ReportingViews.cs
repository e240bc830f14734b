using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Negotiations.Service.Reporting;

/// <summary>
/// Makes the views for people who read by SQL, in a schema of their own, and lets the role <c>negotiations_reader</c> read them and nothing else. What is there already is left alone
/// while it is the same; else all of it is made anew, in one transaction.
/// </summary>
/// <param name="connectionString">How to connect, as an owner of the store's schema.</param>
/// <param name="store">The store's schema.</param>
/// <param name="log">Where it tells what it may not do.</param>
internal sealed class ReportingViews(string connectionString, string store, ILogger<ReportingViews> log) : IHostedService
{
    /// <summary>The role that may read the views; grant it to whoever is to.</summary>
    public const string Reader = "negotiations_reader";

    private const string DefaultStore = "negotiations", DefaultSchema = "reporting";

    /// <summary>The schema of the views; a store in another schema than usual has its own.</summary>
    public static string SchemaOf(string store) => store == DefaultStore ? DefaultSchema : $"{store}_{DefaultSchema}";

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var schema = SchemaOf(store);
        var sql = Read("views.sql") + Read("comments.sql");
        var version = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sql)))[..16];
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellationToken);
        await using (var transaction = await connection.BeginTransactionAsync(cancellationToken))
        {
            // Hosts that start together make them one after another.
            await Run("select pg_advisory_xact_lock(hashtext('negotiations reporting'))");
            await using var known = new NpgsqlCommand("select obj_description(to_regnamespace($1)::oid, 'pg_namespace')", connection) { Parameters = { new() { Value = Quoted(schema) } } };
            if (await known.ExecuteScalarAsync(cancellationToken) as string != Description(version))
                await Run($"drop schema if exists {Quoted(schema)} cascade; create schema {Quoted(schema)}; {sql} comment on schema {Quoted(schema)} is '{Description(version)}'");
            await transaction.CommitAsync(cancellationToken);
        }
        try
        {
            await Run($"do $$ begin if to_regrole('{Reader}') is null then create role {Reader} nologin; end if; exception when duplicate_object or unique_violation then null; end $$");
            await Run($"grant usage on schema {Quoted(schema)} to {Reader}; grant select on all tables in schema {Quoted(schema)} to {Reader}");
        }
        catch (PostgresException refused) when (refused.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            log.LogWarning("The service may not create the role {Role} or grant it the views of the schema {Schema}: let an administrator create it", Reader, schema);
        }

        async Task Run(string statement)
        {
            await using var command = new NpgsqlCommand(statement, connection);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        string Read(string name)
        {
            using var reader = new StreamReader(typeof(ReportingViews).Assembly.GetManifestResourceStream(name)!);
            return reader.ReadToEnd().Replace("{store}", Quoted(store), StringComparison.Ordinal).Replace("{reporting}", Quoted(schema), StringComparison.Ordinal).Replace("{name}", schema, StringComparison.Ordinal);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static string Description(string version) => $"Views of Negotiations, made by the service ({version})";

    private static string Quoted(string schema) => $"\"{schema}\"";
}
