using System.Text.RegularExpressions;

namespace Negotiations.Web.Recording;

/// <summary>The names of commands as headings: <c>RecordExchangeStage</c> is Record exchange stage.</summary>
public static partial class CommandWords
{
    /// <summary>The heading of a command.</summary>
    public static string Of(string command) => Inner.Replace(command, match => $" {char.ToLowerInvariant(match.Value[0])}");

    [GeneratedRegex("(?<!^)[A-Z]")]
    private static partial Regex Inner { get; }
}
