namespace Negotiations.Domain;

/// <summary>The words of a closed list as they are written outside: camelCase.</summary>
public static class Words
{
    /// <summary>The word for one value.</summary>
    public static string Of(Enum value) => Of(value.ToString());

    /// <summary>A name as a word; a single letter is a grade and stays a capital.</summary>
    public static string Of(string name) => name.Length == 1 ? name : char.ToLowerInvariant(name[0]) + name[1..];

    /// <summary>A word as it is written in a sentence: <c>no progress</c>.</summary>
    public static string Plain(string word) =>
        string.Concat(word.Select(letter => char.IsAsciiLetterUpper(letter) ? $" {char.ToLowerInvariant(letter)}" : $"{letter}"));

    /// <summary>The value of a closed list as it is written in a sentence.</summary>
    public static string Plain(Enum value) => Plain(Of(value));

    /// <summary>Every word of a list, in its order.</summary>
    public static IEnumerable<string> All<T>() where T : struct, Enum => Enum.GetNames<T>().Select(Of);
}
