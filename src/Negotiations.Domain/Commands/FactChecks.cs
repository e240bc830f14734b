using System.Collections.Immutable;
using Negotiations.Domain.Facts;

namespace Negotiations.Domain.Commands;

/// <summary>The rules for commands that speak of facts.</summary>
public static class FactChecks
{
    /// <summary>A fact that must exist, on a track of this negotiation.</summary>
    public static IEnumerable<Refusal> Exists(this DecisionContext context, string field, Guid fact)
    {
        if (context.Facts.TryGetValue(fact, out var found) && found.Fact.Negotiation == context.Negotiation.Key && !found.Fact.IsSetup)
            yield break;
        yield return Refusal.Rule("unknown-fact", field, $"no fact {fact} is on a track of '{context.Negotiation.Key}'");
    }

    /// <summary>A fact whose standing must be one of those allowed.</summary>
    public static IEnumerable<Refusal> Stands(this DecisionContext context, string field, Guid fact, params FactStanding[] allowed)
    {
        if (!context.Facts.TryGetValue(fact, out var found) || allowed.Contains(found.Standing)) yield break;
        yield return Refusal.Conflict("fact-standing", field,
            $"the fact {fact} {Says(found.Standing)}; this takes one that {string.Join(" or ", allowed.Select(Says))}");
    }

    private static string Says(FactStanding standing) => standing == FactStanding.Counts ? "counts" : $"is {Words.Of(standing)}";

    /// <summary>Retractions can't be retracted; nor may a retraction bring back a fact whose thing's id is taken.</summary>
    public static IEnumerable<Refusal> MayRetract(this DecisionContext context, string field, Guid fact)
    {
        if (!context.Facts.TryGetValue(fact, out var found)) return [];
        if (found.Fact.Corrects().Any(said => said.Kind is CorrectionKind.Retracted or CorrectionKind.Reinstated))
            return [Refusal.Rule("not-correctable", field,
                "a retraction is undone with ReinstateFact, and a reinstatement with RetractFact, each on the fact itself")];
        return from freed in found.Fact.Corrects()
               where freed.Kind is CorrectionKind.Superseded or CorrectionKind.Denied && context.Facts.ContainsKey(freed.Fact)
               from refusal in Taken(context.Facts[freed.Fact], field, except: fact)
               select refusal;
    }

    /// <summary>
    /// A retracted fact may return only if no other fact has taken its thing's id meanwhile, or replaced the fact that it replaces.
    /// </summary>
    public static IEnumerable<Refusal> MayReturn(this DecisionContext context, string field, Guid fact)
    {
        if (!context.Facts.TryGetValue(fact, out var found)) yield break;
        foreach (var refusal in Taken(found, field, except: found.Fact.Supersedes)) yield return refusal;
        if (found.Fact.Supersedes is { } replaced && context.Facts.TryGetValue(replaced, out var other)
            && other.Standing == FactStanding.Superseded)
            yield return Refusal.Conflict("fact-standing", field,
                $"the fact {replaced}, which it replaces, has been replaced by another meanwhile");
    }

    /// <summary>The fact that a command replaces, where it replaces one.</summary>
    public static IEnumerable<Refusal> Supersedes(Command command, DecisionContext context)
    {
        if (command.Supersedes is not { } replaced) return [];
        if (command.Opens || command.Concerns is [])
            return [Refusal.Rule("not-correctable", "supersedes", "set-up replaces nothing; retract the other fact instead")];
        if (replaced == command.CommandId) return [Refusal.Rule("supersedes-itself", "supersedes", "a fact cannot replace itself")];
        return
        [
            .. context.Exists("supersedes", replaced),
            .. context.Stands("supersedes", replaced, FactStanding.Counts, FactStanding.Contested),
            .. context.MayRetract("supersedes", replaced)
                .Where(refusal => refusal.Kind == RefusalKind.Rule || context.Facts[replaced].Fact.Corrects()
                .Any(said => said.Kind == CorrectionKind.Denied)),
        ];
    }

    private static IEnumerable<Refusal> Taken(KnownFact fact, string field, Guid? except) =>
        fact.Rivals.Where(other => other != except).Select(other => (Guid?)other).FirstOrDefault() is { } rival
            ? [Refusal.Conflict($"{Words.Of(fact.Fact.Makes!.Value.Kind)}-exists", field,
                $"the id '{fact.Fact.Makes.Value.Id}' of the fact {fact.Fact.Id}, which would count again, has been taken by the fact "
                    + $"{rival} meanwhile")]
            : [];
}
