using System.Text.Json;
using Negotiations.Contracts.Json;
using Negotiations.Domain;
using Negotiations.Domain.Facts;
using Negotiations.Store.Index;
using Negotiations.Store.Log;
using Npgsql;

namespace Negotiations.Store.Verifying;

/// <summary>
/// Compares the entries that facts should have in the index with those that are stored, and their columns; facts that the index has not
/// come to yet are passed over.
/// </summary>
internal sealed class IndexComparison
{
    private const int AtOnce = 500;
    private readonly List<(FactEntry Entry, string Stream)> expected = [];
    private readonly List<Difference> found = [];
    private readonly List<FactEntry> wrong = [];
    private readonly NpgsqlConnection connection;
    private readonly string schema;
    private readonly long progress;

    private IndexComparison(NpgsqlConnection connection, string schema, long progress) =>
        (this.connection, this.schema, this.progress) = (connection, schema, progress);

    /// <summary>The entries that have to be stored anew.</summary>
    public IReadOnlyList<FactEntry> Wrong => wrong;

    /// <summary>Begins a comparison in the transaction of a connection.</summary>
    public static async Task<IndexComparison> Begin(NpgsqlConnection connection, string schema, CancellationToken cancellation) =>
        new(connection, schema, await Progress(connection, schema, cancellation));

    /// <summary>How far the index has come: the sequence of the last fact that it holds.</summary>
    public static async Task<long> Progress(NpgsqlConnection connection, string schema, CancellationToken cancellation)
    {
        await using var command =
            new NpgsqlCommand($"select coalesce(max(last_seq_id), 0) from {schema}.mt_event_progression where name = '{FactIndexProjection.Shard}'", connection);
        return (long)(await command.ExecuteScalarAsync(cancellation))!;
    }

    /// <summary>Adds a fact; of its copies, the home copy has the entry.</summary>
    public async Task Add(EventRow row, Fact fact)
    {
        if (row.Stream != StreamKeys.HomeOf(fact) || row.Sequence > progress) return;
        expected.Add((FactEntry.Of(fact, row.Id), row.Stream));
        if (expected.Count == AtOnce) await Compare();
    }

    /// <summary>Compares what is left, and tells all differences.</summary>
    public async Task<IReadOnlyList<Difference>> End()
    {
        await Compare();
        return found;
    }

    private async Task Compare()
    {
        var stored = await Stored([.. expected.Select(one => one.Entry.Id)]);
        foreach (var (entry, stream) in expected)
        {
            var row = stored.GetValueOrDefault(entry.Id);
            var difference = Difference.OfDocument(Words.Of(ReplayProjection.Timeline), entry.Id.ToString(), stream,
                JsonSerializer.SerializeToElement(entry, Formats.Stored), row?.Data)
                ?? (row!.Position == entry.Position && row.Moment == entry.Moment && row.ClaimsOn == entry.ClaimsOn ? null
                    : new Difference(DifferenceKind.DocumentDiffers, Words.Of(ReplayProjection.Timeline), entry.Id.ToString(), stream, null,
                    "it differs in the columns by which it is found"));
            if (difference is null) continue;
            found.Add(difference);
            wrong.Add(entry);
        }
        expected.Clear();
    }

    private async Task<Dictionary<Guid, Row>> Stored(Guid[] ids)
    {
        await using var command = new NpgsqlCommand(
            $"select id, data, position, moment, claims_on from {schema}.mt_doc_fact where id = any($1)", connection)
        {
            Parameters = { new() { Value = ids } },
        };
        await using var reader = await command.ExecuteReaderAsync();
        var found = new Dictionary<Guid, Row>();
        while (await reader.ReadAsync())
        {
            var (position, claimsOn) = (reader.IsDBNull(2) ? null : reader.GetString(2), reader.IsDBNull(4) ? null : reader.GetString(4));
            found[reader.GetGuid(0)] = new Row(JsonSerializer.Deserialize<JsonElement>(reader.GetFieldValue<byte[]>(1)), position,
                reader.IsDBNull(3) ? null : reader.GetFieldValue<DateTimeOffset>(3), claimsOn);
        }
        return found;
    }

    private sealed record Row(JsonElement Data, string? Position, DateTimeOffset? Moment, string? ClaimsOn);
}
