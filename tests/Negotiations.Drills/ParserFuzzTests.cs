using System.Text;
using System.Text.Json;
using CsCheck;
using Negotiations.Contracts.Json;
using Negotiations.Domain.Claims;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Time;
using Negotiations.Service.Bus;
using Negotiations.Service.Commands;
using Negotiations.Service.Sealing;
using Negotiations.Service.Transfer;

namespace Negotiations.Drills;

/// <summary>
/// What strangers send, made from a corpus that is kept (<c>Corpus</c>) by cutting, doubling, mixing and writing in words of the grammar:
/// each parser returns a value or a refusal, and throws nothing else.
/// A twentieth of the size, unless <c>NEGOTIATIONS_DRILL=full</c>. What a run finds goes into the corpus.
/// </summary>
public sealed class ParserFuzzTests
{
    private static readonly int Size = Environment.GetEnvironmentVariable("NEGOTIATIONS_DRILL") == "full" ? 200_000 : 10_000;

    private static readonly string[] Words =
    [
        "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u0000", "\\ud800", "\\u202e", "\u0000", "\u202e", "\ud800", "\ufeff", "\n", "null",
        "true", "-", "0", "9223372036854775808", "1e999", "-1", "0.1", "..", "/", "X", "?", "~", "T", "Z", "+99:99",
        "9999-12-31", "0001-01-01", "2025-02-30", "\"commandId\":\"00000000-0000-0000-0000-000000000000\",", "\"command\":\"RecordTalks\",",
        "\"negotiation\":\"..\",", "'; drop table mt_events; --", "%00", "$type", "\"$ref\":1,", "[[[[[[[[[[[[[[[[[[[[",
    ];

    private static readonly string[] MediaTypes = ["application/cloudevents+json", "application/json"];

    [Fact]
    public void Dates() => Fuzz("edtf.txt", text =>
    {
        if (Occurrence.Parse(text).Value is { } read) Occurrence.Parse(read.Text).Value.ShouldBe(read);
    });

    [Fact]
    public void Quantities() => Fuzz("quantities.txt", text =>
    {
        if (Read(() => JsonSerializer.Deserialize<Quantity>(Encoding.UTF8.GetBytes(text), Formats.Request)) is { } read)
            JsonSerializer.Deserialize<Quantity>(JsonSerializer.Serialize(read, Formats.Stored), Formats.Stored).ShouldBe(read);
    });

    [Fact]
    public void Commands() => Fuzz("../Samples/examples.ndjson", text =>
    {
        var read = CommandReader.ReadLine(Encoding.UTF8.GetBytes(text));
        (read.Value is null).ShouldBe(read.Refusal is not null);
        _ = CommandReader.Read("RecordTalks", Encoding.UTF8.GetBytes(text));
    });

    [Fact]
    public void Events_that_bring_commands() => Fuzz("events.ndjson", text =>
    {
        foreach (var contentType in MediaTypes)
        {
            var message = new CommandMessage(contentType, "42", "RecordPosition", name => text.Length > 3 ? text[..3] + name : null);
            var read = message.Read(Encoding.UTF8.GetBytes(text));
            (read.Value is null).ShouldBe(read.Refusal is not null);
        }
    });

    [Fact]
    public void Lines_of_imports() => Fuzz("events.ndjson", text =>
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var read = ImportLine.Of(bytes);
        (read.Value is null).ShouldBe(read.Refusal is not null);
        _ = SealedEvent.Read(bytes);
    });

    [Fact]
    public void Bytes_that_are_no_text() => Gen.Byte.Array[0, 200].Sample(
        bytes =>
        {
            CommandReader.ReadLine(bytes).Refusal.ShouldNotBeNull();
            ImportLine.Of(bytes).Refusal.ShouldNotBeNull();
            new CommandMessage("application/cloudevents+json", null, null, _ => null).Read(bytes).Refusal.ShouldNotBeNull();
        },
        iter: Size);

    // A cell that a spreadsheet takes for a formula is never written, and what was written is read back as it was.
    [Fact]
    public void Cells_of_tables() => Gen.Select(Gen.Int[0, 9], Gen.String[Gen.Char["=+-@\t\r\n\",'ab\u202e;1"], 0, 12]).Array[1, 20].Sample(
        rows =>
        {
            using var written = new MemoryStream();
            using (var csv = CsvHelper.CsvWriter.Create(written, Csv.Options, leaveOpen: true))
                foreach (var (_, cell) in rows) csv.WriteRecordAsync(["x", cell]).AsTask().Wait();
            var read = Cells(Encoding.UTF8.GetString(written.ToArray())).Where((_, i) => i % 2 == 1).ToArray();
            read.Length.ShouldBe(rows.Length);
            foreach (var (cell, (_, original)) in read.Zip(rows))
            {
                (cell.Length > 0 && "=+-@\t\r\n".Contains(cell[0], StringComparison.Ordinal)).ShouldBeFalse(original);
                cell.TrimStart('\'').ShouldBe(original.TrimStart('\''));
            }
        },
        iter: Size / 10);

    private static void Fuzz(string corpus, Action<string> parse)
    {
        var seeds = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Corpus", corpus));
        foreach (var seed in seeds) parse(seed);
        var changes = Gen.Select(Gen.Int[0, 5], Gen.Int[0, 10_000], Gen.Int[0, 10_000], Gen.Int[0, Words.Length - 1].Select(i => Words[i]),
            Gen.Int[0, seeds.Length - 1].Select(i => seeds[i])).Array[1, 6];
        Gen.Select(Gen.Int[0, seeds.Length - 1].Select(i => seeds[i]), changes)
            .Sample((seed, steps) => parse(steps.Aggregate(seed, Changed)), iter: Size);
    }

    private static string Changed(string text, (int Kind, int From, int Length, string Word, string Other) step)
    {
        var from = text.Length == 0 ? 0 : step.From % (text.Length + 1);
        var length = Math.Min(1 + (step.Length % 20), text.Length - from);
        return step.Kind switch
        {
            0 => text.Remove(from, length),
            1 => text.Insert(from, step.Word),
            2 => text.Insert(from, text.Substring(from, length)),
            3 => text[..from] + step.Other[Math.Min(from, step.Other.Length)..],
            4 => text.Remove(from, length).Insert(from, step.Word),
            _ => text.Insert(from, ((char)(step.Length % 0x2fff)).ToString()),
        };
    }

    private static T? Read<T>(Func<T?> read) where T : class
    {
        try
        {
            return read();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // RFC 4180, read by hand.
    private static List<string> Cells(string text)
    {
        var (cells, cell, isQuoted) = (new List<string>(), new StringBuilder(), false);
        for (var i = 0; i < text.Length; i++)
        {
            if (isQuoted && text[i] == '"' && i + 1 < text.Length && text[i + 1] == '"') cell.Append(text[++i]);
            else if (text[i] == '"') isQuoted = !isQuoted;
            else if (!isQuoted && (text[i] == ',' || text[i] == '\n'))
            {
                cells.Add(cell.ToString());
                cell.Clear();
            }
            else if (isQuoted || text[i] != '\r') cell.Append(text[i]);
        }
        return cells;
    }
}
