using System.Collections.Immutable;
using Negotiations.Domain;

namespace Negotiations.Service.Commands;

/// <summary>What was decided on a command.</summary>
/// <param name="FactId">Its fact.</param>
/// <param name="Repeats">Whether it was given before, with the same content.</param>
/// <param name="Refusals">Why it is refused; none when it is not.</param>
internal sealed record Decision(Guid FactId, bool Repeats, ImmutableArray<Refusal> Refusals)
{
    /// <summary>A refusal.</summary>
    public static Decision Refused(Refusal reason) => new(Guid.Empty, Repeats: false, [reason]);
}
