using System.Text.Json;
using Negotiations.Contracts.Json;
using Negotiations.Domain;
using Negotiations.Domain.Facts;
using Negotiations.Store.Index;
using Negotiations.Store.Log;
using Npgsql;

namespace Negotiations.Store.Verifying;

/// <summary>
/// Compares the index entries that facts should have, and their columns, with those stored, but not how a sentence was worded; skips facts
/// that the index has not reached yet.
/// </summary>
internal sealed class IndexComparison
{
    private const int AtOnce = 500;
    private readonly List<(FactEntry Entry, Fact Fact, string Stream)> expected = [];
    private readonly List<Difference> found = [];
    private readonly List<(Fact Fact, Guid EventId)> wrong = [];
    private readonly NpgsqlConnection connection;
    private readonly string schema;
    private readonly long progress;

    private IndexComparison(NpgsqlConnection connection, string schema, long progress) =>
        (this.connection, this.schema, this.progress) = (connection, schema, progress);

    /// <summary>The facts whose entries have to be stored anew, with their events.</summary>
    public IReadOnlyList<(Fact Fact, Guid EventId)> Wrong => wrong;

    /// <summary>Begins a comparison in the transaction of a connection.</summary>
    public static async Task<IndexComparison> Begin(NpgsqlConnection connection, string schema, CancellationToken cancellation) =>
        new(connection, schema, await Progress(connection, schema, cancellation));

    /// <summary>How far the index has come: the sequence of the last fact that it holds.</summary>
    public static Task<long> Progress(NpgsqlConnection connection, string schema, CancellationToken cancellation) =>
        connection.Value<long>(
            $"select coalesce(max(last_seq_id), 0) from {schema}.mt_event_progression where name = '{FactIndexProjection.Shard}'",
            cancellation);

    /// <summary>Adds a fact; of its copies, the home copy has the entry.</summary>
    public async Task Add(EventRow row, Fact fact, CancellationToken cancellation)
    {
        if (row.Stream != StreamKeys.HomeOf(fact) || row.Sequence > progress) return;
        expected.Add((FactEntry.Of(fact, row.Id), fact, row.Stream));
        if (expected.Count == AtOnce) await Compare(cancellation);
    }

    /// <summary>Compares the rest and returns all differences.</summary>
    public async Task<IReadOnlyList<Difference>> End(CancellationToken cancellation)
    {
        await Compare(cancellation);
        return found;
    }

    private async Task Compare(CancellationToken cancellation)
    {
        var stored = await Stored([.. expected.Select(one => one.Entry.Id)], cancellation);
        foreach (var (entry, fact, stream) in expected)
        {
            var row = stored.GetValueOrDefault(entry.Id);
            var difference = Difference.OfDocument(Words.Of(ReplayProjection.Timeline), entry.Id.ToString(), stream,
                JsonSerializer.SerializeToElement(entry, Formats.Stored),
                row is null ? null : JsonSerializer.Deserialize<JsonElement>(row.Data))
                ?? (row!.IsFoundAs(entry) ? null
                    : new Difference(DifferenceKind.DocumentDiffers, Words.Of(ReplayProjection.Timeline), entry.Id.ToString(), stream, null,
                    "it differs in the columns by which it is found"));
            if (difference is null) continue;
            found.Add(difference);
            wrong.Add((fact, entry.Id));
        }
        expected.Clear();
    }

    private async Task<Dictionary<Guid, Row>> Stored(Guid[] ids, CancellationToken cancellation) =>
        (await connection.Rows<Row>(
            $"""
            select id, data || jsonb_build_object('sentence', '') as data, position, moment, claims_on as claimsOn
            from {schema}.mt_doc_fact
            where id = any(@ids)
            """, new { ids }, cancellation)).ToDictionary(row => row.Id);

    private sealed record Row(Guid Id, string Data, string? Position, DateTimeOffset? Moment, string? ClaimsOn)
    {
        public bool IsFoundAs(FactEntry entry) =>
            Position == entry.Position && Moment == entry.Moment && ClaimsOn == entry.ClaimsOn;
    }
}
