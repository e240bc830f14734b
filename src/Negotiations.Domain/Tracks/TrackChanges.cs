using System.Collections.Immutable;
using Negotiations.Domain.Claims;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Knowledge;

namespace Negotiations.Domain.Tracks;

// What one more fact touched: of a track with very many things, what follows from the others need not be derived again.
public sealed partial record Track
{
    /// <summary>The things of which some facts said something; null where they may touch any thing.</summary>
    /// <param name="facts">The facts that this state has beside one before it; none of them made it be folded again.</param>
    /// <param name="before">The state before.</param>
    public IReadOnlySet<Thing>? ThingsTouched(IReadOnlyCollection<Fact> facts, Track before)
    {
        ArgumentNullException.ThrowIfNull(before);
        return ReferenceEquals(Corrections.ByFact, before.Corrections.ByFact) && ReferenceEquals(Contested, before.Contested)
            && ReferenceEquals(Denials, before.Denials) && ReferenceEquals(Moved, before.Moved)
            && Lifecycle == before.Lifecycle && Opened == before.Opened && Subject == before.Subject
            ? facts.SelectMany(Touched).ToHashSet() : null;
    }

    /// <summary>The things that a fact touches: that it makes or names, of which it came, or of which it states a number.</summary>
    public static IEnumerable<Thing> Touched(Fact fact)
    {
        ArgumentNullException.ThrowIfNull(fact);
        var cameOf = fact.CameOf is { } proposal ? new Thing(ThingKind.Proposal, proposal) : (Thing?)null;
        return new[] { fact.Makes, fact.Names, cameOf }.Concat(MeasuresOf(fact).Select(measure => measure.Names)).OfType<Thing>()
            .Concat(fact.AlsoNames()).Distinct();
    }

    /// <summary>The measures that a fact claims or decides.</summary>
    public static IEnumerable<Measure> MeasuresOf(Fact fact)
    {
        ArgumentNullException.ThrowIfNull(fact);
        return fact switch
        {
            ClaimsReconciled reconciled => [reconciled.Measure],
            ReconciliationReopened reopened => [reopened.Measure],
            _ => fact.Claims(isContested: false).Select(claim => claim.Measure).Distinct(),
        };
    }

    /// <summary>The state of some things alone, with all that is said of them and of the track.</summary>
    public Track Only(IReadOnlySet<Thing> things)
    {
        ArgumentNullException.ThrowIfNull(things);
        return this with
        {
            Rounds = Of(Rounds, ThingKind.Round),
            Memos = Of(Memos, ThingKind.Memo),
            ChildLists = Of(ChildLists, ThingKind.List),
            Exchanges = Of(Exchanges, ThingKind.Exchange),
            Commitments = Of(Commitments, ThingKind.Commitment),
            Agreements = Of(Agreements, ThingKind.Agreement),
            Proposals = Of(Proposals, ThingKind.Proposal),
            Ceasefires = Of(Ceasefires, ThingKind.Ceasefire),
            Reviews = Where(Reviews, (_, review) => things.Contains(new Thing(ThingKind.List, review.List))),
            Returns = Where(Returns, (_, back) => back.List is { } list && things.Contains(new Thing(ThingKind.List, list))),
            Claims = Where(Claims, (measure, _) => measure.Names is { } thing && things.Contains(thing)),
            Reconciliations = Where(Reconciliations, (measure, _) => measure.Names is { } thing && things.Contains(thing)),
        };

        ImmutableSortedDictionary<Key, T> Of<T>(ImmutableSortedDictionary<Key, T> all, ThingKind kind)
        {
            var some = all.Clear().ToBuilder();
            foreach (var thing in things)
                if (thing.Kind == kind && all.TryGetValue(thing.Id, out var found)) some[thing.Id] = found;
            return some.ToImmutable();
        }

        static ImmutableSortedDictionary<TKey, T> Where<TKey, T>(ImmutableSortedDictionary<TKey, T> all, Func<TKey, T, bool> isWanted)
            where TKey : notnull =>
            all.Clear().AddRange(all.Where(entry => isWanted(entry.Key, entry.Value)));
    }
}
