using Negotiations.Store.Log;

namespace Negotiations.Store.Transparency;

/// <summary>
/// The tables of the log: an entry for each recorded event and each entry of the audit trail, and the tiles of the tree over them. The
/// service may add entries, and change none.
/// </summary>
internal static class LogTables
{
    /// <summary>The entries.</summary>
    public const string Entries = EventRow.LogEntries;

    /// <summary>The tiles.</summary>
    public const string Tiles = "log_tile";

    /// <summary>The statements that make them.</summary>
    public static string Sql(string schema) => $"""
        create table if not exists {schema}.{Entries} (
            index bigint primary key, kind text not null, position bigint unique, ref uuid not null, hash bytea not null,
            entry bytea not null, logged_at timestamptz not null default now());
        create index if not exists {Entries}_ref on {schema}.{Entries} (ref) where kind <> 'fact';
        create table if not exists {schema}.{Tiles} (
            level int not null, index bigint not null, hashes bytea not null, primary key (level, index));
        alter table {schema}.{Tiles} alter column hashes set storage external;
        """;
}
