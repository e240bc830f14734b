using System.Globalization;
using System.Text.Json;
using Marten;
using Negotiations.Contracts.Json;
using Negotiations.Domain.Facts;
using Negotiations.Store.Index;
using Negotiations.Store.Log;
using Negotiations.Store.Narration;
using Negotiations.Store.Snapshots;
using Negotiations.Store.SqlViews;
using Npgsql;
using NpgsqlTypes;

namespace Negotiations.Store.Verifying;

/// <summary>
/// Builds a new index of facts beside the current one, and swaps it in when it has caught up. Readers see the old one until then; the
/// projection goes on with the old one and then, without a gap, with the new. The build's progress is in the comment of its table, saved
/// with the rows, so that an interrupted build continues exactly where it was.
/// </summary>
internal sealed class IndexBuilding(IDocumentStore store, StoreOwner owner, SqlViewSetup? views)
{
    private const string Table = "mt_doc_fact", Next = "mt_doc_fact_next", LockTimeout = "2s";
    private string Schema => store.Options.DatabaseSchemaName;

    /// <summary>Adds the next facts; the job is at its end when the new index is swapped in.</summary>
    public async Task<ReplayJob> Advance(ReplayJob job, CancellationToken cancellation)
    {
        await using var connection = await owner.Open(cancellation);
        // One at a time: two builds would corrupt the new table.
        if (!await Holds(connection, "pg_try_advisory_lock", cancellation)) return job;
        try
        {
            return await Build(job, connection, cancellation);
        }
        finally
        {
            // Pooled connections are not reset: unlock here.
            await Holds(connection, "pg_advisory_unlock", CancellationToken.None);
        }
    }

    private async Task<ReplayJob> Build(ReplayJob job, NpgsqlConnection connection, CancellationToken cancellation)
    {
        if (job.Position == "") await Begin(connection, cancellation);
        // If it is gone, it was swapped in before the job noted that.
        else if (!await Exists(connection, Next, cancellation)) return job.In(ReplayPhase.End);
        var (position, progress) =
            (await Position(connection, cancellation), await IndexComparison.Progress(connection, Schema, cancellation));
        var (reached, events) = await Fill(connection, position, progress, cancellation);
        var advanced = job.With(events, [], 0) with { Position = reached.ToString(CultureInfo.InvariantCulture) };
        if (reached < progress) return advanced;
        await Index(connection, cancellation);
        return await Switch(connection, cancellation) is { } entries ? advanced.With(0, [], entries).In(ReplayPhase.End) : advanced;
    }

    private Task<bool> Holds(NpgsqlConnection connection, string function, CancellationToken cancellation) =>
        connection.Value<bool>($"select {function}(hashtext('negotiations index {Schema}'))", cancellation);

    private Task Begin(NpgsqlConnection connection, CancellationToken cancellation) => Run(connection,
        $"""
        drop table if exists {Schema}.{Next};
        create table {Schema}.{Next} (like {Schema}.{Table} including defaults);
        comment on table {Schema}.{Next} is '0'
        """, cancellation);

    private async Task<long> Position(NpgsqlConnection connection, CancellationToken cancellation) => long.Parse(
        (await connection.Value<string>($"select obj_description('{Schema}.{Next}'::regclass)", cancellation))!,
        CultureInfo.InvariantCulture);

    // Adds the entries of one part of the store, with how far it has come.
    private async Task<(long Reached, long Events)> Fill(NpgsqlConnection connection, long after, long until,
        CancellationToken cancellation, NpgsqlTransaction? within = null)
    {
        var rows = await EventRow.InOrder(connection, Schema, after, until, cancellation);
        var reached = rows is [.., var last] ? last.Sequence : until;
        var transaction = within ?? await connection.BeginTransactionAsync(cancellation);
        var homes = rows.AsParallel().AsOrdered().Where(row => row.Type != "tombstone")
            .Select(row => (row.Id, row.Stream, Fact: FactCatalog.Read(row.Type, row.Data)))
            .Where(row => row.Stream == StreamKeys.HomeOf(row.Fact)).ToArray();
        await using var session = store.QuerySession();
        var narrators = await session.Narrators([.. homes.Select(row => row.Fact)], cancellation);
        await Copy(connection, homes.AsParallel().AsOrdered().Select(row => Entry(row.Fact, row.Id, narrators.Of(row.Fact))), cancellation);
        await Run(connection, $"comment on table {Schema}.{Next} is '{reached}'", cancellation);
        if (within is null)
        {
            await transaction.CommitAsync(cancellation);
            await transaction.DisposeAsync();
        }
        return (reached, rows.Count);
    }

