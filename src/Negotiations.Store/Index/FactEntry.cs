using System.Globalization;
using System.Text.Json.Serialization;
using Negotiations.Domain;
using Negotiations.Domain.Claims;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Knowledge;
using Negotiations.Domain.Positions;

namespace Negotiations.Store.Index;

/// <summary>
/// The index entry of a fact, for lists over a negotiation: its place in world time and in knowledge. Its content stays in the event.
/// </summary>
internal sealed record FactEntry
{
    /// <summary>
    /// The current schema version: raise it when what an entry holds changes. An index of another version stays in use until a new one is
    /// built beside it.
    /// </summary>
    public const int CurrentSchema = 5;

    /// <summary>Characters of a value of an attribute by which facts can be filtered.</summary>
    public const int LongestFilter = 200;

    /// <summary>The event at the fact's home.</summary>
    public required Guid Id { get; init; }

    /// <summary>The fact's id, where it is not the event's.</summary>
    public Guid? FactId { get; init; }

    /// <summary>The fact.</summary>
    [JsonIgnore]
    public Guid Fact => FactId ?? Id;

    /// <summary>The negotiation.</summary>
    public required string Negotiation { get; init; }

    /// <summary>Sorts in world order: moment, then recording, then fact.</summary>
    public required string Position { get; init; }

    /// <summary>The instant at which it counts and sorts.</summary>
    public required DateTimeOffset Moment { get; init; }

    /// <summary>When it happened at the earliest; null where its start is open or unknown.</summary>
    public DateTimeOffset? Earliest { get; init; }

    /// <summary>When it happened at the latest; null where its end is open or unknown.</summary>
    public DateTimeOffset? Latest { get; init; }

    /// <summary>Since when it was known, confirmations aside.</summary>
    public required DateTimeOffset Known { get; init; }

    /// <summary>When it was stored here.</summary>
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>Whether it is set-up, which no time filters.</summary>
    public bool IsSetup { get; init; }

    /// <summary>Whether <c>asOf</c> filters it.</summary>
    public bool ObeysWorldTime { get; init; }

    /// <summary>Whether it says something of another fact.</summary>
    public bool IsCorrection { get; init; }

    /// <summary>The thing that it makes or about whose numbers it says something, such as <c>exchange/remains-1</c>.</summary>
    public string? ClaimsOn { get; init; }

    /// <summary>Its type as a word.</summary>
    public required string Type { get; init; }

    /// <summary>The tracks that it concerns.</summary>
    public required string[] Tracks { get; init; }

    /// <summary>Everybody it names, members also under their actor.</summary>
    public required string[] Actors { get; init; }

    /// <summary>
    /// What filters find it by: what data sets say beside it, by name (<c>pax.status</c>), and with the value (<c>pax.status=2</c>) where
    /// that is short; its ids there; of a position also whose it is and about what.
    /// </summary>
    public string[] Beside { get; init; } = [];

    /// <summary>What it claims.</summary>
    public IReadOnlyList<ClaimEntry> Claims { get; init; } = [];

    /// <summary>The words that it holds, its keys and its numbers, as search sees them.</summary>
    public required string Text { get; init; }

    /// <summary>
    /// The sentence that said it when it was indexed, as search sees it, and whom it named. Sentences are made when they are read, so that
    /// this one may be older than the one that is shown, and is not compared.
    /// </summary>
    public string Sentence { get; init; } = "";

    /// <summary>The entry of a fact, with the sentence that says it.</summary>
    /// <param name="fact">The fact.</param>
    /// <param name="eventId">The event at its home.</param>
    /// <param name="narrator">Tells it.</param>
    public static FactEntry Of(Fact fact, Guid eventId, Narrator narrator)
    {
        var sentence = SearchText.Fold(fact.Describe(narrator));
        return Of(fact, eventId) with { Sentence = string.Join(' ', [sentence, .. narrator.ActorsOf(fact).Select(SoughtActors.Token)]) };
    }

