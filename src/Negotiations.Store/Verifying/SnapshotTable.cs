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

    /// <summary>The snapshots of some streams, as they are stored; those that are missing are left out.</summary>
    public async Task<Dictionary<string, JsonElement>> Read(NpgsqlConnection connection, string schema, string[] streams,
        CancellationToken cancellation) =>
        (await connection.Rows<(string Id, string Data)>($"select id, data from {schema}.{Name} where id = any(@streams)",
            new { streams }, cancellation))
            .ToDictionary(row => row.Id, row => JsonSerializer.Deserialize<JsonElement>(row.Data), StringComparer.Ordinal);

    /// <summary>
    /// How a stored snapshot differs from the expected one; null when it doesn't. How often it was mended is not compared.
    /// </summary>
    public static Difference? Difference(Snapshot expected, JsonElement stored)
    {
        var isThere = stored.ValueKind != JsonValueKind.Undefined;
        var right = JsonSerializer.SerializeToElement(isThere ? expected with { Mended = MendedOf(stored) } : expected, expected.GetType(),
            Formats.Stored);
        return Verifying.Difference.OfDocument(Words.Of(Of(expected.Id).Projection), expected.Id, expected.Id, right, isThere ? stored
            : null);
    }

    /// <summary>How often a stored snapshot was mended; 0 if it is missing or unreadable.</summary>
    public static int MendedOf(JsonElement stored) =>
        stored.ValueKind == JsonValueKind.Object && stored.TryGetProperty(MendedMember, out var mended)
            && mended.ValueKind == JsonValueKind.Number && mended.TryGetInt32(out var times) ? times : 0;
}
