using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace Negotiations.Contracts.Json;

/// <summary>A line of a body of many.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Json">What it holds; null when it is longer than a line may be.</param>
internal readonly record struct JsonLine(int Number, ReadOnlyMemory<byte>? Json)
{
    private const int Most = 500;

    /// <summary>
    /// Reads lines as they arrive, up to 500 at a time. Blank lines are skipped; nothing is kept of a line beyond the limit.
    /// </summary>
    /// <param name="reader">The body.</param>
    /// <param name="limit">How long a line may be, in bytes.</param>
    /// <param name="cancellation">Ends it.</param>
    public static async IAsyncEnumerable<List<JsonLine>> Read(PipeReader reader, int limit,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        var (number, isOversize) = (0, false);
        while (true)
        {
            var read = await reader.ReadAsync(cancellation);
            var buffer = read.Buffer;
            var lines = new List<JsonLine>();
            while (lines.Count < Most && TryTake(ref buffer, read.IsCompleted, out var json))
            {
                number++;
                if (isOversize || json.Length > limit) lines.Add(new JsonLine(number, null));
                else if (Line(number, json) is { } line) lines.Add(line);
                isOversize = false;
            }
            // The start of an oversized line is discarded; its line break still ends it.
            if (buffer.Length > limit && !buffer.PositionOf((byte)'\n').HasValue) (isOversize, buffer) = (true, buffer.Slice(buffer.End));
            // Lines beyond this batch are read again at once; an incomplete line when more has come.
            reader.AdvanceTo(buffer.Start, lines.Count == Most ? buffer.Start : buffer.End);
            if (read.IsCompleted && buffer.IsEmpty && isOversize) lines.Add(new JsonLine(number + 1, null));
            if (lines.Count > 0) yield return lines;
            if (read.IsCompleted && buffer.IsEmpty) yield break;
        }
    }

    private static JsonLine? Line(int number, byte[] json)
    {
        var line = number == 1 && json.AsSpan().StartsWith("\uFEFF"u8) ? json.AsMemory(3) : json;
        return line.Span.Trim(" \t\r"u8).IsEmpty ? null : new JsonLine(number, line);
    }

    private static bool TryTake(ref ReadOnlySequence<byte> buffer, bool isLast, out byte[] line)
    {
        line = [];
        if (buffer.PositionOf((byte)'\n') is { } end)
        {
            line = buffer.Slice(0, end).ToArray();
            buffer = buffer.Slice(buffer.GetPosition(1, end));
            return true;
        }
        if (!isLast || buffer.IsEmpty) return false;
        line = buffer.ToArray();
        buffer = buffer.Slice(buffer.End);
        return true;
    }
}
