using Negotiations.Store.Snapshots;

namespace Negotiations.Store.Writing;

/// <summary>
/// The function <c>record_facts</c> of the database: all that commands which are decided together write, in one statement. It refuses with
/// a serialization failure whoever decided on an older version of a stream, of a thing or of a snapshot (one that was mended, say). Streams
/// come first, before any number is given, so that no gap holds up those who follow the store.
/// </summary>
internal static class RecordFunction
{
    /// <summary>Its name.</summary>
    public const string Name = "record_facts";

    /// <summary>The call, with a parameter for each of its arguments.</summary>
    public static readonly string Call = $"{Name}({string.Join(", ", Enumerable.Range(1, Arguments).Select(i => $"${i}"))})";

    private const int Arguments = 30;

    /// <summary>The statement that makes it.</summary>
    public static string Sql(string schema) => $"""
        do $former$ declare one record; begin
            for one in select oid::regprocedure as name from pg_proc
                where pronamespace = to_regnamespace('{schema}') and proname = '{Name}' and pronargs <> {Arguments}
            loop
                execute format('drop function %s', one.name);
            end loop;
        end $former$;
        create or replace function {schema}.{Name}(
            streams text[], befores bigint[], afters bigint[],
            ids uuid[], places text[], versions bigint[], types text[], dotnet_types text[], bodies jsonb[], heads jsonb[],
            instants timestamptz[], users text[], correlation text, causation text,
            tracks text[], track_versions bigint[], track_places text[], track_data jsonb[],
            negotiations text[], negotiation_versions bigint[], negotiation_places text[], negotiation_data jsonb[],
            things text[], thing_befores uuid[], thing_afters uuid[], thing_data jsonb[],
            part_streams text[], part_members text[], part_keys text[], part_data jsonb[])
        returns table (event uuid, number bigint, snapshot text, place text) language plpgsql as $record$
        #variable_conflict use_column
        declare changed bigint;
        begin
            if cardinality(streams) > 1 then
                perform from {schema}.mt_streams s where s.id = any(streams) order by s.id for update;
            end if;
            insert into {schema}.mt_streams (id, type, version, timestamp, tenant_id)
                select k.id, case when strpos(k.id, '/') > 0 then 'stored_track' else 'stored_negotiation' end, k.after, now(), '*DEFAULT*'
                from unnest(streams, befores, afters) as k(id, before, after)
                where k.before = 0;
            get diagnostics changed = row_count;
            if changed < cardinality(streams) then
                update {schema}.mt_streams s set version = k.after, timestamp = now()
                    from unnest(streams, befores, afters) as k(id, before, after)
                    where s.id = k.id and s.version = k.before and k.before > 0 and not coalesce(s.is_archived, false);
                {Refuse("cardinality(streams) - changed", "a stream has moved on")}
            end if;
            return query
                with added as (
                    insert into {schema}.mt_events (seq_id, id, stream_id, version, data, type, tenant_id, timestamp, mt_dotnet_type,
                        is_archived, correlation_id, causation_id, headers, user_name)
                    select nextval('{schema}.mt_events_sequence'), e.id, e.stream, e.version, e.data, e.type, '*DEFAULT*', e.at, e.dotnet,
                        false, correlation, causation, e.head, e.by
                    from unnest(ids, places, versions, bodies, types, instants, dotnet_types, heads, users)
                        as e(id, stream, version, data, type, at, dotnet, head, by)
                    returning mt_events.id, mt_events.seq_id)
                select added.id, added.seq_id, null::text, null::text from added;
            {Save(schema, "track", "StoredTrack")}
            if cardinality(part_streams) > 0 then
                {Parts(schema)}
            end if;
            if cardinality(negotiations) > 0 then
                {Save(schema, "negotiation", "StoredNegotiation")}
            end if;
            if cardinality(things) > 0 then
                {Things(schema)}
            end if;
        end $record$;
        """;

    // A row that is not where it was when it was read was mended or changed meanwhile.
    private static string Save(string schema, string kind, string type) => $"""
            return query
                with wanted as (select * from unnest({kind}s, {kind}_versions, {kind}_places, {kind}_data) as k(id, version, place, data)),
                made as (
                    insert into {schema}.mt_doc_{kind} as d (id, data, mt_version, mt_dotnet_type, mt_last_modified)
                    select k.id, k.data, k.version, 'Negotiations.Store.Snapshots.{type}', transaction_timestamp()
                    from wanted k
                    where k.place is null
                    returning d.id, {SnapshotReader.Place} as place),
                changed as (
                    update {schema}.mt_doc_{kind} d set data = k.data, mt_version = k.version, mt_last_modified = transaction_timestamp()
                    from wanted k
                    where d.id = k.id and {SnapshotReader.Place} = k.place
                    returning d.id, {SnapshotReader.Place} as place)
                select null::uuid, null::bigint, saved.id::text, saved.place
                from (select * from made union all select * from changed) saved;
            {Refuse($"cardinality({kind}s)", "a snapshot was mended meanwhile")}
        """;

    // The document of their track is held by then, so that no other writes them.
    private static string Parts(string schema) => $"""
                insert into {schema}.{PartTable.Name} (stream, member, key, data)
                    select k.stream, k.member, k.key, k.data
                    from unnest(part_streams, part_members, part_keys, part_data) as k(stream, member, key, data)
                    where k.data is not null
                    on conflict (stream, member, key) do update set data = excluded.data;
                if exists (select from unnest(part_data) as k(data) where k.data is null) then
                    delete from {schema}.{PartTable.Name} p
                        using unnest(part_streams, part_members, part_keys, part_data) as k(stream, member, key, data)
                        where k.data is null and p.stream = k.stream and p.member = k.member and p.key = k.key;
                end if;
        """;

    private static string Things(string schema) => $"""
                insert into {schema}.mt_doc_thing (id, data, mt_version, mt_dotnet_type, mt_last_modified)
                    select k.id, k.data, k.after, 'Negotiations.Store.Snapshots.StoredThing', transaction_timestamp()
                    from unnest(things, thing_befores, thing_afters, thing_data) as k(id, before, after, data)
                    where k.before is null;
                get diagnostics changed = row_count;
                update {schema}.mt_doc_thing d set data = k.data, mt_version = k.after, mt_last_modified = transaction_timestamp()
                    from unnest(things, thing_befores, thing_afters, thing_data) as k(id, before, after, data)
                    where d.id = k.id and d.mt_version = k.before;
                {Refuse("cardinality(things) - changed", "a thing has changed meanwhile")}
        """;

    private static string Refuse(string wanted, string reason) => $"""
        declare left_over bigint := {wanted};
                begin
                    get diagnostics changed = row_count;
                    if changed <> left_over then raise exception '{reason}' using errcode = '40001'; end if;
                end;
        """;
}
