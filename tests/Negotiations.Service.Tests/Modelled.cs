using Negotiations.Domain.Tests.SecondModel;

namespace Negotiations.Service.Tests;

/// <summary>What the second model says, in the lines of <see cref="Answers"/>.</summary>
internal static class Modelled
{
    /// <summary>The lines of one kind.</summary>
    public static string[] Of(string name, (string Track, ModelView View)[] tracks) => name switch
    {
        "stages" => [.. tracks.Select(track => $"{track.Track} {track.View.Stage} "
            + $"{(track.View.Stage == "exploratory" ? "" : $"{track.View.Since:yyyy-MM-dd}")} {track.View.Overdue.Count}")],
        "legs" => [.. tracks.SelectMany(track => track.View.Legs).Select(leg => $"{leg.Key} {Text(leg.Value.Agreed)} "
            + $"{Text(leg.Value.Delivered)} {Text(leg.Value.Outstanding)} {leg.Value.Status}").Order(StringComparer.Ordinal)],
        // In tables an undisclosed number is empty.
        "table of legs" => [.. Of("legs", tracks).Select(line => line.Replace(" 0.. ", " - ", StringComparison.Ordinal)
            .Replace(" 0.. ", " - ", StringComparison.Ordinal)).Order(StringComparer.Ordinal)],
        "lists" => [.. tracks.SelectMany(track => track.View.Lists).Select(list => $"{list.Key} {Text(list.Value.Listed)} "
            + $"{Text(list.Value.Reviewed)} {Text(list.Value.Returned)} {list.Value.Status} {Text(list.Value.Contested)}")
            .Order(StringComparer.Ordinal)],
        "measures" => [.. Claimed(tracks).Select(measure => $"{measure.Key} {measure.Value.Status} "
            + $"{(measure.Value.Low is null ? "-" : $"{measure.Value.Low}..{measure.Value.High}")} {measure.Value.Claims.Count}")
            .Order(StringComparer.Ordinal)],
        "statuses" => Measures(tracks),
        "commitments" => [.. tracks.SelectMany(track => track.View.Commitments)
            .Select(one => $"{one.Key} {one.Value.Status} {Text(one.Value.Contested)}").Order(StringComparer.Ordinal)],
        _ => [.. tracks.SelectMany(track => track.View.Overdue).Order(StringComparer.Ordinal)],
    };

    /// <summary>The measures for which something is claimed, with their status.</summary>
    public static string[] Measures((string Track, ModelView View)[] tracks) =>
        [.. Claimed(tracks).Select(measure => $"{measure.Key} {measure.Value.Status}").Order(StringComparer.Ordinal)];

    /// <summary>Whether something is claimed for the measure of a line itself.</summary>
    public static bool IsClaimed(string line, (string Track, ModelView View)[] tracks) =>
        Claimed(tracks).Any(measure => measure.Key == line.Split(' ')[0]);

    /// <summary>The legs as the view for SQL has them, where any number is no number.</summary>
    public static string[] SqlLegs((string Track, ModelView View)[] tracks) => [.. tracks.SelectMany(track => track.View.Legs)
        .Select(leg => $"{leg.Key} {Known(leg.Value.Agreed)} {Known(leg.Value.Delivered)} {leg.Value.Status} {leg.Value.Contested}")
        .Order(StringComparer.Ordinal)];

    private static IEnumerable<KeyValuePair<string, ModelMeasure>> Claimed((string Track, ModelView View)[] tracks) =>
        tracks.SelectMany(track => track.View.Measures).Where(measure => measure.Value.Claims.Count > 0);

    private static string Text(ModelRange? range) => range is { } known ? $"{known.Low}..{known.High}" : "-";

    private static string Known(ModelRange? range) => range is null || range == ModelRange.Any ? ".." : Text(range);

    private static string Text(bool isSo) => isSo ? "true" : "false";
}
