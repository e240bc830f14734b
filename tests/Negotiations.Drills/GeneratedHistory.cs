using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Negotiations.Drills;

/// <summary>
/// Commands on one negotiation with three tracks, one a line: few ids, so that lines meet, and some that must be refused.
/// No two lines tell of the same day, and no two were published on the same day. The id of line 12 is <c>#12</c>; later lines name it so.
/// </summary>
internal sealed class GeneratedHistory
{
    /// <summary>How many lines set the negotiation up; they come first.</summary>
    public const int SetUp = 7;

    private const int Length = 32, KindsMade = 9;
    private static readonly string[] Actors = ["ua", "ru", "tr"], Tracks = ["t1", "t2", "t3"];
    private readonly Random random;
    private readonly bool isAllPublished;
    private readonly DateOnly[] happened, published;
    private readonly List<JsonObject> lines = [];

    private GeneratedHistory(int seed, bool isAllPublished)
    {
        (random, this.isAllPublished) = (new Random(seed), isAllPublished);
        (happened, published) = (Shuffled(Days), Shuffled(Days));
        Add(Line("OpenNegotiation", """{"title": "x"}"""));
        foreach (var actor in Actors) Add(Line("AddActor", $$"""{"actor": "{{actor}}", "name": "{{actor}}", "kind": "state"}"""));
        foreach (var track in Tracks) Add(Line("OpenTrack", $$"""{"track": "{{track}}", "title": "{{track}}", "subject": "other"}"""));
        foreach (var kind in Shuffled([.. Enumerable.Range(0, KindsMade)])) Add(Making(kind));
        while (lines.Count < SetUp + Length) Add(Next());
    }

    /// <summary>The number of the line that has an id.</summary>
    public static int Number(string id) => int.Parse(id[1..], CultureInfo.InvariantCulture);

    /// <summary>The lines of a seed.</summary>
    /// <param name="seed">What the random choices begin with.</param>
    /// <param name="isAllPublished">Whether each line says when it was published; else one in five doesn't.</param>
    public static ImmutableArray<JsonObject> Of(int seed, bool isAllPublished = false) =>
        [.. new GeneratedHistory(seed, isAllPublished).lines];

    private static DateOnly[] Days => [.. Enumerable.Range(0, 61).Select(new DateOnly(2025, 5, 1).AddDays)];

    private void Add(JsonObject line)
    {
        var (number, isRepeated) = (lines.Count, line.ContainsKey("commandId"));
        lines.Add(line);
        if (isRepeated) return;
        line["commandId"] = $"#{number}";
        var source = new JsonObject { ["publisher"] = Either("A newspaper", "An agency") };
        line["report"] = new JsonObject { ["source"] = source };
        line["occurred"] = number < SetUp ? "2025-04-30" : Date(happened[number]);
        if (isAllPublished || number < SetUp || !Chance(5)) source["publishedAt"] = number < SetUp ? "2025-04-30" : Date(published[number]);
        if (number < SetUp) return;
        if (Chance(2)) line["report"]!["claimants"] = new JsonArray(Actor);
        if (line.ContainsKey("tracks")) return;
        line["tracks"] = new JsonArray([.. Shuffled(Tracks).Take(Chance(5) ? 2 : 1).Select(track => JsonValue.Create(track))]);
    }

    private JsonObject Next() => random.Next(20) switch
    {
        0 => Repeated(),
        1 or 2 or 3 or 4 => Replacing(),
        5 or 6 => Making(random.Next(KindsMade)),
        7 or 8 or 9 or 10 or 11 => Going(),
        12 or 13 or 14 or 15 => Claiming(),
        16 or 17 or 18 => Correcting(),
        _ => Chance(2) ? Line("SuspendTrack", """{"reason": "x"}""") : Line("ResumeTrack", "{}"),
    };

    private JsonObject Making(int kind) => kind switch
    {
        0 or 1 => Line("ScheduleRound", $$"""{"round": "{{Id}}", "planned": "{{Day}}", "status": "agreed"}"""),
        2 or 3 => Line("RecordTalks", $$"""
            {"round": "{{Id}}", "delegations": [{"party": "ua"}], "duration": {{Amount}},
             "outcomes": [{"track": "{{Either(Tracks)}}", "result": "{{Result}}"}]}
            """),
        4 => Line("RecordMemo", $$"""
            {"memo": "{{Id}}", "kind": "draft", "from": "ru", "to": "ua", "title": "x",
             "disclosure": "withheld", "replyDue": "{{Day}}"}
            """),
        5 => Line("RecordExchangeAgreement", $$"""
            {"exchange": "{{Id}}", "terms": "{{Terms}}", "due": "{{Day}}", "legs": [
                {"leg": "ru-ua", "from": "ru", "to": "ua", "category": "remains", "quantity": {{Amount}}},
                {"leg": "ua-ru", "from": "ua", "to": "ru", "category": "remains"}]}
            """),
        6 => Line("RecordCommitment", $$"""{"commitment": "{{Id}}", "by": ["{{Actor}}"], "what": "x", "due": "{{Day}}"}"""),
        7 => Line("RecordChildList", $$"""{"list": "{{Id}}", "from": "ua", "to": "ru", "listed": {{Amount}}}"""),
        _ => Line("RecordIncident", $$"""
            {"incident": "{{Id}}", "kind": "shelling", "text": "x", "figures": [{"figure": "killed", "quantity": {{Amount}}}]}
            """),
    };

