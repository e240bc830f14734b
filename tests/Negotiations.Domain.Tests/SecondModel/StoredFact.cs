using System.Globalization;
using System.Text.Json.Nodes;

namespace Negotiations.Domain.Tests.SecondModel;

/// <summary>A fact with what the model reads of its envelope.</summary>
internal sealed class StoredFact
{
    private static readonly string[] SetUpNames = ["negotiation_opened", "actor_added", "track_opened"];
    private static readonly string[] KnowledgeNames =
        ["fact_retracted", "fact_reinstated", "fact_confirmed", "fact_denied", "claims_reconciled", "reconciliation_reopened",
        "coverage_recorded", "track_changed", "negotiation_changed"];

    public StoredFact(ModelFact fact)
    {
        Name = fact.StoredName;
        Json = fact.Json;
        Id = Guid.Parse(Text("id")!);
        RecordedAt = DateTimeOffset.Parse((string)Json["recorded"]!["at"]!, CultureInfo.InvariantCulture).ToUniversalTime();
        Occurred = SpanOf("occurred") ?? ModelSpan.Open;
        Supersedes = IdOf("supersedes");
        Target = IdOf("fact");
        var published = Source?["publishedAt"] is { } text ? ModelSpan.Read((string)text!).Latest : null;
        KnownByItself = published < RecordedAt ? published.Value : RecordedAt;
        Moment = MomentOf(Occurred, RecordedAt);
    }

    public string Name { get; }

    public JsonObject Json { get; }

    public Guid Id { get; }

    public DateTimeOffset RecordedAt { get; }

    public DateTimeOffset KnownByItself { get; }

    public ModelSpan Occurred { get; }

    /// <summary>When it happened, at the latest; never after it was recorded, unless all of it lay ahead then.</summary>
    public DateTimeOffset Moment { get; }

    public DateOnly Day => ModelSpan.DayOf(Moment);

    public Guid? Supersedes { get; }

    /// <summary>The fact that a correction, a confirmation or a denial is about.</summary>
    public Guid? Target { get; }

    public bool IsSetUp => SetUpNames.Contains(Name);

    public bool IgnoresWorldTime => IsSetUp || KnowledgeNames.Contains(Name);

    public JsonObject? Source => Json["report"]?["source"] as JsonObject;

    /// <summary>Where it was published first: the origin, or else the publisher; null for a fact without a report.</summary>
    public string? SourceKey => (string?)Source?["origin"] ?? (Source is { } source ? KeyOf((string?)source["publisher"] ?? "") : null);

    public IEnumerable<string> Claimants => Strings(Json["report"]?["claimants"]);

    public string? Text(string member) => (string?)Json[member];

    public ModelSpan? SpanOf(string member) => Json[member] is { } text ? ModelSpan.Read((string)text!) : null;

    public IEnumerable<JsonObject> Objects(string member) => Json[member] is JsonArray array ? array.Select(node => node!.AsObject()) : [];

    public bool IsOn(string track) =>
        Json["tracks"] is not JsonArray || Strings(Json["tracks"]).Concat(Strings(Json["alsoOn"])).Contains(track);

    public static IEnumerable<string> Strings(JsonNode? node) => node is JsonArray array ? array.Select(item => (string)item!) : [];

    /// <summary>The actor for whom an actor or a member speaks.</summary>
    public static string ActorOf(string actor) => actor.Split('/')[0];

    /// <summary>A publisher's name as a key.</summary>
    public static string KeyOf(string publisher) =>
        string.Concat(publisher.ToLowerInvariant().Select(letter => char.IsLetterOrDigit(letter) ? letter : '-'));

    /// <summary>Facts as the world had them.</summary>
    public static IOrderedEnumerable<StoredFact> InWorldOrder(IEnumerable<StoredFact> facts) =>
        facts.OrderBy(fact => fact.Moment).ThenBy(fact => fact.RecordedAt).ThenBy(fact => fact.Id);

    /// <summary>Facts as they became known.</summary>
    public static IOrderedEnumerable<StoredFact> InKnowledgeOrder(IEnumerable<StoredFact> facts) =>
        facts.OrderBy(fact => fact.KnownByItself).ThenBy(fact => fact.RecordedAt).ThenBy(fact => fact.Id);

    private static DateTimeOffset MomentOf(ModelSpan occurred, DateTimeOffset recordedAt)
    {
        if (occurred.Moment is not { } moment) return recordedAt;
        var cap = occurred.Earliest is { } earliest && earliest > recordedAt ? earliest : recordedAt;
        return moment < cap ? moment : cap;
    }

    private Guid? IdOf(string member) => Json[member] is { } id ? Guid.Parse((string)id!) : null;
}
