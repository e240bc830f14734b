using Npgsql;

namespace Negotiations.Store.Snapshots;

/// <summary>
/// The schema version of all documents in a table. It is in the table's comment, so that another version of the service knows at its start
/// what to rebuild.
/// </summary>
internal static class StoredSchemas
{
    /// <summary>The comment of a table whose documents are all of a schema.</summary>
    public static string Mark(int schema) => $"schema {schema}";

    /// <summary>Whether a table's documents are of a schema; a table without any is, and is marked so.</summary>
    public static async Task<bool> Holds(NpgsqlConnection connection, string schema, string table, int current,
        CancellationToken cancellation)
    {
        var holds = await connection.Value<bool>(
            $"""
            select obj_description('{schema}.{table}'::regclass) = '{Mark(current)}'
                or not exists (select from {schema}.{table})
            """, cancellation);
        if (!holds) return false;
        await Set(connection, schema, table, current, cancellation);
        return true;
    }

    /// <summary>Marks a table all of whose documents are of a schema.</summary>
    public static Task Set(NpgsqlConnection connection, string schema, string table, int current, CancellationToken cancellation) =>
        connection.Execute($"comment on table {schema}.{table} is '{Mark(current)}'", cancellation);
}
