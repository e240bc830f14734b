using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Unicode;

namespace Negotiations.Contracts.Json;

/// <summary>
/// The canonical form of a JSON value (RFC 8785): what hashes are taken over, so that a store may reorder members at will. It is made in
/// one pass over the bytes: what is canonical already is copied, and members are put in order where they aren't.
/// </summary>
public static class CanonicalJson
{
    /// <summary>The canonical form, UTF-8.</summary>
    public static ReadOnlyMemory<byte> Of(JsonElement value) => Of(JsonMarshal.GetRawUtf8Value(value));

    /// <summary>The canonical form of UTF-8 JSON.</summary>
    public static ReadOnlyMemory<byte> Of(ReadOnlyMemory<byte> json) => Of(json.Span);

    /// <summary>The canonical form of UTF-8 JSON.</summary>
    public static ReadOnlyMemory<byte> Of(ReadOnlySpan<byte> json) => Of(json, null, null);

    /// <summary>The canonical form of an object in UTF-8 JSON with one more member, a text.</summary>
    public static ReadOnlyMemory<byte> Of(ReadOnlyMemory<byte> json, string name, string text) => Of(json.Span, name, text);

    private static ReadOnlyMemory<byte> Of(ReadOnlySpan<byte> json, string? furtherName, string? furtherText)
    {
        var reader = new Utf8JsonReader(json);
        var writer = new CanonicalWriter(json.Length + 64);
        reader.Read();
        Write(ref reader, writer, furtherName, furtherText);
        // Whatever follows the value is an error.
        while (reader.Read()) { }
        return writer.Written;
    }

    private static void Write(ref Utf8JsonReader reader, CanonicalWriter writer, string? furtherName = null, string? furtherText = null)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                WriteObject(ref reader, writer, furtherName, furtherText);
                break;
            case JsonTokenType.StartArray:
                writer.Put("["u8);
                for (var isFirst = true; reader.Read() && reader.TokenType != JsonTokenType.EndArray; isFirst = false)
                {
                    if (!isFirst) writer.Put(","u8);
                    Write(ref reader, writer);
                }
                writer.Put("]"u8);
                break;
            case JsonTokenType.String:
                WriteString(ref reader, writer);
                break;
            case JsonTokenType.Number:
                WriteNumber(ref reader, writer);
                break;
            default:
                writer.Put(reader.ValueSpan);
                break;
        }
    }

    private static void WriteObject(ref Utf8JsonReader reader, CanonicalWriter writer, string? furtherName, string? furtherText)
    {
        writer.Put("{"u8);
        var open = writer.Open();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            writer.BeginMember();
            WriteString(ref reader, writer);
            writer.EndName();
            reader.Read();
            Write(ref reader, writer);
            writer.EndMember();
        }
        if (furtherName is not null)
        {
            writer.BeginMember();
            WriteString(furtherName, writer);
            writer.EndName();
            WriteString(furtherText!, writer);
            writer.EndMember();
        }
        writer.Close(open);
        writer.Put("}"u8);
    }

    private static void WriteString(ref Utf8JsonReader reader, CanonicalWriter writer)
    {
        if (reader.ValueIsEscaped || !Utf8.IsValid(reader.ValueSpan))
        {
            WriteString(reader.GetString()!, writer);
            return;
        }
        writer.Put("\""u8);
        writer.Put(reader.ValueSpan);
        writer.Put("\""u8);
    }

    private static void WriteString(string text, CanonicalWriter writer)
    {
        writer.Put("\""u8);
        var from = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (Escape(text[i]) is not { } escaped) continue;
            writer.Put(text.AsSpan(from, i - from));
            writer.Put(escaped);
            from = i + 1;
        }
        writer.Put(text.AsSpan(from));
        writer.Put("\""u8);
    }

    private static string? Escape(char c) => c switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        '\b' => "\\b",
        '\f' => "\\f",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        < ' ' => $"\\u{(int)c:x4}",
        _ => null,
    };

    // Whole numbers of at most fifteen digits are canonical as they stand.
    private static void WriteNumber(ref Utf8JsonReader reader, CanonicalWriter writer)
    {
        if (reader.ValueSpan.Length <= 15 && !reader.ValueSpan.ContainsAnyExceptInRange((byte)'0', (byte)'9')) writer.Put(reader.ValueSpan);
        else writer.Put(Number(ref reader));
    }

    // As ECMAScript prints numbers: shortest digits that read back, an exponent only below 1e-6 and from 1e21 on.
    private static string Number(ref Utf8JsonReader reader)
    {
        if (reader.TryGetInt64(out var whole) && Math.Abs((double)whole) <= 1L << 53) return whole.ToString(CultureInfo.InvariantCulture);
        var number = reader.GetDouble();
        if (number == 0) return "0";
        var shortest = Math.Abs(number).ToString("R", CultureInfo.InvariantCulture).Split('E');
        var point = shortest[0].IndexOf('.', StringComparison.Ordinal) is >= 0 and var at ? at : shortest[0].Length;
        var significant = shortest[0].Replace(".", "", StringComparison.Ordinal).TrimStart('0');
        var leadingZeros = shortest[0].Length - significant.Length - (point < shortest[0].Length ? 1 : 0);
        var exponent = point - 1 - leadingZeros + (shortest.Length > 1 ? int.Parse(shortest[1], CultureInfo.InvariantCulture) : 0);
        var digits = significant.TrimEnd('0');
        return (number < 0 ? "-" : "") + exponent switch
        {
            >= 0 and < 21 when digits.Length <= exponent + 1 => digits.PadRight(exponent + 1, '0'),
            >= 0 and < 21 => digits.Insert(exponent + 1, "."),
            < 0 and >= -6 => "0." + new string('0', -exponent - 1) + digits,
            _ => (digits.Length == 1 ? digits : digits.Insert(1, ".")) + (exponent < 0 ? "e-" : "e+") + Math.Abs(exponent),
        };
    }
}
