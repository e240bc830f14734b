using System.Text.Json.Nodes;
using Spectre.Console;

namespace Negotiations.Cli;

/// <summary>Reads and writes files, with progress.</summary>
internal static class Files
{
    /// <summary>Opens a file, or the standard input for -.</summary>
    public static Stream Open(string name) => name == "-" ? Console.OpenStandardInput()
        : File.Exists(name) ? File.OpenRead(name)
            : throw new ServiceException($"There is no file {Path.GetFullPath(name)}. Name one, or - for the standard input.",
            ExitCode.Usage);

    /// <summary>The lines of an answer, as they come.</summary>
    public static async IAsyncEnumerable<JsonObject> Lines(HttpResponseMessage response,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancellation));
        while (await reader.ReadLineAsync(cancellation) is { } line)
            if (line.Length > 0) yield return JsonNode.Parse(line)!.AsObject();
    }

    /// <summary>Does something long, and shows its progress on a terminal.</summary>
    public static async Task WithProgress(string what, Func<Action<string>, Task> work)
    {
        if (Console.IsErrorRedirected) await work(_ => { });
        else await Screen.Aside.Status()
            .StartAsync(Markup.Escape(what), context => work(told => context.Status($"{Markup.Escape(what)}: {Markup.Escape(told)}")));
    }
}
