using System.CommandLine;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace Negotiations.Cli;

/// <summary><c>export</c> and <c>import</c>: whole negotiations out and in again.</summary>
internal static class Transfers
{
    public static void AddTo(RootCommand root)
    {
        root.Subcommands.Add(Export());
        root.Subcommands.Add(Import());
    }

    private static Command Export()
    {
        var negotiation = new Argument<string>("negotiation") { Description = "The negotiation's key." };
        var to = new Option<string?>("--to") { Description = "The file to write; else the standard output.", HelpName = "FILE" };
        var table = new Option<string?>("--csv") { Description = "A table for spreadsheets instead: facts, ledger or claims." };
        table.AcceptOnlyFromAmong("facts", "ledger", "claims");
        var plain = new Option<bool>("--no-proofs") { Description = "Leave out the proofs that the log has these facts." };
        var command = new Command("export", "Write every fact of a negotiation, one CloudEvent a line, or a table.") {
            negotiation, to, table, plain,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var connection = Connection.Of(parsed);
            var (key, file) = (parsed.GetValue(negotiation)!, parsed.GetValue(to));
            using var response =
                await connection.Send(new HttpRequestMessage(HttpMethod.Get,
                $"/negotiations/{key}/{(parsed.GetValue(table) is { } name ? $"{name}.csv"
                    : parsed.GetValue(plain) ? "export?proofs=false" : "export")}"), cancellation);
            if (file is null) await Copy(response, Console.OpenStandardOutput(), _ => { }, cancellation);
            else await Files.WithProgress($"Exporting {key}", tell => Write(response, file, tell, cancellation));
            if (file is not null && !connection.IsJson) Console.Out.WriteLine($"Exported to {file}, {new FileInfo(file).Length} bytes.");
            return 0;
        });
        return command;
    }

    // The file gets its name once it is complete.
    private static async Task Write(HttpResponseMessage response, string file, Action<string> tell, CancellationToken cancellation)
    {
        var part = file + ".part";
        await using (var stream = File.Create(part)) await Copy(response, stream, tell, cancellation);
        File.Move(part, file, overwrite: true);
    }

    private static async Task Copy(HttpResponseMessage response, Stream to, Action<string> tell, CancellationToken cancellation)
    {
        try
        {
            await using var from = await response.Content.ReadAsStreamAsync(cancellation);
            var (buffer, total) = (new byte[64 * 1024], 0L);
            for (int read; (read = await from.ReadAsync(buffer, cancellation)) > 0;)
            {
                await to.WriteAsync(buffer.AsMemory(0, read), cancellation);
                tell(string.Create(CultureInfo.InvariantCulture, $"{(total += read) / 1024:N0} KiB"));
            }
            await to.FlushAsync(cancellation);
        }
        catch (HttpIOException)
        {
            throw new ServiceException("The export ended before all of it was there. Try again; the service's log says why.",
                ExitCode.Failed);
        }
    }

    private static Command Import()
    {
        var file = new Argument<string>("file") { Description = "What export wrote; - is the standard input." };
        var command = new Command("import",
            "Import an export into a service without that negotiation; the same file again goes on where it was broken off.") { file };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var connection = Connection.Of(parsed);
            var name = parsed.GetValue(file)!;
            await using var lines = Files.Open(name);
            var last = new JsonObject();
            await Files.WithProgress($"Importing {name}", async tell =>
            {
                using var body = new StreamContent(lines) { Headers = { ContentType = new MediaTypeHeaderValue("application/x-ndjson") } };
                using var response = await connection.Send(new HttpRequestMessage(HttpMethod.Post, "/import") { Content = body },
                    cancellation);
                await foreach (var answer in Files.Lines(response, cancellation))
                {
                    last = answer;
                    tell($"{answer["recorded"]} recorded, {answer["known"]} known");
                    if (connection.IsJson) Console.Out.WriteLine(answer.ToJsonString());
                }
            });
            if (last["summary"] is not JsonObject counts)
                throw new ServiceException("The answer ended before all was imported. Import the same file again: it goes on where it was "
                    + "broken off.", ExitCode.Failed);
            if (!connection.IsJson) Console.Out.WriteLine($"{counts["recorded"]} recorded, {counts["known"]} were there already.");
            if (last["problem"] is not { } problem) return 0;
            await Console.Error.WriteLineAsync($"Line {last["line"]}: {problem["code"]}: {problem["detail"]}. Nothing after it was "
                + "imported.");
            return ExitCode.Refused;
        });
        return command;
    }
}
