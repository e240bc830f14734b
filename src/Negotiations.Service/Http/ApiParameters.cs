using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace Negotiations.Service.Http;

/// <summary>What each parameter of the API means, for its reference.</summary>
internal static class ApiParameters
{
    private static readonly Dictionary<string, (string Description, OpenApiSchema Schema)> Known = new(StringComparer.Ordinal)
    {
        ["asOf"] = ("Counts what had happened by the end of this date.", Text("date", "2025-06-30")),
        ["knownAt"] = ("Counts what was known by this instant, or by the end of this date: recorded here or published anywhere.",
            Text(null, "2025-06-05")),
        ["recordedUntil"] = ("Counts what this system held by this instant, or by the end of this date.",
            Text(null, "2025-06-05T12:00:00Z")),
        [MinSequence.Name] = ("Waits, for 5 seconds at most, until the fact with this sequence is visible.", Whole(0, null)),
        ["limit"] = ("How many items.", Whole(1, QueryParameters.LargestPage)),
        ["cursor"] = ("The value of next from the answer before.", Text(null, null)),
        ["from"] = ("From this date on.", Text("date", "2025-06-01")),
        ["to"] = ("Up to the end of this date.", Text("date", "2025-06-30")),
        ["type"] = ("The type of a fact.", Text(null, "exchangeAgreed")),
        ["actor"] = ("Facts that name this actor, or a member of it.", Text(null, "ua/umerov")),
        ["track"] = ("Facts that this track holds.", Text(null, "remains")),
        ["q"] = ("Words that must all occur; \"a phrase\", -not, or.", Text(null, "sanctions")),
        ["attribute"] = ("What a data set says beside a fact: a name, or a name with a value.", Text(null, "pax.status=2")),
        ["externalId"] = ("The id of a fact in another data set.", Text(null, "pa-x:2022")),
        ["status"] = ("Only those of this status.", Text(null, "disputed")),
        ["knownFrom"] = ("From what was known at this instant, or at the end of this date.", Text(null, "2025-06-01")),
        ["knownTo"] = ("To what was known at this instant, or at the end of this date; without it, to now.", Text(null, "2025-06-30")),
        ["recordedFrom"] = ("From what this system held at this instant, or at the end of this date.", Text(null, "2025-06-01")),
        ["recordedTo"] = ("To what it held at this instant, or at the end of this date; without it, to now.", Text(null, "2025-06-30")),
        ["on"] = ("Only what is about this thing, actor or position.", Text(null, "exchange/remains-1")),
        ["stance"] = ("Only those of this stance.", Text(null, "demand")),
        ["latest"] = ("Only the last word of each actor on each thing.", new OpenApiSchema { Type = JsonSchemaType.Boolean }),
        ["stage"] = ("Only those of this stage, by the codes of PA-X.", Text(null, "subPar")),
        ["kind"] = ("Only those of this kind.", Text(null, "meeting")),
        ["dueBefore"] = ("Only what is due before this date.", Text("date", "2025-07-01")),
        ["party"] = ("Only what this actor is a party to: owes, is owed, signed, proposed or was proposed.", Text(null, "ua")),
        ["category"] = ("Only those of this category.", Text(null, "remains")),
        ["step"] = ("How long a step is: day, week, month, or fact.", Text(null, "week")),
        ["over"] = ("Through what happened (world) or through what became known (knowledge).", Text(null, "world")),
        ["after"] = ("The sequence after which it begins; 0 is the first fact.", Whole(0, null)),
        ["action"] = ("What was done.", Text(null, "listOpened")),
        ["by"] = ("Who did it.", Text(null, "local")),
        ["negotiation"] = ("Only of this negotiation.", Text(null, "russia-ukraine")),
        ["once"] = ("The word that the printed address carries; it is good once.", Text(null, null)),
        ["dryRun"] = ("Whether only to tell what would be recorded or refused.", new OpenApiSchema { Type = JsonSchemaType.Boolean }),
        ["proofs"] = ("Whether the proofs of the log go along.", new OpenApiSchema { Type = JsonSchemaType.Boolean }),
        ["atomic"] = ("Whether all are recorded or none.", new OpenApiSchema { Type = JsonSchemaType.Boolean }),
    };

    /// <summary>A query parameter.</summary>
    public static OpenApiParameter Query(string name) =>
        Known.TryGetValue(name, out var known)
            ? new OpenApiParameter { Name = name, In = ParameterLocation.Query, Description = known.Description, Schema = known.Schema }
            : throw new InvalidOperationException($"the parameter '{name}' is not described");

    /// <summary>A part of the address.</summary>
    public static OpenApiParameter Path(string name) => new()
    {
        Name = name,
        In = ParameterLocation.Path,
        Required = true,
        Description = name switch
        {
            "negotiation" => "The negotiation's key.",
            "track" => "The track's key.",
            "measure" => "The address of a number, such as exchange/remains-1/ru-ua/agreed.",
            "list" => "The list of children, or the exchange, whose names are sealed.",
            "key" => "The key's id.",
            _ => "The id, a UUID."
        },
        Schema = name == "key" ? new OpenApiSchema { Type = JsonSchemaType.String, Pattern = "^[0-9a-f]{16}$" }
            : name == "measure" ? new OpenApiSchema { Type = JsonSchemaType.String }
            : name is "negotiation" or "track" or "list"
            ? new OpenApiSchema { Type = JsonSchemaType.String, Pattern = ApiSchemas.KeyPattern }
            : new OpenApiSchema { Type = JsonSchemaType.String, Format = "uuid" },
    };

    /// <summary>A header.</summary>
    public static OpenApiParameter Header(string name, string description) =>
        new()
        {
            Name = name,
            In = ParameterLocation.Header,
            Description = description,
            Schema = new OpenApiSchema { Type = JsonSchemaType.String }
        };

    private static OpenApiSchema Text(string? format, string? example) =>
        new() { Type = JsonSchemaType.String, Format = format, Examples = example is null ? null : [JsonValue.Create(example)] };

    private static OpenApiSchema Whole(int least, int? most) =>
        new() { Type = JsonSchemaType.Integer, Format = "int64", Minimum = $"{least}", Maximum = most is null ? null : $"{most}" };
}
