using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Negotiations.Contracts.Json;
using Negotiations.Domain;
using Negotiations.Domain.Commands;

namespace Negotiations.Service.Commands;

/// <summary>A line of a batch: a command, or why it is none.</summary>
/// <param name="Number">The line's number, from 1.</param>
/// <param name="Command">The command; null when the line can't be read.</param>
/// <param name="Refusal">Why it can't be read.</param>
internal sealed record CommandLine(int Number, Command? Command, Refusal? Refusal)
{
    /// <summary>How many lines are taken together at most.</summary>
    public const int Together = 500;

    /// <summary>Reads lines as they arrive and passes them on; a fault ends the reading and is thrown to the channel's reader.</summary>
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

    /// <summary>Reads lines as they arrive, as many at a time as are there.</summary>
    public static async IAsyncEnumerable<IEnumerable<CommandLine>> Read(PipeReader reader,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var lines in JsonLine.Read(reader, CommandReader.Limit, cancellation)) yield return [.. lines.Select(Of)];
    }

    private static CommandLine Of(JsonLine line)
    {
        if (line.Json is not { } json)
            return new CommandLine(line.Number, null,
            Refusal.Malformed("too-large", null, $"a line has at most {CommandReader.Limit} bytes"));
        var read = CommandReader.ReadLine(json.Span);
        return new CommandLine(line.Number, read.Value is { } command
            ? command with { CommandId = command.CommandId ?? Guid.CreateVersion7() } : null, read.Refusal);
    }
}
