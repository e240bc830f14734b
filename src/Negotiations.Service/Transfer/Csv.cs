using System.Globalization;
using CsvHelper;
using Negotiations.Contracts.Events;
using Negotiations.Domain;
using Negotiations.Domain.Claims;

namespace Negotiations.Service.Transfer;

/// <summary>
/// CSV for spreadsheets: RFC 4180, UTF-8 with a byte order mark, which some need to recognise the encoding. Text that could run as a
/// formula gets an apostrophe in front.
/// </summary>
internal static class Csv
{
    private const int Together = 200;
    // A line feed too: some programs skip it and run what follows.
    private const string Formulas = "=+-@＝＋－＠﹦﹢﹣﹫";
    internal static readonly CsvWriterOptions Options = new() { Injection = CsvInjection.Escape, InjectionCharacters = "=@+-\t\r\n" };

    /// <summary>An answer that is written row by row.</summary>
    /// <param name="context">The request.</param>
    /// <param name="name">The file's name, without its end.</param>
    /// <param name="columns">The names of the columns.</param>
    /// <param name="rows">The rows, a cell a column; null is an empty cell.</param>
    public static IResult Of(HttpContext context, string name, string[] columns, IAsyncEnumerable<object?[]> rows)
    {
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"{name}.csv\"";
        return Results.Stream(stream => Write(stream, columns, rows, context.RequestAborted), "text/csv; charset=utf-8; header=present");
    }

    /// <summary>The two cells of a range: without an upper end the second is empty; of an unknown number both are.</summary>
    public static object?[] Cells(NumberRange? range) =>
        range is not { } known || known == NumberRange.Any ? [null, null] : [known.Low, known.High];

    private static async Task Write(Stream stream, string[] columns, IAsyncEnumerable<object?[]> rows, CancellationToken cancellation)
    {
        await stream.WriteAsync("\uFEFF"u8.ToArray(), cancellation);
        await using var csv = CsvWriter.Create(stream, Options, leaveOpen: true);
        await csv.WriteRecordAsync(columns, cancellation);
        var number = 0;
        await foreach (var row in rows.WithCancellation(cancellation))
        {
            await csv.WriteRecordAsync([.. row.Select(cell => Guarded(Text(cell)))], cancellation);
            if (++number % Together == 0) await csv.FlushAsync(cancellation);
        }
    }

    // Spreadsheets pass over blanks and signs that show nothing, and some take the wide forms for the narrow. What begins with one of the
    // writer's own characters gets its apostrophe there.
    internal static string? Guarded(string? text)
    {
        if (text is not { Length: > 0 } || Options.InjectionCharacters.Contains(text[0])) return text;
        var first = text.SkipWhile(letter => char.IsWhiteSpace(letter) || char.IsControl(letter)
            || char.GetUnicodeCategory(letter) == UnicodeCategory.Format).FirstOrDefault();
        return Formulas.Contains(first, StringComparison.Ordinal) && first != default ? "'" + text : text;
    }

    private static string? Text(object? cell) => cell switch
    {
        null => null,
        bool yes => yes ? "true" : "false",
        Enum word => Words.Of(word),
        IEnumerable<ActorKey> actors => string.Join(' ', actors),
        IEnumerable<Key> keys => string.Join(' ', keys),
        DateTimeOffset instant => FactEvent.TimeOf(instant),
        _ => Convert.ToString(cell, CultureInfo.InvariantCulture),
    };
}
