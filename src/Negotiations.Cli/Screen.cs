using System.Text.Json;
using System.Text.Json.Nodes;
using Spectre.Console;

namespace Negotiations.Cli;

/// <summary>What is printed: tables for people, JSON for programs.</summary>
internal static class Screen
{
    private const int WidthWithoutTerminal = 160, LongestCell = 60;
    private static readonly JsonSerializerOptions Indented =
        new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The terminal, for tables and progress; what is read by programs goes by <see cref="Print(JsonNode)"/>.</summary>
    public static IAnsiConsole Terminal { get; } = Make(Console.Out, Console.IsOutputRedirected);

    /// <summary>Where progress is shown, so that it doesn't mix with what is printed.</summary>
    public static IAnsiConsole Aside { get; } = Make(Console.Error, Console.IsErrorRedirected);

    /// <summary>Prints JSON.</summary>
    public static void Print(JsonNode json) => Console.Out.WriteLine(json.ToJsonString(Indented));

    /// <summary>Prints a table, or a sentence where there are no rows.</summary>
    public static void Print(string[] columns, IEnumerable<string?[]> rows, string none)
    {
        var table = new Table { Border = TableBorder.Simple };
        foreach (var column in columns) table.AddColumn(new TableColumn(Markup.Escape(column)));
        foreach (var row in rows) table.AddRow([.. row.Select(cell => new Text(cell ?? ""))]);
        if (table.Rows.Count == 0) Console.Out.WriteLine(none);
        else Terminal.Write(table);
    }

    /// <summary>Prints a list: a table for people, one JSON value a line for programs.</summary>
    public static void Print(Connection connection, IEnumerable<JsonNode?> items, string[] columns, Func<JsonNode, string?[]> row)
    {
        if (connection.IsJson) foreach (var item in items) Console.Out.WriteLine(item!.ToJsonString());
        else Print(columns, items.Select(item => row(item!)), "None.");
    }

    /// <summary>A quantity in a few characters: 6000, 6057–6060, ≥40, ≤9, ~60, ?.</summary>
    public static string Quantity(JsonNode? quantity) => quantity switch
    {
        JsonObject stated when stated["value"] is { } exact => $"{exact}",
        JsonObject stated when stated["between"] is JsonArray range => $"{range[0]}–{range[1]}",
        JsonObject stated when stated["atLeast"] is { } least => $"≥{least}",
        JsonObject stated when stated["atMost"] is { } most => $"≤{most}",
        JsonObject stated when stated["about"] is { } near => $"~{near}",
        JsonObject => "?",
        null => "",
        _ => quantity.ToString(),
    };

    /// <summary>A text, cut where it is long.</summary>
    public static string Short(string text) => text.Length <= LongestCell ? text : text[..(LongestCell - 1)] + "…";

    /// <summary>Names in a list.</summary>
    public static string Names(JsonNode? names) => names is JsonArray list ? string.Join(", ", list.Select(name => name?.ToString())) : "";

    private static IAnsiConsole Make(TextWriter to, bool isRedirected)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(to),
            Ansi = isRedirected ? AnsiSupport.No
            : AnsiSupport.Detect
        });
        if (isRedirected) console.Profile.Width = WidthWithoutTerminal;
        return console;
    }
}
