using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Negotiations.Service.Tests;

/// <summary>
/// The canonical form of JSON made from its parsed values, member by member: a second model of what is made in one pass over the bytes.
/// </summary>
internal static class SlowCanonicalJson
{
    /// <summary>The canonical form, UTF-8.</summary>
    public static ReadOnlyMemory<byte> Of(JsonElement value)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        Write(buffer, value);
        return buffer.WrittenMemory;
    }

    /// <summary>The canonical form of UTF-8 JSON.</summary>
    public static ReadOnlyMemory<byte> Of(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        return Of(document.RootElement);
    }

    private static void Write(ArrayBufferWriter<byte> buffer, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                WriteObject(buffer, value);
                break;
            case JsonValueKind.Array:
                WriteAll(buffer, "[", value.EnumerateArray(), "]", item => Write(buffer, item));
                break;
            case JsonValueKind.String:
                WriteString(buffer, value.GetString()!);
                break;
            case JsonValueKind.Number:
                Put(buffer, Number(value));
                break;
            default:
                Put(buffer, value.GetRawText());
                break;
        }
    }

    private static void WriteObject(ArrayBufferWriter<byte> buffer, JsonElement value)
    {
        var members = new (string Name, JsonElement Value)[value.GetPropertyCount()];
        var count = 0;
        foreach (var member in value.EnumerateObject()) members[count++] = (member.Name, member.Value);
        Array.Sort(members, ByName);
        WriteAll(buffer, "{", members, "}", member =>
        {
            WriteString(buffer, member.Name);
            Put(buffer, ":");
            Write(buffer, member.Value);
        });
    }

    private static int ByName((string Name, JsonElement Value) left, (string Name, JsonElement Value) right) =>
        string.CompareOrdinal(left.Name, right.Name);

    private static void WriteAll<T>(ArrayBufferWriter<byte> buffer, string open, IEnumerable<T> items, string close, Action<T> write)
    {
        Put(buffer, open);
        var first = true;
        foreach (var item in items)
        {
            if (!first) Put(buffer, ",");
            first = false;
            write(item);
        }
        Put(buffer, close);
    }

    private static void WriteString(ArrayBufferWriter<byte> buffer, string text)
    {
        Put(buffer, "\"");
        var from = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (Escape(text[i]) is not { } escaped) continue;
            Put(buffer, text.AsSpan(from, i - from));
            Put(buffer, escaped);
            from = i + 1;
        }
        Put(buffer, text.AsSpan(from));
        Put(buffer, "\"");
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

    // As ECMAScript prints numbers: shortest digits that read back, an exponent only below 1e-6 and from 1e21 on.
    private static string Number(JsonElement value)
    {
        if (value.TryGetInt64(out var whole) && Math.Abs((double)whole) <= 1L << 53) return whole.ToString(CultureInfo.InvariantCulture);
        var number = value.GetDouble();
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

    private static void Put(ArrayBufferWriter<byte> buffer, ReadOnlySpan<char> text) => Encoding.UTF8.GetBytes(text, buffer);
}
