using JasperFx.Events.Daemon;
using Marten;
using Negotiations.Store.Log;
using Negotiations.Store.Snapshots;
using Negotiations.Store.Transparency;
using Negotiations.Store.Writing;
using Npgsql;

namespace Negotiations.Store;

/// <summary>
/// The owner of the store's tables, who creates and changes them at the start and rebuilds the index. Everything else runs as the role
/// <c>negotiations_service</c>, which can append events and audit entries but not change or delete them. The owner's login switches to that
/// role; where <c>ConnectionStrings__Owner</c> names the owner, the service's own login has it.
/// </summary>
/// <param name="connectionString">How to connect as the owner.</param>
/// <param name="mostSkew">By how much the clocks of hosts and database may differ; of zero, they aren't compared.</param>
/// <param name="documents">Registers what else the host keeps in the store.</param>
internal sealed class StoreOwner(string connectionString, TimeSpan mostSkew, Action<StoreOptions> documents)
{
    /// <summary>The role of the service.</summary>
    public const string ServiceRole = "negotiations_service";

    /// <summary>The role of other applications of the bus: it may put messages into the queue of commands, and nothing else.</summary>
    public const string SenderRole = "negotiations_sender";

    /// <summary>Opens a connection as the owner; dispose it to hand it back.</summary>
    public async Task<NpgsqlConnection> Open(CancellationToken cancellation)
    {
        var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellation);
        return connection;
    }

    /// <summary>Creates or changes what the store needs in the database, and grants the service its rights.</summary>
    /// <param name="schema">The store's schema.</param>
    /// <param name="service">How the service's own login connects; null where the owner's takes its role.</param>
    /// <returns>How the service is to connect.</returns>
    public async Task<string> Prepare(string schema, string? service)
    {
        await using var connection = await Open(CancellationToken.None);
        // Hosts that start together do it one after another.
        await Run(connection, $"select pg_advisory_lock(hashtext('negotiations owner {schema}'))");
        var isAsBuilt = await IsAsBuilt(connection, schema);
        if (!isAsBuilt) await Build(connection, schema);
        await Run(connection, StoreGuards.Sql(schema, mostSkew));
        await Complete(connection, schema);
        await Run(connection, RecordFunction.Sql(schema));
        var isRestricted = await Grant(connection, schema);
        // Only now: what was interrupted is done again.
        if (!isAsBuilt) await Run(connection, $"comment on function {schema}.{RecordFunction.Name} is '{Built}'");
        await Run(connection, $"select pg_advisory_unlock(hashtext('negotiations owner {schema}'))");
        if (service is not null) return service;
        if (!isRestricted) return connectionString;
        var builder = new NpgsqlConnectionStringBuilder(connectionString);
        builder.Options = $"{builder.Options} -c role={ServiceRole}".Trim();
        return builder.ConnectionString;
    }

    /// <summary>Makes the tables that a store of an earlier version lacks, so that it can be verified.</summary>
    public async Task Complete(string schema)
    {
        await using var connection = await Open(CancellationToken.None);
        await Complete(connection, schema);
    }

    private static async Task Complete(NpgsqlConnection connection, string schema)
    {
        await Run(connection, PartTable.Sql(schema));
        await Run(connection, LogTables.Sql(schema));
    }

    // What made the tables: another build may make others. To compare all of them takes longer than the rest of the start.
    private string Built => string.Join(' ', new[] { typeof(StoreOwner), typeof(DocumentStore), documents.Method.DeclaringType! }
        .Select(type => type.Module.ModuleVersionId));

    private async Task<bool> IsAsBuilt(NpgsqlConnection connection, string schema) => Built == await connection.Value<string>(
        $"""
        select obj_description(p.oid, 'pg_proc')
        from pg_proc p
        where p.pronamespace = to_regnamespace('{schema}') and p.proname = '{RecordFunction.Name}'
        """, CancellationToken.None);

    private async Task Build(NpgsqlConnection connection, string schema)
    {
        await using var store = DocumentStore.For(options =>
        {
            StoreSetup.Configure(options, connectionString, schema, documents);
            options.Projections.AsyncMode = DaemonMode.ExternallyManaged;
        });
        await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync();
        await ThingTable.Fill(connection, store);
    }

    private static async Task<bool> Grant(NpgsqlConnection connection, string schema)
    {
        try
        {
            await Run(connection, Role(ServiceRole));
            await Run(connection, $"{BusOwnership(schema)}; {Grants(schema)}");
            await Run(connection, $"{Role(SenderRole)}; grant usage on schema {schema}_bus to {SenderRole}");
            return true;
        }
        catch (PostgresException refused) when (refused.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            await Console.Error.WriteLineAsync(
                $"The owner of the store may not make the role {ServiceRole} or give it rights ({refused.MessageText}), so that "
                + $"the service works as the owner. Let an administrator run: create role {ServiceRole}; "
                + $"grant {ServiceRole} to the owner with admin option; and start the service again.");
            return false;
        }
    }

    /// <summary>The statement that makes a role where there is none; other hosts may make it at the same time.</summary>
    internal static string Role(string name) => $"""
        do $$ begin
            if to_regrole('{name}') is null then create role {name} nologin; end if;
        exception when duplicate_object or unique_violation then null;
        end $$
        """;

    // The bus's tables are the service's own: it makes them itself.
    private static string BusOwnership(string schema) => $"""
        do $$ declare one record; begin
            if not pg_has_role(current_user, '{ServiceRole}', 'member') then
                execute 'grant {ServiceRole} to ' || quote_ident(current_user);
            end if;
            if to_regnamespace('{schema}_bus') is null then execute 'create schema {schema}_bus'; end if;
            execute 'alter schema {schema}_bus owner to {ServiceRole}';
            {HandOver(schema, "table", "pg_class", "regclass", "rel", "and relkind in ('r', 'p', 'v')")}
            {HandOver(schema, "sequence", "pg_class", "regclass", "rel", "and relkind = 'S'")}
            {HandOver(schema, "routine", "pg_proc", "regprocedure", "pro", "")}
        end $$
        """;

    private static string HandOver(string schema, string kind, string catalog, string name, string prefix, string only) => $"""
        for one in
            select oid::{name} as name from {catalog}
            where {prefix}namespace = to_regnamespace('{schema}_bus') and pg_get_userbyid({prefix}owner) <> '{ServiceRole}' {only}
        loop
            execute format('alter {kind} %s owner to {ServiceRole}', one.name);
        end loop;
        """;

    private static string Grants(string schema) => $"""
        grant usage on schema {schema} to {ServiceRole};
        grant select, insert, update, delete on all tables in schema {schema} to {ServiceRole};
        grant usage, select, update on all sequences in schema {schema} to {ServiceRole};
        alter default privileges in schema {schema} grant select, insert, update, delete on tables to {ServiceRole};
        alter default privileges in schema {schema}_bus grant all on tables to {ServiceRole};
        alter default privileges in schema {schema}_bus grant all on sequences to {ServiceRole};
        revoke update, delete on {schema}.mt_events, {schema}.mt_doc_audit, {schema}.store_epoch from {ServiceRole};
        revoke update, delete on {schema}.{LogTables.Entries} from {ServiceRole};
        revoke delete on {schema}.mt_streams, {schema}.{LogTables.Tiles} from {ServiceRole}
        """;

    private static Task Run(NpgsqlConnection connection, string sql) =>
        connection.Execute(sql, null, CancellationToken.None, timeout: 0);
}
