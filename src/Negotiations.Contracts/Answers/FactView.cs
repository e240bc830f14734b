using System.Text.Json;
using System.Text.Json.Nodes;
using Negotiations.Contracts.Json;
using Negotiations.Domain;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Tracks;

namespace Negotiations.Contracts.Answers;

/// <summary>Facts as readers see them: the envelope every fact has, and what the fact itself says.</summary>
public static class FactView
{
    private static readonly HashSet<string> Envelope = ["id", "negotiation", "tracks", "occurred", "report", "note", "recorded", "alsoOn",
        "supersedes", "attributes", "externalIds", "urls"];

    /// <summary>A fact as it was recorded, with what it counts for and its place in the store.</summary>
    /// <param name="fact">The fact.</param>
    /// <param name="narrator">Tells its sentence.</param>
    /// <param name="version">Its place on the track.</param>
    /// <param name="sequence">Its place in the store.</param>
    /// <param name="track">A track that holds it, from the viewpoint that is asked for; null for a fact of the negotiation itself.</param>
    public static JsonObject Recorded(Fact fact, Narrator narrator, long version, long sequence, Track? track)
    {
        var view = Recorded(fact, narrator, version, sequence, track?.Corrections ?? Corrections.None);
        view["orphaned"] = track?.IsOrphan(fact) == true;
        return view;
    }

    /// <summary>A fact as it was recorded, with what it counts for and its place in the store.</summary>
    public static JsonObject Recorded(Fact fact, Narrator narrator, long version, long sequence, Corrections corrections)
    {
        var json = Json(fact);
        return new JsonObject
        {
            ["factId"] = fact.Id,
            ["type"] = fact.Word(),
            ["summary"] = fact.Describe(narrator),
            ["standing"] = Words.Of(corrections.Of(fact.Id)),
            ["corrections"] = new JsonArray([.. corrections.On(fact.Id)
                .Select(correction => new JsonObject { ["kind"] = Words.Of(correction.Kind), ["factId"] = correction.By })]),
            ["negotiation"] = Take(json, "negotiation"),
            ["tracks"] = Take(json, "tracks"),
            ["occurred"] = Take(json, "occurred"),
            ["report"] = Take(json, "report"),
            ["supersedes"] = Take(json, "supersedes"),
            ["note"] = Take(json, "note"),
            ["attributes"] = Take(json, "attributes") ?? new JsonObject(),
            ["externalIds"] = Take(json, "externalIds") ?? new JsonObject(),
            ["urls"] = Take(json, "urls") ?? new JsonArray(),
            ["recorded"] = Take(json, "recorded"),
            ["version"] = version,
            ["sequence"] = sequence,
            ["content"] = Content(json),
        };
    }

    /// <summary>What a fact says, with who says so: one item of a track's state.</summary>
    public static JsonObject? Stated(Fact? fact)
    {
        if (fact is null) return null;
        var json = Json(fact);
        var stated = new JsonObject { ["factId"] = fact.Id, ["occurred"] = Take(json, "occurred") };
        foreach (var (name, value) in Content(json)) stated[name] = value?.DeepClone();
        stated["claimants"] = JsonSerializer.SerializeToNode(fact.Report?.Claimants ?? [], Formats.Answer);
        stated["publisher"] = fact.Report?.Source.Publisher;
        return stated;
    }

    /// <summary>The same, with whether a second voice denies it.</summary>
    public static JsonObject Stated(Fact fact, bool isContested)
    {
        var stated = Stated(fact)!;
        stated["contested"] = isContested;
        return stated;
    }

    /// <summary>What a fact itself says, without its envelope.</summary>
    public static JsonObject ContentOf(Fact fact) => Content(Json(fact));

    private static JsonObject Json(Fact fact) => JsonSerializer.SerializeToNode(fact, fact.GetType(), Formats.Stored)!.AsObject();

    private static JsonNode? Take(JsonObject json, string name) => json[name]?.DeepClone();

    private static JsonObject Content(JsonObject json) =>
        new(json.Where(member => !Envelope.Contains(member.Key))
            .Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone())));
}
