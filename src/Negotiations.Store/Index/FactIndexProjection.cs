using System.Text.Json;
using JasperFx.Events;
using Marten;
using Marten.Events.Projections;
using Negotiations.Contracts.Json;
using Negotiations.Domain.Facts;
using Negotiations.Store.Log;
using Negotiations.Store.Narration;

namespace Negotiations.Store.Index;

/// <summary>
/// Adds the entries of facts soon after the facts are recorded, in the order of the store, all of a page in one statement; only the home
/// copy makes one. Queries that must see a certain fact use <c>minSequence</c>.
/// </summary>
internal sealed class FactIndexProjection : IProjection
{
    /// <summary>The projection's name, and the shard by which the store keeps how far it has come. Stored; never changes.</summary>
    public const string StoredName = "timeline", Shard = $"{StoredName}:All";

    // It takes events of every type, so that an unknown one stops it too.
    public async Task ApplyAsync(IDocumentOperations operations, IReadOnlyList<IEvent> events, CancellationToken cancellation)
    {
        var homes = events.Where(e => e.IsHome()).ToArray();
        if (homes is []) return;
        var narrators = await operations.Narrators([.. homes.Select(e => (Fact)e.Data)], cancellation);
        var entries = homes.Select(e =>
        {
            var fact = (Fact)e.Data;
            using var span = Telemetry.Follow($"index {fact.Word()}", e.GetHeader(Headers.Trace));
            return FactEntry.Of(fact, e.Id, narrators.Of(fact));
        }).ToArray();
        operations.QueueSqlCommand(
            $"""
            insert into {operations.DocumentStore.Options.DatabaseSchemaName}.mt_doc_fact
                (id, data, mt_dotnet_type, position, moment, claims_on)
            select k.id, k.data, '{typeof(FactEntry).FullName}', k.position, k.moment, k.claims_on
            from unnest(?::uuid[], ?::text[]::jsonb[], ?::text[], ?::timestamptz[], ?::text[]) as k(id, data, position, moment, claims_on)
            on conflict (id) do update set data = excluded.data, position = excluded.position, moment = excluded.moment,
                claims_on = excluded.claims_on
            """,
            entries.Select(entry => entry.Id).ToArray(),
            entries.Select(entry => JsonSerializer.Serialize(entry, Formats.Stored)).ToArray(),
            entries.Select(entry => entry.Position).ToArray(), entries.Select(entry => entry.Moment.ToUniversalTime()).ToArray(),
            entries.Select(entry => entry.ClaimsOn).ToArray());
    }
}
