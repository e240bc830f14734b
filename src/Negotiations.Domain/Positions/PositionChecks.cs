using Negotiations.Domain.Commands;

namespace Negotiations.Domain.Positions;

/// <summary>The rule for what a position or proposal is about.</summary>
public static class PositionChecks
{
    /// <summary>A thing on one of the tracks, an actor of the negotiation, or a position that was stated in it.</summary>
    public static IEnumerable<Refusal> Refers(this DecisionContext context, string field, Reference? on) => on switch
    {
        ThingReference { Thing: var thing } => context.Holds(field, thing),
        ActorReference { Actor: var actor } => context.Knows(field, actor),
        PositionReference { Fact: var fact } => context.Facts.GetValueOrDefault(fact)?.Fact is null or PositionStated
            ? context.Exists(field, fact)
            : [Refusal.Rule("no-position", field, $"the fact {fact} states no position")],
        _ => [],
    };
}
