using System.Text.Json;
using System.Text.RegularExpressions;
using Negotiations.Domain;

namespace Negotiations.Contracts.Json;

/// <summary>Says in words for the sender why JSON could not be read, and where.</summary>
internal static partial class JsonFaults
{
    /// <summary>The refusal for what the reader says.</summary>
    /// <param name="fault">What the reader says.</param>
    /// <param name="notAnObject">The refusal of JSON that is no object.</param>
    public static Refusal Explain(JsonException fault, Refusal notAnObject)
    {
        var field = Field(fault.Path);
        if (fault is RefusedValueException { Refusal: var refusal })
            return refusal with { Field = field, Detail = field is null ? refusal.Detail : $"'{field}': {refusal.Detail}" };
        if (Quoted(UnmappedMember, fault) is { } unknown)
            return Refusal.Malformed("unknown-member", Join(field, unknown),
                $"'{unknown}' is no member that is known here; check its spelling or leave it out");
        if (Quoted(MissingMember, fault) is { } missing)
            return Refusal.Malformed("missing-member", Join(field, missing), $"'{Join(field, missing)}' is missing");
        if (Quoted(DuplicateMember, fault) is { } duplicate)
            return Refusal.Malformed("duplicate-member", Join(field, duplicate), $"'{duplicate}' stands more than once");
        if (field is null && fault.InnerException is null && fault.GetType() == typeof(JsonException)) return notAnObject;
        if (field is null || fault.InnerException is not null and not InvalidOperationException and not FormatException)
            return Refusal.Malformed("malformed", null,
                $"this is not readable JSON (line {fault.LineNumber + 1}, byte {fault.BytePositionInLine + 1})");
        return Refusal.Malformed("wrong-type", field, $"'{field}' has a value of the wrong type, or none");
    }

    private static string? Quoted(Regex pattern, JsonException fault) =>
        pattern.Match(fault.Message) is { Success: true, Groups: var groups } ? groups["name"].Value : null;

    private static string? Field(string? path) =>
        path is null or "$" ? null : path.StartsWith("$.", StringComparison.Ordinal) ? path[2..] : path;

    private static string Join(string? field, string member) =>
        field is null || field == member ? member : field.EndsWith("." + member, StringComparison.Ordinal) ? field : $"{field}.{member}";

    [GeneratedRegex("JSON property '(?<name>[^']*)' could not be mapped")]
    private static partial Regex UnmappedMember { get; }

    [GeneratedRegex("missing required properties including: '(?<name>[^']*)'")]
    private static partial Regex MissingMember { get; }

    [GeneratedRegex("[Dd]uplicate property '(?<name>[^']*)'")]
    private static partial Regex DuplicateMember { get; }
}
