using System.Globalization;

namespace Negotiations.Contracts.Transparency;

/// <summary>
/// What the log's key signs of an export, so that whoever receives it can tell that nothing was left out of it. It is no checkpoint: its
/// first line is no log's name.
/// </summary>
/// <param name="Origin">The name of the log.</param>
/// <param name="Negotiation">The negotiation.</param>
/// <param name="Facts">How many facts of it there are.</param>
/// <param name="Size">How many entries the checkpoint of the export has.</param>
public sealed record ExportStatement(string Origin, string Negotiation, long Facts, long Size)
{
    private const string Ending = "/export";

    /// <summary>What is signed.</summary>
    public string Text => string.Create(CultureInfo.InvariantCulture, $"{Origin}{Ending}\n{Negotiation}\nfacts {Facts}\nentries {Size}\n");

    /// <summary>Reads what a note says; null when it is no statement.</summary>
    public static ExportStatement? Of(SignedNote? note) =>
        note?.Text.Split('\n') is [var origin, var negotiation, var facts, var entries, ""]
            && origin.EndsWith(Ending, StringComparison.Ordinal) && Number(facts, "facts ") is { } count
            && Number(entries, "entries ") is { } size ? new ExportStatement(origin[..^Ending.Length], negotiation, count, size) : null;

    private static long? Number(string line, string name) => line.StartsWith(name, StringComparison.Ordinal)
        && long.TryParse(line[name.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
