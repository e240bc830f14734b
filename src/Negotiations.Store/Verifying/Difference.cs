using System.Text.Json;
using Negotiations.Store.Log;

namespace Negotiations.Store.Verifying;

/// <summary>Something in the database that is not as the events say, or an event that is not as it was recorded.</summary>
/// <param name="Kind">What sort of difference.</param>
/// <param name="Projection">The projection whose document it is: track, negotiation, timeline or things; null for an event.</param>
/// <param name="Id">The document's id; of an event, its id.</param>
/// <param name="Stream">The stream that it belongs to; null where none is known.</param>
/// <param name="Version">The event's place in its stream; null for a document.</param>
/// <param name="Detail">How it differs: for a document the members, never what they hold.</param>
public sealed record Difference(DifferenceKind Kind, string? Projection, string Id, string? Stream, long? Version, string Detail)
{
    /// <summary>The entry of the log that says what it was; null where none does.</summary>
    public long? LogEntry { get; init; }

    /// <summary>The first checkpoint outside the database that has this entry: its size and when it was signed.</summary>
    public string? Checkpoint { get; init; }

    private const int Shown = 10;

    internal static Difference OfEvent(DifferenceKind kind, EventRow row, string detail) =>
        new(kind, null, row.Id.ToString(), row.Stream, row.Version, detail) { LogEntry = row.Logged?.Index };

    /// <summary>The difference between a document as it should be and as it is stored; null when there is none.</summary>
    internal static Difference? OfDocument(string projection, string id, string? stream, JsonElement? expected, JsonElement? stored) =>
        (expected, stored) switch
        {
            (null, null) => null,
            (_, null) => new Difference(DifferenceKind.DocumentMissing, projection, id, stream, null, "it is not there"),
            (null, _) => new Difference(DifferenceKind.DocumentUnexpected, projection, id, stream, null, "no event made it"),
            ({ } right, { } left) when JsonElement.DeepEquals(right, left) => null,
            ({ } right, { } left) =>
                new Difference(DifferenceKind.DocumentDiffers, projection, id, stream, null,
                $"it differs in {string.Join(", ", Paths(right, left, "").Take(Shown))}"),
        };

    private static IEnumerable<string> Paths(JsonElement right, JsonElement left, string path)
    {
        if (JsonElement.DeepEquals(right, left)) return [];
        if ((right.ValueKind, left.ValueKind) == (JsonValueKind.Object, JsonValueKind.Object))
        {
            return right.EnumerateObject().Select(member => member.Name).Union(left.EnumerateObject().Select(member => member.Name))
                .SelectMany(name => right.TryGetProperty(name, out var one) && left.TryGetProperty(name, out var other)
                    ? Paths(one, other, $"{path}/{name}") : [$"{path}/{name}"]);
        }
        if ((right.ValueKind, left.ValueKind) == (JsonValueKind.Array, JsonValueKind.Array)
            && right.GetArrayLength() == left.GetArrayLength())
            return right.EnumerateArray().Zip(left.EnumerateArray()).SelectMany((pair, i) => Paths(pair.First, pair.Second, $"{path}/{i}"));
        return [path == "" ? "/" : path];
    }
}
