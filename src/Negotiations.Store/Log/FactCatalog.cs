using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Nodes;
using Negotiations.Contracts.Json;
using Negotiations.Domain.Catalog;
using Negotiations.Domain.Commitments;
using Negotiations.Domain.Facts;

namespace Negotiations.Store.Log;

/// <summary>
/// Reads facts as they are stored. A fact whose stored shape changes gets a new stored name; what was stored under the old one is brought
/// into the new shape when it is read.
/// The events themselves, and the chain over them, stay as they are.
/// </summary>
internal static class FactCatalog
{
    // Former shapes: their stored name, and what turns them into today's shape.
    private static readonly (Type Fact, string StoredName, Action<JsonObject> Upcast)[] Past =
    [
        // It did not record who owed what was due.
        (typeof(DeadlinePassed), "deadline_passed", json => json["by"] = new JsonArray()),
    ];

    private static readonly FrozenDictionary<string, (Type Fact, Action<JsonObject>? Upcast)> ByName =
        FactTypes.All.Select(entry => (entry.StoredName, entry.Fact, Upcast: (Action<JsonObject>?)null))
            .Concat(Past.Select(entry => (entry.StoredName, entry.Fact, Upcast: (Action<JsonObject>?)entry.Upcast)))
            .ToFrozenDictionary(entry => entry.StoredName, entry => (entry.Fact, entry.Upcast), StringComparer.Ordinal);

    /// <summary>The stored names of former shapes.</summary>
    public static IEnumerable<(Type Fact, string StoredName)> OfThePast => Past.Select(entry => (entry.Fact, entry.StoredName));

    /// <summary>All names under which facts of a type are stored, those of the past included.</summary>
    public static string[] NamesOf<T>() where T : Fact =>
        [.. ByName.Where(entry => entry.Value.Fact == typeof(T)).Select(entry => entry.Key)];

    /// <summary>Reads a fact as it was stored, in whichever shape.</summary>
    /// <exception cref="JsonException">It can't be read, or nothing is stored under that name.</exception>
    public static Fact Read(string storedName, ReadOnlySpan<byte> json) => Read(storedName, json, Formats.Stored);

    /// <summary>Reads a fact in whichever shape it was stored, in a dialect of JSON that is stricter than what is stored.</summary>
    /// <exception cref="JsonException">It can't be read, or nothing is stored under that name.</exception>
    public static Fact Read(string storedName, ReadOnlySpan<byte> json, JsonSerializerOptions format)
    {
        if (!ByName.TryGetValue(storedName, out var known)) throw new JsonException($"'{storedName}' is no fact that is known here");
        if (known.Upcast is null)
            return JsonSerializer.Deserialize(json, known.Fact, format) as Fact
            ?? throw new JsonException($"'{storedName}' is stored without a fact");
        var shape = JsonNode.Parse(json) as JsonObject ?? throw new JsonException($"'{storedName}' is stored without a fact");
        known.Upcast(shape);
        return (Fact)shape.Deserialize(known.Fact, format)!;
    }
}