    private JsonObject Going() => random.Next(10) switch
    {
        0 => Line("PostponeRound", $$"""{"round": "{{Of("round")}}", "planned": "{{Day}}"}"""),
        1 => Line("RecordMemoAnswer", $$"""{"memo": "{{Of("memo")}}", "by": "ua", "answer": "{{Either("reviewing", "rejected")}}"}"""),
        2 or 3 or 4 => Line("RecordExchangeStage", $$"""
            {"exchange": "{{Of("exchange")}}", "stage": "{{Id}}", "deliveries": [{"leg": "{{Leg}}", "quantity": {{Amount}}}]}
            """),
        5 => Line("RecordExchangePostponement", $$"""{"exchange": "{{Of("exchange")}}", "by": "ru", "until": "{{Day}}"}"""),
        6 => Line("AssessCommitment", Chance(2)
            ? $$"""{"commitment": "{{Of("commitment")}}", "status": "{{Status}}"}"""
            : $$"""{"exchange": "{{Of("exchange")}}", "status": "{{Status}}"}"""),
        7 => Line("RecordChildCaseReview", $$"""{"list": "{{Of("list")}}", "by": "ru", "reviewed": {{Amount}}}"""),
        8 => Line("RecordChildrenReturned", $$"""{"list": "{{Of("list")}}", "from": "ru", "to": "ua", "returned": {{Amount}}}"""),
        _ => Stating(Either("round", "memo", "exchange", "commitment", "list", "incident")),
    };

    private JsonObject Stating(string kind) =>
        Line("RecordPosition", $$"""{"actor": "{{Actor}}", "stance": "demand", "text": "x", "on": "{{kind}}/{{Of(kind)}}"}""");

    private JsonObject Claiming()
    {
        var (measure, value) = random.Next(9) switch
        {
            0 => ($"exchange/{Of("exchange")}/{Either("agreed", "delivered")}", Amount),
            1 or 2 => ($"exchange/{Of("exchange")}/{Leg}/{Either("agreed", "delivered")}", Amount),
            3 => ($"exchange/{Of("exchange")}/stage/{Id}/{Leg}", Amount),
            4 => ($"exchange/{Of("exchange")}/terms", $"\"{Terms}\""),
            5 => ($"round/{Of("round")}/duration", Amount),
            6 => ($"round/{Of("round")}/outcome/{Either(Tracks)}", $"\"{Result}\""),
            7 => ($"children/{Of("list")}/{Either("listed", "returned")}", Amount),
            _ => ($"incident/{Of("incident")}/killed", Amount),
        };
        return Chance(4)
            ? Line("ReconcileClaims", $$"""
                {"measure": "{{measure}}", "value": {{value}}, "considered": ["{{Earlier}}"], "rationale": "x"}
                """)
            : Line("ClaimFigure", $$"""{"measure": "{{measure}}", "value": {{value}}}""");
    }

    private JsonObject Correcting()
    {
        var retracted = lines.FindLast(line => line["command"]!.ToString() == "RetractFact")?["fact"];
        return random.Next(5) switch
        {
            0 => Line("ConfirmFact", $$"""{"fact": "{{Earlier}}"}"""),
            1 => Line("DenyFact", $$"""{"fact": "{{Earlier}}"}"""),
            2 when retracted is not null => Line("ReinstateFact", $$"""{"fact": "{{retracted}}", "reason": "x"}"""),
            _ => Line("RetractFact", $$"""{"fact": "{{Earlier}}", "reason": "x"}"""),
        };
    }

    // Mostly another fact of its kind about the same thing, half of them with other tracks.
    private JsonObject Replacing()
    {
        var replaced = lines[random.Next(SetUp, Chance(2) ? SetUp + KindsMade : lines.Count)];
        var line = Chance(4) ? Chance(2) ? Making(random.Next(KindsMade)) : Going() : replaced.DeepClone().AsObject();
        (line["supersedes"], line["note"]) = (replaced["commandId"]!.DeepClone(), Amount);
        line.Remove("commandId");
        if (Chance(2)) line.Remove("tracks");
        return line;
    }

    private JsonObject Repeated()
    {
        var line = lines[random.Next(lines.Count)].DeepClone().AsObject();
        if (Chance(2)) line["note"] = "something else";
        return line;
    }

    private string Id => Either("one", "one", "two");
    private string Actor => Either(Actors);
    private string Leg => Either("ru-ua", "ua-ru");
    private string Result => Either("progress", "breakdown");
    private string Terms => Either("numberForNumber", "allForAll");
    private string Status => Either("full", "minimal", "breached");
    private string Amount => $"{random.Next(100)}";
    private string Day => $"{new DateOnly(2025, 5, 1).AddDays(random.Next(120)):yyyy-MM-dd}";
    private string Earlier => lines[random.Next(SetUp, lines.Count)]["commandId"]!.ToString();

    // Mostly a thing that an earlier line tells of.
    private string Of(string kind)
    {
        var told = lines.FindAll(line => line.ContainsKey(kind));
        return told is [] || Chance(8) ? Id : Either([.. told])[kind]!.ToString();
    }

    private string Date(DateOnly day) => Chance(2) ? $"{day:yyyy-MM-dd}" : $"{day:yyyy-MM-dd}T14:00:00Z";

    private bool Chance(int oneIn) => random.Next(oneIn) == 0;

    private T Either<T>(params T[] choices) => choices[random.Next(choices.Length)];

    private T[] Shuffled<T>(T[] items)
    {
        random.Shuffle(items = [.. items]);
        return items;
    }

    private static JsonObject Line(string command, string fields)
    {
        var line = JsonNode.Parse(fields)!.AsObject();
        line.Insert(0, "command", command);
        return line;
    }
}
