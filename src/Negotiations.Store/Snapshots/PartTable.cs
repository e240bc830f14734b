using System.Text;
using Npgsql;

namespace Negotiations.Store.Snapshots;

/// <summary>The table of <see cref="TrackParts"/>, and the function of the database that puts a document together again.</summary>
internal static class PartTable
{
    /// <summary>Its name.</summary>
    public const string Name = "track_part";

    /// <summary>The statements that make it. Who deletes a track's document deletes its parts.</summary>
    public static string Sql(string schema) => $"""
        create table if not exists {schema}.{Name} (
            stream varchar not null, member text not null, key text not null, data jsonb not null,
            primary key (stream, member, key));
        create or replace function {schema}.track_document(track varchar, head jsonb) returns jsonb language sql stable as $document$
            with parts as (
                select p.member, jsonb_object_agg(p.key, p.data) as entries
                from {schema}.{Name} p
                where p.stream = track
                group by p.member)
            select head
                || coalesce((
                    select jsonb_build_object('state', head -> 'state' || jsonb_object_agg(split_part(member, '/', 2),
                        case member when 'state/corrections' then jsonb_build_object('byFact', entries) else entries end))
                    from parts where member like 'state/%' having count(*) > 0), '{"{}"}')
                || coalesce((
                    select jsonb_build_object('report', head -> 'report' || jsonb_object_agg(split_part(member, '/', 2), entries))
                    from parts where member like 'report/%' having count(*) > 0), '{"{}"}')
        $document$;
        create or replace function {schema}.forget_parts() returns trigger language plpgsql as $forget$
        begin
            delete from {schema}.{Name} where stream = old.id;
            return null;
        end $forget$;
        create or replace trigger forget_parts after delete on {schema}.mt_doc_track
            for each row execute function {schema}.forget_parts();
        """;

    /// <summary>Stores all parts of a track, in place of those that are there.</summary>
    public static Task Replace(NpgsqlConnection connection, string schema, StoredTrack track, CancellationToken cancellation)
    {
        TrackParts.Part[] parts = [.. TrackParts.Changed(null, track, null)];
        return connection.Execute(
            $"""
            delete from {schema}.{Name} where stream = @stream;
            insert into {schema}.{Name} (stream, member, key, data)
                select @stream, k.member, k.key, k.data::jsonb from unnest(@members, @keys, @bodies) as k(member, key, data)
            """,
            new
            {
                stream = track.Id,
                members = parts.Select(part => part.Member).ToArray(),
                keys = parts.Select(part => part.Key).ToArray(),
                bodies = parts.Select(part => Encoding.UTF8.GetString(part.Json!)).ToArray(),
            }, cancellation);
    }

    /// <summary>The whole document of a row <c>d</c> of a table of snapshots.</summary>
    public static string Document(string schema, string table) =>
        table == "mt_doc_track" ? $"{schema}.track_document(d.id, d.data)" : "d.data";
}
