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
    private const int AtOnce = 2_000;
    private readonly List<Expected> expected = [];
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

    /// <summary>The entry that a fact should have; of its copies, the home copy has it.</summary>
    public Expected? Expects(EventRow row, Fact fact)
    {
        if (row.Stream != StreamKeys.HomeOf(fact) || row.Sequence > progress) return null;
        var entry = FactEntry.Of(fact, row.Id);
        return new Expected(entry, fact, row.Stream, CanonicalJson.Of(JsonSerializer.SerializeToUtf8Bytes(entry, Formats.Stored)));
    }

    /// <summary>Adds entries that are expected.</summary>
    public async Task Add(IEnumerable<Expected> entries, CancellationToken cancellation)
    {
        expected.AddRange(entries);
        if (expected.Count >= AtOnce) await Compare(cancellation);
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
        var differences = new Difference?[expected.Count];
        Parallel.For(0, expected.Count, i => differences[i] = Differs(expected[i], stored.GetValueOrDefault(expected[i].Entry.Id)));
        for (var i = 0; i < differences.Length; i++)
        {
            if (differences[i] is not { } difference) continue;
            found.Add(difference);
            wrong.Add((expected[i].Fact, expected[i].Entry.Id));
        }
        expected.Clear();
    }

    private static Difference? Differs(Expected expected, Row? row)
    {
        var (name, id) = (Words.Of(ReplayProjection.Timeline), expected.Entry.Id.ToString());
        if (row is null || !CanonicalJson.Of(row.Data.AsMemory()).Span.SequenceEqual(expected.Json.Span))
            return Difference.OfDocument(name, id, expected.Stream, JsonSerializer.SerializeToElement(expected.Entry, Formats.Stored),
                row is null ? null : JsonSerializer.Deserialize<JsonElement>(row.Data));
        return row.IsFoundAs(expected.Entry) ? null
            : new Difference(DifferenceKind.DocumentDiffers, name, id, expected.Stream, null,
                "it differs in the columns by which it is found");
    }

    // By hand, as there are very many: they stay UTF-8.
    private async Task<Dictionary<Guid, Row>> Stored(Guid[] ids, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            $"""
            select id, data || jsonb_build_object('sentence', ''), position, moment, claims_on
            from {schema}.mt_doc_fact
            where id = any($1)
            """, connection);
        command.Parameters.AddWithValue(ids);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var rows = new Dictionary<Guid, Row>();
        while (await reader.ReadAsync(cancellation))
            rows[reader.GetGuid(0)] = new Row(reader.GetFieldValue<byte[]>(1),
                await reader.IsDBNullAsync(2, cancellation) ? null : reader.GetString(2),
                await reader.IsDBNullAsync(3, cancellation) ? null : reader.GetFieldValue<DateTimeOffset>(3),
                await reader.IsDBNullAsync(4, cancellation) ? null : reader.GetString(4));
        return rows;
    }

    /// <summary>An entry that is expected.</summary>
    /// <param name="Entry">The entry.</param>
    /// <param name="Fact">Its fact.</param>
    /// <param name="Stream">The stream at its home.</param>
    /// <param name="Json">Its canonical JSON.</param>
    internal sealed record Expected(FactEntry Entry, Fact Fact, string Stream, ReadOnlyMemory<byte> Json);

    private sealed record Row(byte[] Data, string? Position, DateTimeOffset? Moment, string? ClaimsOn)
    {
        public bool IsFoundAs(FactEntry entry) =>
            Position == entry.Position && Moment == entry.Moment && ClaimsOn == entry.ClaimsOn;
    }
}
