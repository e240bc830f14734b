namespace Negotiations.Web.Recording;

/// <summary>What a field takes.</summary>
public enum FieldKind
{
    /// <summary>A line of text.</summary>
    Text,

    /// <summary>Text of several lines.</summary>
    LongText,

    /// <summary>A key or id.</summary>
    Key,

    /// <summary>An actor or member.</summary>
    Actor,

    /// <summary>A date, EDTF level 1.</summary>
    Date,

    /// <summary>A word of a closed list.</summary>
    Choice,

    /// <summary>Yes or no.</summary>
    Check,

    /// <summary>A whole number.</summary>
    Whole,

    /// <summary>How many: a form, one or two numbers, and a basis.</summary>
    Quantity,

    /// <summary>The same, or a word or date.</summary>
    Value,

    /// <summary>Fields that belong together.</summary>
    Group,

    /// <summary>The same field or group several times.</summary>
    List,

    /// <summary>Names with values, a line each.</summary>
    Map,
}

/// <summary>A field of a form, as the description of a command has it.</summary>
/// <param name="Path">Its address in the command, such as <c>legs[0].from</c>; of a part of a list without the place.</param>
/// <param name="Label">What it is called.</param>
/// <param name="Hint">What it takes.</param>
/// <param name="Kind">How it is filled in.</param>
/// <param name="IsRequired">Whether it must be filled in.</param>
/// <param name="Options">The words of a closed list.</param>
/// <param name="Parts">The fields of a group, or the one that a list repeats.</param>
public sealed record FormField(string Path, string Label, string? Hint, FieldKind Kind, bool IsRequired, IReadOnlyList<string> Options,
    IReadOnlyList<FormField> Parts)
{
    /// <summary>The last word of its address.</summary>
    public string Name => Path[(Path.LastIndexOf('.') + 1)..];

    /// <summary>The same at another address.</summary>
    public FormField At(string path) =>
        this with { Path = path, Parts = [.. Parts.Select(part => part.At(Kind == FieldKind.List ? path : $"{path}.{part.Name}"))] };

    /// <summary>Where a page finds a field.</summary>
    public static string IdOf(string path) =>
        "f-" + (path ?? "").Replace('.', '-').Replace("[", "-", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal);
}