    /// <summary>The entry of a fact, without the sentence that says it.</summary>
    /// <param name="fact">The fact.</param>
    /// <param name="eventId">The event at its home.</param>
    public static FactEntry Of(Fact fact, Guid eventId)
    {
        return new FactEntry
        {
            Id = eventId,
            FactId = fact.Id == eventId ? null : fact.Id,
            Negotiation = fact.Negotiation.Value,
            Position = PositionOf(fact),
            Moment = fact.Moment(),
            Earliest = fact.Occurred.Earliest,
            Latest = fact.Occurred.Latest,
            Known = fact.KnownByItself(),
            RecordedAt = fact.Recorded.At,
            IsSetup = fact.IsSetup,
            ObeysWorldTime = fact.ObeysWorldTime,
            IsCorrection = fact.Corrects().Any(),
            ClaimsOn = ThingOf(fact),
            Type = fact.Word(),
            Tracks = [.. (fact.Supersedes is null ? fact.Holders() : fact.Tracks).Select(track => track.Value)],
            Actors = [.. fact.Actors().SelectMany(actor => new[] { actor.Actor.Value, actor.ToString() }).Distinct()],
            Beside = [.. BesideOf(fact)],
            Claims = [.. fact.Claims().Select(ClaimEntry.Of)],
            Text = SearchText.Fold(string.Join('\n', [.. fact.Texts(), .. Keys(fact), .. Numbers(fact)])),
        };
    }

    /// <summary>Where a fact sorts in world order.</summary>
    public static string PositionOf(Fact fact) =>
        $"{Digits(fact.Moment())}-{Digits(fact.Recorded.At)}-{fact.Id:N}";

    private static string Digits(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyyMMddHHmmssffffff", CultureInfo.InvariantCulture);

    private static IEnumerable<string> Keys(Fact fact) =>
        fact.Actors().Select(actor => actor.ToString()).Concat(fact.About is { } thing ? [thing.ToString()] : [])
            .Concat(fact.AlsoNames().Select(named => named.ToString()));

    /// <summary>How an id in another data set is found.</summary>
    public static string ExternalId(string dataSet, string id) => $"id:{dataSet}={id}";

    private static IEnumerable<string> BesideOf(Fact fact) =>
        fact.Attributes.Select(attribute => (attribute.Key, Value: attribute.Value.ToString()))
            .SelectMany(attribute => attribute.Value.Length > LongestFilter ? [attribute.Key]
                : new[] { attribute.Key, $"{attribute.Key}={attribute.Value}" })
            .Concat(fact.ExternalIds.Select(id => ExternalId(id.Key, id.Value)))
            .Concat(fact is PositionStated position ? MarksOf(position) : []);

    /// <summary>How positions are found by whose they are, what they are about, and their stance.</summary>
    public static string OfPosition(string member, string value) => $"position:{member}={value}";

    private static IEnumerable<string> MarksOf(PositionStated position)
    {
        yield return OfPosition("stance", Words.Of(position.Stance));
        if (position.On is { } on) yield return OfPosition("on", on.ToString());
        yield return OfPosition("actor", position.Actor.ToString());
        if (position.Actor.Member is not null) yield return OfPosition("actor", position.Actor.Actor.Value);
    }

    private static IEnumerable<string> Numbers(Fact fact) =>
        fact.Claims().Select(claim => claim.Value.Quantity).OfType<Quantity>().Where(number => number.Form != QuantityForm.Unknown)
            .SelectMany(number => new[] { number.First, number.Second }).OfType<long>().Distinct()
            .Select(number => number.ToString(CultureInfo.InvariantCulture));

    private static string? ThingOf(Fact fact) => (fact switch
    {
        ClaimsReconciled reconciled => reconciled.Measure,
        ReconciliationReopened reopened => reopened.Measure,
        _ => fact.Claims().FirstOrDefault()?.Measure,
    })?.Group ?? (fact.Makes is { } thing ? Measure.GroupOf(thing) : null);
}
