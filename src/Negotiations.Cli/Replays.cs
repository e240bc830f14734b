using System.CommandLine;
using System.Net.ServerSentEvents;
using System.Text.Json.Nodes;
using Spectre.Console;

namespace Negotiations.Cli;

/// <summary><c>replay verify</c> and <c>replay rebuild</c>: whether what is stored is what the facts say.</summary>
internal static class Replays
{
    public static void AddTo(RootCommand root)
    {
        var replay = new System.CommandLine.Command("replay", "Derive everything again from the facts.");
        replay.Subcommands.Add(Mode("verify", "Compare what is stored with what the facts say; nothing is changed."));
        replay.Subcommands.Add(Mode("rebuild", "Repair what differs while people go on working."));
        root.Subcommands.Add(replay);
    }

    private static System.CommandLine.Command Mode(string mode, string description)
    {
        var negotiation = new Option<string?>("--negotiation") { Description = "Of this negotiation only." };
        var track = new Option<string?>("--track") { Description = "Of this track only; names its negotiation too." };
        var projection = new Option<string?>("--projection") { Description = "One of track, negotiation, timeline." };
        projection.AcceptOnlyFromAmong("track", "negotiation", "timeline");
        var command = new System.CommandLine.Command(mode, description) { negotiation, track, projection };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var connection = Connection.Of(parsed);
            var wanted = new JsonObject { ["mode"] = mode };
            foreach (var (name, value) in new[] { ("negotiation", parsed.GetValue(negotiation)), ("track", parsed.GetValue(track)),
                ("projection", parsed.GetValue(projection)) })
                if (value is not null) wanted[name] = value;
            var job = await connection.Post("/replays", wanted, cancellation);
            var end = await Follow(connection, job["replay"]!.ToString(), cancellation);
            if (connection.IsJson) Screen.Print(end);
            else Print(end);
            return end["status"]!.ToString() == "completed" && end["differences"]!.GetValue<long>() == 0 ? 0 : ExitCode.Differences;
        });
        return command;
    }

    private static async Task<JsonObject> Follow(Connection connection, string replay, CancellationToken cancellation)
    {
        var last = new JsonObject();
        if (Console.IsErrorRedirected) return await States(_ => { });
        return await Screen.Aside.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(context =>
        {
            var bar = context.AddTask("Replaying");
            return States(state => (bar.MaxValue, bar.Value, bar.Description) = (Math.Max(1, Number(state, "eventsTotal")),
                Number(state, "eventsDone"), $"{state["phase"]}"));
        });

        async Task<JsonObject> States(Action<JsonObject> tell)
        {
            using var response = await connection.Send(new HttpRequestMessage(HttpMethod.Get, $"/replays/{replay}/stream"), cancellation);
            await foreach (var told in SseParser.Create(await response.Content.ReadAsStreamAsync(cancellation))
                .EnumerateAsync(cancellation)) tell(last = JsonNode.Parse(told.Data)!.AsObject());
            return last;
        }
    }

    private static double Number(JsonObject state, string member) => state[member]?.GetValue<long>() ?? 0;

    private static void Print(JsonObject end)
    {
        Console.Out.WriteLine($"{end["mode"]} {end["status"]}: {end["eventsDone"]} events, {end["differences"]} "
            + $"differences{(end["mended"]!.GetValue<long>() > 0 ? $", {end["mended"]} documents built or mended" : "")}"
            + $"{(end["fault"] is { } fault ? $"; {fault}" : "")}.");
        if (end["unproven"]?.GetValue<long>() is > 0 and var young)
            Console.Out.WriteLine($"{young} entries came after the log's last checkpoint; nothing outside the database speaks for them.");
        if (end["found"]!.AsArray() is { Count: > 0 } found)
            Screen.Print(["found", "where", "detail"],
                found.Select(one => new[] { one!["kind"]!.ToString(), one["stream"]?.ToString() ?? one["id"]?.ToString(),
                    one["checkpoint"] is { } signed ? $"{one["detail"]} (entry {one["logEntry"]}, in checkpoint {signed})"
                        : one["detail"]?.ToString() }), "");
    }
}
