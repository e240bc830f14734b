using Marten;
using Negotiations.Contracts.Json;
using Negotiations.Contracts.Transparency;
using Negotiations.Store.Log;
using Npgsql;
using NpgsqlTypes;

namespace Negotiations.Store.Transparency;

/// <summary>
/// The log of what was recorded: every event up to where the order is settled, and some documents, each once and one after another. It
/// follows; no command waits for it.
/// </summary>
public sealed class RecordLog
{
    // Longer than any transaction that adds documents.
    private static readonly TimeSpan Latest = TimeSpan.FromHours(1);
    private readonly IDocumentStore store;
    private readonly TimeProvider clock;
    private readonly string schema;
    private Guid since;
    private DateTimeOffset next;

    internal RecordLog(IDocumentStore store, IReadOnlyList<LoggedDocument> documents, TimeProvider clock) =>
        (this.store, Documents, this.clock, schema) = (store, documents, clock, store.Options.DatabaseSchemaName);

    /// <summary>What beside events it has entries for.</summary>
    internal IReadOnlyList<LoggedDocument> Documents { get; }

    /// <summary>SQL for the number of the lock that is held by whoever adds entries.</summary>
    internal static string LockOf(string schema) => $"hashtext('negotiations log {schema}')";

    /// <summary>How many entries it has.</summary>
    public async Task<long> Size(CancellationToken cancellation)
    {
        await using var connection = await store.OpenConnection(cancellation);
        return await Size(connection, cancellation);
    }

    /// <summary>Adds what is not in it yet, a part of it at a time; null while another host does.</summary>
    /// <param name="settled">Up to where the order of events is settled.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>How many entries were added.</returns>
    public async Task<int?> Follow(long settled, CancellationToken cancellation)
    {
        await using var connection = await store.OpenConnection(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        if (!await connection.Value<bool>($"select pg_try_advisory_xact_lock({LockOf(schema)})", cancellation))
            return null;
        var size = await Size(connection, cancellation);
        var now = clock.GetUtcNow();
        var last = await connection.Value<long?>($"select max(position) from {schema}.{LogTables.Entries}", cancellation) ?? 0;
        var events = await EventRow.InOrder(connection, schema, last, settled, cancellation);
        LogEntry[] added =
        [
            .. events.Where(row => row.Stream != EventRow.Tombstones).Select(row => LogEntry.Of(row, CanonicalJson.Of(row.Data))),
            .. await Unlogged(connection, now >= next ? default : since, cancellation),
        ];
        if (added is [])
        {
            // What was there before is in the log: for an hour only what came since is looked for.
            if (now >= next) (since, next) = (Guid.CreateVersion7(now - Latest), now + Latest);
            return 0;
        }
        await Insert(connection, size, added, cancellation);
        await new LogTree(connection, schema).Add(size, [.. added.Select(entry => entry.Hash)], cancellation);
        await transaction.CommitAsync(cancellation);
        return added.Length;
    }

    /// <summary>The places and entries of events, by their sequence; those that it doesn't have yet are missing.</summary>
    public async Task<Dictionary<long, (long Index, byte[] Entry)>> Places(long[] sequences, CancellationToken cancellation)
    {
        await using var connection = await store.OpenConnection(cancellation);
        return (await connection.Rows<(long Position, long Index, byte[] Entry)>(
            $"select position, index, entry from {schema}.{LogTables.Entries} where position = any(@sequences)", new { sequences },
            cancellation)).ToDictionary(row => row.Position, row => (row.Index, row.Entry));
    }

    /// <summary>How many events, by their sequence, are among the first entries.</summary>
    public async Task<long> Count(long[] sequences, long size, CancellationToken cancellation)
    {
        await using var connection = await store.OpenConnection(cancellation);
        return await connection.Value<long>(
            $"select count(*) from {schema}.{LogTables.Entries} where position = any(@sequences) and index < @size",
            new { sequences, size }, cancellation);
    }

    /// <summary>Whether the log begins as a checkpoint says.</summary>
    public async Task<bool> Stands(Checkpoint checkpoint, CancellationToken cancellation)
    {
        try
        {
            return checkpoint.Size <= await Size(cancellation)
                && await Tree(tree => tree.Reader.Root(checkpoint.Size, cancellation).AsTask(), cancellation) is { } root
                && root.AsSpan().SequenceEqual(checkpoint.Root);
        }
        catch (DamagedLogException)
        {
            return false;
        }
    }

    /// <summary>Entries by their place.</summary>
    public async Task<List<byte[]>> Entries(long from, int count, CancellationToken cancellation)
    {
        await using var connection = await store.OpenConnection(cancellation);
        return await connection.Rows<byte[]>(
            $"select entry from {schema}.{LogTables.Entries} where index >= @from and index < @from + @count order by index",
            new { from, count }, cancellation);
    }

    /// <summary>Asks the tree.</summary>
    internal async Task<T> Tree<T>(Func<LogTree, Task<T>> ask, CancellationToken cancellation)
    {
        await using var connection = await store.OpenConnection(cancellation);
        return await ask(new LogTree(connection, schema));
    }

    /// <summary>How many entries it has, as a connection sees it.</summary>
    internal Task<long> Size(NpgsqlConnection connection, CancellationToken cancellation) =>
        connection.Value<long>($"select coalesce(max(index) + 1, 0) from {schema}.{LogTables.Entries}", cancellation);

    private async Task<List<LogEntry>> Unlogged(NpgsqlConnection connection, Guid since, CancellationToken cancellation)
    {
        var found = new List<LogEntry>();
        foreach (var document in Documents)
            found.AddRange((await connection.Rows<(string Id, byte[] Content)>(document.Missing(schema), new { since }, cancellation))
                .Select(row => LogEntry.OfDocument(document.Kind, row.Id, row.Content)));
        return found;
    }

    private async Task Insert(NpgsqlConnection connection, long size, LogEntry[] added, CancellationToken cancellation)
    {
        await using var writer = await connection.BeginBinaryImportAsync(
            $"copy {schema}.{LogTables.Entries} (index, kind, position, ref, hash, entry) from stdin (format binary)", cancellation);
        foreach (var entry in added)
        {
            await writer.StartRowAsync(cancellation);
            await writer.WriteAsync(size++, NpgsqlDbType.Bigint, cancellation);
            await writer.WriteAsync(entry.Kind, NpgsqlDbType.Text, cancellation);
            if (entry.Position is { } position) await writer.WriteAsync(position, NpgsqlDbType.Bigint, cancellation);
            else await writer.WriteNullAsync(cancellation);
            if (entry.Ref is { } named) await writer.WriteAsync(named, NpgsqlDbType.Text, cancellation);
            else await writer.WriteNullAsync(cancellation);
            await writer.WriteAsync(entry.Hash, NpgsqlDbType.Bytea, cancellation);
            await writer.WriteAsync(entry.Json, NpgsqlDbType.Bytea, cancellation);
        }
        await writer.CompleteAsync(cancellation);
    }
}
