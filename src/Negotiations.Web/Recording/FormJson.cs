using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Negotiations.Web.Parts;

namespace Negotiations.Web.Recording;

/// <summary>What a form holds, by the address of each field, as the JSON of a command; and back.</summary>
public static class FormJson
{
    /// <summary>The forms of a quantity, as the JSON of a quantity names them, and a word or date.</summary>
    public const string Exactly = "value", Between = "between", Unknown = "unknown", Word = "word";

    /// <summary>All forms of a quantity.</summary>
    public static readonly IReadOnlyList<string> Forms = [Exactly, "atLeast", "atMost", "about", Between, Unknown];

    /// <summary>The most rows of a list that are read.</summary>
    public const int MostRows = 200;

    /// <summary>The command that a form says; what was left empty is left out.</summary>
    public static JsonObject Read(IEnumerable<FormField> fields, IReadOnlyDictionary<string, string> values)
    {
        var json = new JsonObject();
        foreach (var field in fields)
            if (Read(field, values) is { } value) json[field.Name] = value;
        return json;
    }

    /// <summary>How many rows of a list are filled in.</summary>
    public static int RowsOf(FormField list, IReadOnlyDictionary<string, string> values) =>
        Enumerable.Range(0, MostRows).Where(i => values.Any(one => one.Value.Length > 0
            && one.Key.StartsWith($"{list.Path}[{i}]", StringComparison.Ordinal))).Select(i => i + 1).DefaultIfEmpty(0).Max();

    /// <summary>The field that can be filled in at or below an address that a fault names; the address itself where there is
    /// none.</summary>
    public static string? LeafOf(CommandForm form, string? address) => address is null ? null
        : (form ?? throw new ArgumentNullException(nameof(form))).All.SelectMany(Leaves).FirstOrDefault(path => path == address
            || path.StartsWith($"{address}.", StringComparison.Ordinal) || path.StartsWith($"{address}[", StringComparison.Ordinal))
                ?? address;

    private static IEnumerable<string> Leaves(FormField field) => field.Kind switch
    {
        FieldKind.Group => field.Parts.SelectMany(Leaves),
        FieldKind.List => Leaves(field.Parts[0].At($"{field.Path}[0]")),
        _ => [field.Path],
    };

    private static JsonNode? Read(FormField field, IReadOnlyDictionary<string, string> values)
    {
        var text = values.GetValueOrDefault(field.Path, "").Trim();
        return field.Kind switch
        {
            FieldKind.Group => Read(field.Parts, values) is { Count: > 0 } group ? group : null,
            FieldKind.List => ListOf(field, values),
            FieldKind.Map => MapOf(text),
            FieldKind.Quantity or FieldKind.Value => QuantityOf(field.Path, values),
            FieldKind.Check => text == "true" ? true : null,
            FieldKind.Whole => Number(text),
            _ => text.Length == 0 ? null : text,
        };
    }

    private static JsonArray? ListOf(FormField field, IReadOnlyDictionary<string, string> values)
    {
        JsonNode?[] rows = [.. Enumerable.Range(0, RowsOf(field, values)).Select(i => Read(field.Parts[0].At($"{field.Path}[{i}]"), values))
            .Where(row => row is not null)];
        return rows is [] ? null : new JsonArray(rows);
    }

    // A line each: name = value. Numbers and truth values are taken as such.
    private static JsonObject? MapOf(string text)
    {
        var json = new JsonObject();
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var parts = line.Split('=', 2, StringSplitOptions.TrimEntries);
            json[parts[0]] = parts.Length < 2 ? "" : bool.TryParse(parts[1], out var truth) ? truth
                : double.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                    && number.ToString(CultureInfo.InvariantCulture) == parts[1] ? number : parts[1];
        }
        return json.Count == 0 ? null : json;
    }

    private static JsonNode? QuantityOf(string path, IReadOnlyDictionary<string, string> values)
    {
        string Of(string part) => values.GetValueOrDefault($"{path}.{part}", "").Trim();
        var (form, first, second, basis) = (Of("form"), Of("first"), Of("second"), Of("basis"));
        if (form == Word) return first.Length == 0 ? null : first;
        if (form.Length == 0 || (first.Length == 0 && form != Unknown)) return null;
        var json = new JsonObject
        {
            [form] = form switch { Unknown => true, Between => new JsonArray(Number(first), Number(second)), _ => Number(first) },
        };
        // What contradicts the form is left for the rules to refuse.
        if (form != Between && second.Length > 0) json[Between] = new JsonArray(Number(first), Number(second));
        if (form == Unknown && first.Length > 0) json[Exactly] = Number(first);
        if (basis.Length > 0) json["basis"] = basis;
        return json;
    }

    // What is no number is left for the rules to refuse.
    private static JsonNode? Number(string text) => text.Length == 0 ? null
        : long.TryParse(text.Replace(",", "", StringComparison.Ordinal), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number : text;

    /// <summary>The values of a form that says a command, or a fact.</summary>
    public static Dictionary<string, string> Fill(IEnumerable<FormField> fields, JsonObject json)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var field in fields) Fill(field, json?[field.Name], values);
        return values;
    }

    private static void Fill(FormField field, JsonNode? json, Dictionary<string, string> values)
    {
        switch (field.Kind, json)
        {
            case (_, null):
                break;
            case (FieldKind.Group, JsonObject members):
                foreach (var part in field.Parts) Fill(part, members[part.Name], values);
                break;
            case (FieldKind.List, JsonArray rows):
                for (var i = 0; i < rows.Count; i++) Fill(field.Parts[0].At($"{field.Path}[{i}]"), rows[i], values);
                break;
            case (FieldKind.Map, JsonObject members):
                values[field.Path] = string.Join('\n', members.Select(member => $"{member.Key} = {member.Value.Text()}"));
                break;
            case (FieldKind.Quantity or FieldKind.Value, _):
                FillQuantity(field.Path, json, values);
                break;
            default:
                values[field.Path] = json.Text();
                break;
        }
    }

    private static void FillQuantity(string path, JsonNode json, Dictionary<string, string> values)
    {
        if (json is not JsonObject members)
        {
            values[$"{path}.form"] = json.GetValueKind() == JsonValueKind.Number ? Exactly : Word;
            values[$"{path}.first"] = json.Text();
            return;
        }
        var form = Forms.First(members.ContainsKey);
        values[$"{path}.form"] = form;
        if (members[form] is JsonArray { Count: 2 } ends)
            (values[$"{path}.first"], values[$"{path}.second"]) = (ends[0].Text(), ends[1].Text());
        else if (form != Unknown) values[$"{path}.first"] = members[form].Text();
        if (members["basis"] is { } basis) values[$"{path}.basis"] = basis.Text();
    }
}
