using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Negotiations.Domain;

namespace Negotiations.Service.Recording;

/// <summary>A line of a batch: a command, or why it is none.</summary>
/// <param name="Number">The line's number, from 1.</param>
/// <param name="Command">The command; null when the line can't be read.</param>
/// <param name="Refusal">Why it can't be read.</param>
internal sealed record CommandLine(int Number, Command? Command, Refusal? Refusal)
{
    /// <summary>How many lines are taken together at most.</summary>
    public const int Together = 500;

    /// <summary>Reads lines as they arrive and hands them on; a fault of the sender's ends the reading, and is seen by who takes them.</summary>
    public static async Task Read(PipeReader body, ChannelWriter<CommandLine> arrived, CancellationToken cancellation)
    {
        try
        {
            await foreach (var lines in Read(body, cancellation))
                foreach (var line in lines) await arrived.WriteAsync(line, cancellation);
            arrived.Complete();
        }
        catch (Exception fault)
        {
            arrived.Complete(fault);
        }
    }

    /// <summary>Reads lines as they arrive, as many at a time as are there; blank ones are passed over.</summary>
    public static async IAsyncEnumerable<List<CommandLine>> Read(PipeReader reader, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var (number, isOversize) = (0, false);
        while (true)
        {
            var read = await reader.ReadAsync(cancellation);
            var buffer = read.Buffer;
            var lines = new List<CommandLine>();
            while (lines.Count < Together && TryTake(ref buffer, read.IsCompleted, out var json))
            {
                number++;
                if (isOversize) lines.Add(TooLarge(number));
                else if (Read(number, json) is { } line) lines.Add(line);
                isOversize = false;
            }
            // The head of a line beyond the limit is thrown away; its end still ends it.
            if (buffer.Length > CommandReader.Limit && !buffer.PositionOf((byte)'\n').HasValue) (isOversize, buffer) = (true, buffer.Slice(buffer.End));
            // What was not taken for lack of room is looked at again at once; what is no whole line yet, when more has come.
            reader.AdvanceTo(buffer.Start, lines.Count == Together ? buffer.Start : buffer.End);
            if (read.IsCompleted && buffer.IsEmpty && isOversize) lines.Add(TooLarge(number + 1));
            if (lines.Count > 0) yield return lines;
            if (read.IsCompleted && buffer.IsEmpty) yield break;
        }
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

    private static CommandLine TooLarge(int number) => new(number, null, Refusal.Malformed("too-large", null, $"a line has at most {CommandReader.Limit} bytes"));

    /// <summary>Reads a line; null when it is blank.</summary>
    private static CommandLine? Read(int number, byte[] json)
    {
        var line = number == 1 && json.AsSpan().StartsWith("\uFEFF"u8) ? json.AsMemory(3) : json;
        if (line.Span.Trim(" \t\r"u8).IsEmpty) return null;
        if (line.Length > CommandReader.Limit) return TooLarge(number);
        var read = CommandReader.ReadLine(line);
        return new CommandLine(number, read.Value is { } command ? command with { CommandId = command.CommandId ?? Guid.CreateVersion7() } : null, read.Refusal);
    }
}
