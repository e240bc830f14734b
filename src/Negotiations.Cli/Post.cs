using System.CommandLine;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Spectre.Console;

namespace Negotiations.Cli;

/// <summary><c>post</c>: commands from a file or the standard input, one a line.</summary>
internal static class Post
{
    private const string MediaType = "application/x-ndjson";

    public static void AddTo(RootCommand root)
    {
        var file = new Argument<string>("file")
        {
            Description = "One command a line, or one JSON object with a member 'command'; - is the "
            + "standard input.",
            DefaultValueFactory = _ => "-"
        };
        var atomic = new Option<bool>("--atomic") { Description = "Record all or none." };
        var command = new System.CommandLine.Command("post", "Post commands; one bad line doesn't stop the rest.") { file, atomic };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var connection = Connection.Of(parsed);
            var (name, isAtomic) = (parsed.GetValue(file)!, parsed.GetValue(atomic));
            await using var lines = Files.Open(name);
            return isAtomic ? await All(connection, lines, cancellation) : await Each(connection, lines, name, cancellation);
        });
        root.Subcommands.Add(command);
    }

    private static async Task<int> Each(Connection connection, Stream lines, string name, CancellationToken cancellation)
    {
        var (refused, summary) = (new List<JsonObject>(), new JsonObject());
        await Files.WithProgress($"Posting {name}", async tell =>
        {
            using var body = Body(lines);
            using var response = await connection.Send(new HttpRequestMessage(HttpMethod.Post, "/commands") { Content = body },
                cancellation);
            var count = 0;
            await foreach (var answer in Files.Lines(response, cancellation))
            {
                if (answer["summary"] is not null) summary = answer;
                else
                {
                    tell($"{++count} lines answered");
                    if (answer["problem"] is not null) refused.Add(answer);
                    if (connection.IsJson) Console.Out.WriteLine(answer.ToJsonString());
                }
            }
        });
        if (summary["summary"] is not JsonObject counts)
            throw new ServiceException("The answer ended before all lines were answered. Post the same file again: what was recorded is "
                + "known by its commandId.", ExitCode.Failed);
        if (connection.IsJson) Console.Out.WriteLine(summary.ToJsonString());
        else
        {
            if (refused is not []) Print(refused);
            Console.Out.WriteLine($"{counts["recorded"]} recorded, {counts["replayed"]} were there already, {counts["refused"]} refused, "
                + $"{counts["invalid"]} invalid.");
        }
        return refused is [] ? 0 : ExitCode.Refused;
    }

    private static async Task<int> All(Connection connection, Stream lines, CancellationToken cancellation)
    {
        using var body = Body(lines);
        using var response = await Send();
        var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync(cancellation))!.AsObject();
        if (connection.IsJson) Screen.Print(answer);
        else Console.Out.WriteLine($"{answer["summary"]!["recorded"]} recorded, {answer["summary"]!["replayed"]} were there already.");
        return 0;

        async Task<HttpResponseMessage> Send()
        {
            try
            {
                return await connection.Send(new HttpRequestMessage(HttpMethod.Post, "/commands?atomic=true") { Content = body },
                    cancellation);
            }
            catch (ServiceException refused) when (refused.Problem?["lines"] is JsonArray lines)
            {
                if (connection.IsJson) Screen.Print(refused.Problem);
                else Print([.. lines.Select(line => line!.AsObject())
                    .Where(line => line["problem"]!["code"]!.ToString() != "batch-refused")]);
                throw;
            }
        }
    }

    private static StreamContent Body(Stream lines) => new(lines) { Headers = { ContentType = new MediaTypeHeaderValue(MediaType) } };

    private static void Print(List<JsonObject> refused) => Screen.Print(["line", "why", "where", "what to do"],
        refused.Select(answer => new[] { answer["line"]!.ToString(), answer["problem"]!["code"]!.ToString(),
            answer["problem"]!["field"]?.ToString(), answer["problem"]!["detail"]!.ToString() }), "");
}
