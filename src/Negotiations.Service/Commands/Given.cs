using System.Diagnostics;
using Negotiations.Domain.Commands;
using Negotiations.Service.Access;

namespace Negotiations.Service.Commands;

/// <summary>A command as it was given.</summary>
/// <param name="Command">The command.</param>
/// <param name="Caller">Who gives it; null for the system itself.</param>
/// <param name="Span">The span in which it came; null where nobody traces.</param>
public sealed record Given(Command Command, Caller? Caller, Activity? Span)
{
    /// <summary>A command that is given in the current span.</summary>
    public static Given Now(Command command, Caller? caller) => new(command, caller, Activity.Current);

    /// <summary>The name alone: what the command says must not reach a log.</summary>
    public override string ToString() => $"{Command}";
}
