using Negotiations.Store.Log;

namespace Negotiations.Store.Transparency;

/// <summary>
/// The tables of the log: an entry for each recorded event and whatever else is logged, and the tiles of the tree over them. The service
/// may add entries, and change none.
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
            index bigint primary key, kind text not null, position bigint unique, ref text, hash bytea not null, entry bytea not null,
            logged_at timestamptz not null default now());
        {Upgrade(schema)}
        create unique index if not exists {Entries}_of on {schema}.{Entries} (kind, ref) where kind <> 'fact';
        create table if not exists {schema}.{Tiles} (
            level int not null, index bigint not null, hashes bytea not null, primary key (level, index));
        do $$ begin
            if (select attstorage from pg_attribute where attrelid = '{schema}.{Tiles}'::regclass and attname = 'hashes') <> 'e' then
                alter table {schema}.{Tiles} alter column hashes set storage external;
            end if;
        end $$;
        """;

    // The first logs had only audit entries beside events.
    private static string Upgrade(string schema) => $"""
        do $$ begin
            if exists (select from pg_attribute where attrelid = '{schema}.{Entries}'::regclass and attname = 'ref' and attnotnull) then
                drop index if exists {schema}.{Entries}_ref;
                alter table {schema}.{Entries} alter column ref drop not null, alter column ref type text using ref::text;
            end if;
        end $$;
        """;
}
