using System.Text.Json;
using System.Text.Json.Nodes;

namespace Negotiations.Domain.Tests.SecondModel;

/// <summary>A small history told line by line, for tests that were worked out by hand.</summary>
internal sealed class Told
{
    private readonly List<ModelFact> facts = [];

    /// <summary>Tells a fact.</summary>
    /// <param name="name">Its stored name.</param>
    /// <param name="occurred">When it happened.</param>
    /// <param name="content">Its own members.</param>
    /// <param name="by">The claimant, or with a leading <c>@</c> the source's origin.</param>
    /// <param name="recorded">The day of its recording, at noon; the last day of the year when it isn't given.</param>
    /// <param name="supersedes">The fact that it replaces.</param>
    /// <param name="published">When its source was published.</param>
    /// <returns>Its id.</returns>
    public string Add(
        string name, string occurred, object content, string by = "@paper", string recorded = "2025-12-31", string? supersedes = null,
        string? published = null)
    {
        var json = JsonSerializer.SerializeToNode(content)!.AsObject();
        var id = $"00000000-0000-7000-8000-{facts.Count + 1:x12}";
        var source = new JsonObject { ["publisher"] = "A paper" };
        if (by.StartsWith('@')) source["origin"] = by[1..];
        if (published is not null) source["publishedAt"] = published;
        json["id"] = id;
        json["tracks"] = new JsonArray("remains");
        json["occurred"] = occurred;
        json["report"] = new JsonObject { ["source"] = source, ["claimants"] = by.StartsWith('@') ? [] : new JsonArray(by) };
        json["recorded"] = new JsonObject { ["at"] = $"{recorded}T12:00:00+00:00", ["by"] = "local" };
        if (supersedes is not null) json["supersedes"] = supersedes;
        facts.Add(new ModelFact(name, json));
        return id;
    }

    public void Claim(string measure, string occurred, object value, string by) =>
        Add("figure_claimed", occurred, new { measure, value }, by);

    public string Agree(string? terms = null, object? quantity = null, string? due = null)
    {
        object[] legs = [
            new { leg = "ru-ua", from = "ru", to = "ua", category = "remains" },
            new { leg = "ua-ru", from = "ua", to = "ru", category = "remains" }];
        return Add("exchange_agreed", "2025-06-02", new { exchange = "remains-1", terms, legs, quantity, due });
    }

    public string Deliver(string stage, long number, string leg = "ru-ua", string by = "ua")
    {
        object[] deliveries = [new { leg, quantity = new { value = number } }];
        return Add("exchange_stage_completed", stage, new { exchange = "remains-1", stage, deliveries }, by);
    }

    public ModelView Look(string? asOf = null, string? knownAt = null, string? recordedUntil = null, string now = "2026-01-01") =>
        ModelTrack.Look(
            facts, "remains", asOf is null ? null : DateOnly.Parse(asOf, null), EndOf(knownAt), EndOf(recordedUntil), Instant(now));

    private static DateTimeOffset? EndOf(string? day) => day is null ? null : ModelSpan.Read(day).Latest;

    private static DateTimeOffset Instant(string day) => ModelSpan.Read(day).Earliest!.Value;
}