    private static (FactEntry Entry, byte[] Json) Entry(Fact fact, Guid eventId, Narrator narrator)
    {
        var entry = FactEntry.Of(fact, eventId, narrator);
        return (entry, JsonSerializer.SerializeToUtf8Bytes(entry, Formats.Stored));
    }

    private async Task Copy(NpgsqlConnection connection, IEnumerable<(FactEntry Entry, byte[] Json)> entries,
        CancellationToken cancellation)
    {
        await using var copy = await connection.BeginBinaryImportAsync(
            $"copy {Schema}.{Next} (id, data, mt_dotnet_type, position, moment, claims_on) from stdin (format binary)", cancellation);
        foreach (var (entry, json) in entries)
        {
            await copy.StartRowAsync(cancellation);
            await copy.WriteAsync(entry.Id, NpgsqlDbType.Uuid, cancellation);
            await copy.WriteAsync(json, NpgsqlDbType.Jsonb, cancellation);
            await copy.WriteAsync(typeof(FactEntry).FullName!, NpgsqlDbType.Varchar, cancellation);
            await copy.WriteAsync(entry.Position, NpgsqlDbType.Varchar, cancellation);
            await copy.WriteAsync(entry.Moment, NpgsqlDbType.TimestampTz, cancellation);
            if (entry.ClaimsOn is { } claimsOn) await copy.WriteAsync(claimsOn, NpgsqlDbType.Varchar, cancellation);
            else await copy.WriteNullAsync(cancellation);
        }
        await copy.CompleteAsync(cancellation);
    }

    // The same indexes as the current one, under other names; created after the bulk is loaded.
    private async Task Index(NpgsqlConnection connection, CancellationToken cancellation)
    {
        foreach (var (name, definition, isKey) in await Indexes(connection, Table, cancellation))
        {
            if (await Exists(connection, Beside(name), cancellation)) continue;
            await Run(connection, isKey ? $"alter table {Schema}.{Next} add constraint {Beside(name)} primary key (id)"
                : definition.Replace($" {name} ", $" {Beside(name)} ", StringComparison.Ordinal)
                    .Replace($".{Table} ", $".{Next} ", StringComparison.Ordinal), cancellation);
        }
    }

    // Locks both tables for a moment, adds what has come since, and renames the new one. Null when a long read blocks it; then it is tried
    // again.
    private async Task<long?> Switch(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        try
        {
            await Run(connection,
                $"set local lock_timeout = '{LockTimeout}'; {views?.Lock} lock table {Schema}.{Table} in access exclusive mode",
            cancellation);
        }
        catch (PostgresException busy) when (busy.SqlState is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected)
        {
            return null;
        }
        var progress = await IndexComparison.Progress(connection, Schema, cancellation);
        for (var reached = await Position(connection, cancellation); reached < progress;) (reached, _) =
            await Fill(connection, reached, progress, cancellation, transaction);
        var names = (await Indexes(connection, Table, cancellation)).Select(index => index.Name).ToArray();
        await Run(connection, $"alter table {Schema}.{Table} rename to {Table}_old; alter table {Schema}.{Next} rename to {Table}",
            cancellation);
        if (views is { Sql: { Length: > 0 } sql }) await Run(connection, sql, cancellation);
        await Run(connection, $"drop table {Schema}.{Table}_old", cancellation);
        foreach (var name in names) await Run(connection, $"alter index {Schema}.{Beside(name)} rename to {name}", cancellation);
        await Run(connection, $"comment on table {Schema}.{Table} is '{StoredSchemas.Mark(FactEntry.CurrentSchema)}'", cancellation);
        var entries = await connection.Value<long>($"select count(*) from {Schema}.{Table}", cancellation);
        await transaction.CommitAsync(cancellation);
        return entries;
    }

    private Task<List<(string Name, string Definition, bool IsKey)>> Indexes(NpgsqlConnection connection, string table,
        CancellationToken cancellation) => connection.Rows<(string, string, bool)>(
        """
        select c.relname, pg_get_indexdef(i.indexrelid), i.indisprimary
        from pg_index i
        join pg_class c on c.oid = i.indexrelid
        where i.indrelid = @table::regclass
        order by 3 desc, 1
        """, new { table = $"{Schema}.{table}" }, cancellation);

    private Task<bool> Exists(NpgsqlConnection connection, string name, CancellationToken cancellation) =>
        connection.Value<bool>("select to_regclass(@name) is not null", new { name = $"{Schema}.{name}" }, cancellation);

    private static string Beside(string name) => $"{name}_next";

    private static Task Run(NpgsqlConnection connection, string sql, CancellationToken cancellation) =>
        connection.Execute(sql, null, cancellation, timeout: 0);
}
