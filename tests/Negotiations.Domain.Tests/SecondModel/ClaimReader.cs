using System.Text.Json.Nodes;

namespace Negotiations.Domain.Tests.SecondModel;

/// <summary>Reads the claims that a fact states.</summary>
internal static class ClaimReader
{
    public static IEnumerable<Claim> Read(IEnumerable<StoredFact> facts, bool contested) =>
        facts.SelectMany(fact => Stated(fact).SelectMany(stated => Voices(fact, stated, contested)));

    private static IEnumerable<Claim> Voices(StoredFact fact, (string Measure, JsonNode Value, string? Claimant) stated, bool contested)
    {
        List<string?> claimants = stated.Claimant is not null ? [stated.Claimant] : [.. fact.Claimants];
        if (claimants.Count == 0) claimants.Add(null);
        var quantity = stated.Value as JsonObject;
        var range = quantity is null ? null : ModelRange.Read(quantity);
        var basis = (string?)quantity?["basis"] ?? "unspecified";
        var word = quantity is null ? (string?)stated.Value : null;
        return claimants.Select(claimant => new Claim(
            new MeasureName(stated.Measure), fact, claimant, Speaker(fact, claimant), range, basis, word, contested));
    }

    private static string Speaker(StoredFact fact, string? claimant) =>
        claimant is null ? fact.SourceKey ?? "" : StoredFact.ActorOf(claimant);

    private static IEnumerable<(string Measure, JsonNode Value, string? Claimant)> Stated(StoredFact fact) => fact.Name switch
    {
        "talks_held" => Talks(fact),
        "child_list_submitted" => One($"children/{fact.Text("list")}/listed", fact.Json["listed"]),
        "child_cases_reviewed" => One($"children/{fact.Text("list")}/reviewed", fact.Json["reviewed"]),
        "children_returned" => One($"children/{fact.Text("list")}/returned", fact.Json["returned"]),
        "exchange_agreed" => Agreed(fact),
        "exchange_stage_completed" => fact.Objects("deliveries").SelectMany(delivery =>
            One($"exchange/{fact.Text("exchange")}/stage/{fact.Text("stage")}/{delivery["leg"]}", delivery["quantity"])),
        "incident_reported" => Figures(fact, $"incident/{fact.Text("incident")}"),
        "ceasefire_violated" => Figures(fact, $"ceasefire/{fact.Text("ceasefire")}"),
        "figure_claimed" => One(fact.Text("measure")!, fact.Json["value"]),
        _ => [],
    };

    private static IEnumerable<(string, JsonNode, string?)> One(string measure, JsonNode? value) =>
        value is null ? [] : [(measure, value, null)];

    private static IEnumerable<(string, JsonNode, string?)> Figures(StoredFact fact, string thing) =>
        fact.Objects("figures").SelectMany(figure => One($"{thing}/{figure["figure"]}", figure["quantity"]));

    private static IEnumerable<(string, JsonNode, string?)> Talks(StoredFact fact)
    {
        var outcomes = fact.Objects("outcomes").Select(outcome =>
            ($"round/{fact.Text("round")}/outcome/{outcome["track"]}", outcome["result"]!, (string?)outcome["claimant"]));
        return One($"round/{fact.Text("round")}/duration", fact.Json["duration"]).Concat(outcomes);
    }

    private static IEnumerable<(string, JsonNode, string?)> Agreed(StoredFact fact)
    {
        var exchange = $"exchange/{fact.Text("exchange")}";
        var legs = fact.Objects("legs").SelectMany(leg => One($"{exchange}/{leg["leg"]}/agreed", leg["quantity"]));
        return One($"{exchange}/terms", fact.Json["terms"]).Concat(One($"{exchange}/agreed", fact.Json["quantity"])).Concat(legs);
    }
}
