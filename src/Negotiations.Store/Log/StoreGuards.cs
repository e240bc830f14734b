using Npgsql;

namespace Negotiations.Store.Log;

/// <summary>
/// What the store needs in the database beside its tables: an index to find incidents, which no state keeps, and a guard over instants of
/// recording: nobody appends a fact of the past, unless by an import that the audit trail tells of, or as a copy of what is recorded.
/// </summary>
internal static class StoreGuards
{
    /// <summary>The index over incidents.</summary>
    public const string IncidentIndex = "mt_events_idx_incident";

    /// <summary>Whether an event reports an incident, by negotiation and incident; as the index has it.</summary>
    public static string IsIncident(string negotiation, string incident) =>
        $"type = 'incident_reported' and data ->> 'negotiation' = {negotiation} and data ->> 'incident' = {incident}";

    // So long may an append take.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>The statements that make it.</summary>
    /// <param name="schema">The store's schema.</param>
    /// <param name="mostSkew">By how much the clocks of host and database may differ; of zero, instants aren't compared.</param>
    public static string Sql(string schema, TimeSpan mostSkew) => $"""
        begin;
        create index if not exists {IncidentIndex}
            on {schema}.mt_events ((data ->> 'negotiation'), (data ->> 'incident'))
            where type = 'incident_reported';
        {Former(schema, "mt_doc_track")}
        {Former(schema, "mt_doc_negotiation")}
        {Audit(schema)}
        {Instants(schema, mostSkew)}
        {StoreEpochs.Sql(schema)}
        commit;
        """;

    // A trigger did before what the function that records facts does now, and read both documents for it.
    private static string Former(string schema, string table) => $"""
        drop trigger if exists refuse_older_snapshot on {schema}.{table};
        """;

    // After all of the transaction is there, among it the entry about the import.
    private static string Instants(string schema, TimeSpan mostSkew) => $"""
        create or replace function {schema}.refuse_past() returns trigger language plpgsql as $guard$
        begin
            if exists (select from {schema}.mt_doc_audit a
                    where a.id = (new.headers ->> '{Headers.Import}')::uuid and a.data ->> 'action' = 'imported')
                or exists (select from {schema}.mt_events e
                    where e.id = any (string_to_array(new.headers ->> '{Headers.CopyOf}', ' ')::uuid[])
                        and e.seq_id < new.seq_id and e.data = new.data)
            then return null;
            end if;
            raise exception 'a fact is not recorded in the past' using errcode = '{PostgresErrorCodes.InsufficientPrivilege}';
        end $guard$;
        drop trigger if exists refuse_past on {schema}.mt_events;
        {(mostSkew == TimeSpan.Zero ? "" : Refusing(schema, (int)(mostSkew + Patience).TotalSeconds))}
        """;

    private static string Refusing(string schema, int seconds) => $"""
        create constraint trigger refuse_past after insert on {schema}.mt_events deferrable initially deferred for each row
            when (least(new.timestamp, (new.data -> 'recorded' ->> 'at')::timestamptz) < clock_timestamp() - interval '{seconds} seconds')
            execute function {schema}.refuse_past();
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
