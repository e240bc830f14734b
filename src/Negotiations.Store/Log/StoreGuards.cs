using Npgsql;

namespace Negotiations.Store.Log;

/// <summary>
/// What the store needs in the database beside its tables: an index to find incidents, which no state keeps, and a guard over snapshots. A
/// mended snapshot (folded anew from its events, because it was damaged) must not be overwritten by a decision on the old one: such a
/// writer is refused, and decides again.
/// </summary>
internal static class StoreGuards
{
    /// <summary>The index over incidents.</summary>
    public const string IncidentIndex = "mt_events_idx_incident";

    /// <summary>Whether an event reports an incident, by negotiation and incident; as the index has it.</summary>
    public const string IsIncident = "d.type = 'incident_reported' and d.data ->> 'negotiation' = ? and d.data ->> 'incident' = ?";

    /// <summary>The statements that make it.</summary>
    public static string Sql(string schema) => $"""
        begin;
        create index if not exists {IncidentIndex}
            on {schema}.mt_events ((data ->> 'negotiation'), (data ->> 'incident'))
            where type = 'incident_reported';
        {Mending(schema)}
        {Guard(schema, "mt_doc_track")}
        {Guard(schema, "mt_doc_negotiation")}
        {Audit(schema)}
        {StoreEpochs.Sql(schema)}
        commit;
        """;

    private static string Mending(string schema) => $"""
        create or replace function {schema}.refuse_older_snapshot() returns trigger language plpgsql as $guard$
        begin
            raise exception 'the snapshot % was mended meanwhile', old.id using errcode = '{PostgresErrorCodes.SerializationFailure}';
        end $guard$;
        create or replace function {schema}.times_mended(data jsonb) returns bigint language sql immutable as $guard$
            select case
                when jsonb_typeof(data -> 'mended') = 'number' and (data ->> 'mended')::numeric between 0 and {int.MaxValue}
                then (data ->> 'mended')::numeric::bigint
                else 0
            end
        $guard$;
        """;

    private static string Guard(string schema, string table) => $"""
        create or replace trigger refuse_older_snapshot before update on {schema}.{table} for each row
            when ({schema}.times_mended(new.data) < {schema}.times_mended(old.data)) execute function {schema}.refuse_older_snapshot();
        """;

    private static string Audit(string schema) => $"""
        create or replace function {schema}.refuse_change() returns trigger language plpgsql as $guard$
        begin
            raise exception 'the audit trail is not changed' using errcode = '{PostgresErrorCodes.InsufficientPrivilege}';
        end $guard$;
        create or replace trigger refuse_change before update or delete on {schema}.mt_doc_audit
            for each row execute function {schema}.refuse_change();
        """;
}
