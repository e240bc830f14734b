using Wolverine;
using Wolverine.Attributes;

namespace Negotiations.Service.Bus;

/// <summary>
/// A command that another application of the bus put into the queue on PostgreSQL: plain JSON, or a structured CloudEvent, under this name
/// of a message.
/// </summary>
/// <param name="Body">The JSON, as it was sent.</param>
[MessageIdentity(Identity)]
public sealed record PostedCommand(ReadOnlyMemory<byte> Body)
{
    /// <summary>The name of the message.</summary>
    public const string Identity = "negotiations.command";

    /// <summary>The name alone: what the command says must not reach a log.</summary>
    public override string ToString() => nameof(PostedCommand);
}
