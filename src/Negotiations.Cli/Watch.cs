using System.CommandLine;
using System.Net.ServerSentEvents;
using System.Text.Json.Nodes;

namespace Negotiations.Cli;

/// <summary><c>watch</c>: facts as they are recorded; resumes after a lost connection.</summary>
internal static class Watch
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public static void AddTo(RootCommand root)
    {
        var negotiation = new Argument<string>("negotiation") { Description = "The negotiation's key." };
        var track = new Option<string?>("--track") { Description = "Of this track only." };
        var after = new Option<long?>("--after") { Description = "Begin after this sequence; 0 is the first fact. Without it, begin now." };
        var count = new Option<int?>("--count") { Description = "End after so many facts." };
        var command = new Command("watch", "Show facts as they are recorded, until Ctrl+C.") { negotiation, track, after, count };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var connection = Connection.Of(parsed);
            var path = $"/negotiations/{parsed.GetValue(negotiation)}/stream{(parsed.GetValue(track) is { } key ? $"?track={key}" : "")}";
            var (last, left) = (parsed.GetValue(after)?.ToString(System.Globalization.CultureInfo.InvariantCulture), parsed.GetValue(count)
                ?? int.MaxValue);
            for (var isFirst = true; left > 0; isFirst = false)
            {
                try
                {
                    using var request = new HttpRequestMessage(HttpMethod.Get, path);
                    if (last is not null) request.Headers.Add("Last-Event-ID", last);
                    using var response = await connection.Send(request, cancellation);
                    await foreach (var told in SseParser.Create(await response.Content.ReadAsStreamAsync(cancellation))
                        .EnumerateAsync(cancellation))
                    {
                        last = told.EventId ?? last;
                        if (told.EventType is "start" or "beat") continue;
                        Print(connection, JsonNode.Parse(told.Data)!, told.EventType);
                        if (--left == 0) break;
                    }
                }
                catch (Exception cut) when (!isFirst
                    && cut is HttpIOException or IOException or ServiceException { ExitCode: ExitCode.Unreachable or ExitCode.Failed })
                {
                    // Unreachable for now: retry.
                }
                if (left > 0) await Task.Delay(Pause, cancellation);
            }
            return 0;
        });
        root.Subcommands.Add(command);
    }

    private static void Print(Connection connection, JsonNode told, string type)
    {
        if (connection.IsJson)
        {
            Console.Out.WriteLine(told.ToJsonString());
            return;
        }
        var fact = told["data"]!;
        var said = fact["report"]?["claimants"] is JsonArray { Count: > 0 } claimants ? Screen.Names(claimants)
            : fact["report"]?["source"]?["publisher"]?.ToString() ?? "";
        Console.Out.WriteLine($"{fact["occurred"]}  {type}  {told["subject"]}  {said}  "
            + $"{Screen.Short(told["summary"]?.ToString() ?? "")}  {told["id"]}");
    }
}
