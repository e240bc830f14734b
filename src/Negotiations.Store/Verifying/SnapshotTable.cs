using System.Text.Json;
using Negotiations.Contracts.Json;
using Negotiations.Domain;
using Negotiations.Store.Log;
using Negotiations.Store.Snapshots;
using Npgsql;

namespace Negotiations.Store.Verifying;

/// <summary>A table of snapshots, with the projection that fills it.</summary>
/// <param name="Projection">The projection.</param>
/// <param name="Name">The table.</param>
internal sealed record SnapshotTable(ReplayProjection Projection, string Name)
{
    private const string MendedMember = "mended";

    public static SnapshotTable Tracks { get; } = new(ReplayProjection.Track, "mt_doc_track");

    public static SnapshotTable Negotiations { get; } = new(ReplayProjection.Negotiation, "mt_doc_negotiation");

    /// <summary>The table that holds a stream's snapshot.</summary>
    public static SnapshotTable Of(string stream) => StreamKeys.IsTrack(stream) ? Tracks : Negotiations;

    /// <summary>The snapshots of some streams, as they are stored, UTF-8; those that are missing are left out.</summary>
    public async Task<Dictionary<string, byte[]>> Read(NpgsqlConnection connection, string schema, string[] streams,
        CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            $"select d.id, {PartTable.Document(schema, Name)} from {schema}.{Name} d where d.id = any($1)", connection);
        command.Parameters.AddWithValue(streams);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var snapshots = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        while (await reader.ReadAsync(cancellation)) snapshots[reader.GetString(0)] = reader.GetFieldValue<byte[]>(1);
        return snapshots;
    }

    /// <summary>
    /// How a stored snapshot differs from the expected one; null when it doesn't. How often it was mended is not compared.
    /// </summary>
    public static Difference? Difference(Snapshot expected, byte[]? stored)
    {
        var right = stored is null ? expected : expected with { Mended = MendedOf(stored) };
        var json = JsonSerializer.SerializeToUtf8Bytes(right, right.GetType(), Formats.Stored);
        if (stored is not null && CanonicalJson.Of(json.AsMemory()).Span.SequenceEqual(CanonicalJson.Of(stored.AsMemory()).Span))
            return null;
        return Verifying.Difference.OfDocument(Words.Of(Of(expected.Id).Projection), expected.Id, expected.Id,
            JsonSerializer.Deserialize<JsonElement>(json), stored is null ? null : JsonSerializer.Deserialize<JsonElement>(stored));
    }

    /// <summary>How often a stored snapshot was mended; 0 if it is missing or unreadable.</summary>
    public static int MendedOf(byte[]? stored)
    {
        if (stored is null) return 0;
        var reader = new Utf8JsonReader(stored);
        while (reader.Read())
            if (reader.CurrentDepth == 1 && reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals(MendedMember))
                return reader.Read() && reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var times) ? times : 0;
        return 0;
    }
}
