namespace Negotiations.Domain;

/// <summary>The words of a closed list as they are written outside: camelCase.</summary>
public static class Words
{
    /// <summary>The word for one value.</summary>
    public static string Of(Enum value) => Of(value.ToString());

    /// <summary>A type's or value's name as a word.</summary>
    public static string Of(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    /// <summary>Every word of a list, in its order.</summary>
    public static IEnumerable<string> All<T>() where T : struct, Enum => Enum.GetNames<T>().Select(Of);
}
