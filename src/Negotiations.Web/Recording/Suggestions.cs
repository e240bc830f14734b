namespace Negotiations.Web.Recording;

/// <summary>What a form suggests for keys and ids, by the name of what they are.</summary>
/// <param name="ByName">The suggestions, such as those for <c>actor</c>, <c>track</c> and <c>exchange</c>: each key with its name.</param>
public sealed record Suggestions(IReadOnlyDictionary<string, IReadOnlyList<(string Key, string? Name)>> ByName)
{
    /// <summary>None.</summary>
    public static Suggestions None { get; } = new(new Dictionary<string, IReadOnlyList<(string, string?)>>());

    /// <summary>The suggestions for a field; null where there are none.</summary>
    public string? For(FormField field)
    {
        ArgumentNullException.ThrowIfNull(field);
        var name = field.Kind == FieldKind.Actor ? "actor" : NameOf(field);
        return ByName.ContainsKey(name) ? name : null;
    }

    private static string NameOf(FormField field) => field.Name.Split('[')[0] switch
    {
        "tracks" => "track",
        "partOf" => "round",
        "counter" => "proposal",
        "successor" => "agreement",
        var name => name,
    };
}
