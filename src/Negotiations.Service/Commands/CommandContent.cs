using System.Text.Json;
using Negotiations.Contracts.Json;
using Negotiations.Domain.Commands;
using Negotiations.Store.Log;

namespace Negotiations.Service.Commands;

/// <summary>What a command says, by which a repetition is told from a conflict.</summary>
internal static class CommandContent
{
    /// <summary>The hash of what a command says: the same for a repetition, without its id and the version that it expects.</summary>
    public static string HashOf(Command command)
    {
        var content = JsonSerializer.SerializeToUtf8Bytes(command with { CommandId = null, ExpectedVersion = null }, command.GetType(),
            Formats.Stored);
        return Chain.Next(Chain.Start, CanonicalJson.Of(content, "command", command.ToString()).Span);
    }
}
