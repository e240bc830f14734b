using System.Collections.Immutable;
using Negotiations.Domain.Claims;
using Negotiations.Domain.Facts;

namespace Negotiations.Domain.Tracks;

// What one more fact touched: of a track with very many things, what follows from the others need not be derived again.
public sealed partial record Track
{
    /// <summary>
    /// The things of which this state says something else than one before it; null where what changed may touch any thing.
    /// </summary>
    /// <param name="before">The state before.</param>
    public IReadOnlySet<Thing>? ThingsChangedSince(Track before)
    {
        ArgumentNullException.ThrowIfNull(before);
        if (!ReferenceEquals(Corrections.ByFact, before.Corrections.ByFact) || !ReferenceEquals(Contested, before.Contested)
            || !ReferenceEquals(Denials, before.Denials) || !ReferenceEquals(Moved, before.Moved)
            || Lifecycle != before.Lifecycle || Opened != before.Opened || Subject != before.Subject) return null;
        return Keys(Rounds.Since(before.Rounds), ThingKind.Round).Concat(Keys(Memos.Since(before.Memos), ThingKind.Memo))
            .Concat(Keys(ChildLists.Since(before.ChildLists), ThingKind.List))
            .Concat(Keys(Exchanges.Since(before.Exchanges), ThingKind.Exchange))
            .Concat(Keys(Commitments.Since(before.Commitments), ThingKind.Commitment))
            .Concat(Keys(Agreements.Since(before.Agreements), ThingKind.Agreement))
            .Concat(Keys(Proposals.Since(before.Proposals), ThingKind.Proposal))
            .Concat(Keys(Ceasefires.Since(before.Ceasefires), ThingKind.Ceasefire))
            .Concat(Reviews.Since(before.Reviews).Select(entry => new Thing(ThingKind.List, entry.Value.List)))
            .Concat(Returns.Since(before.Returns).Where(entry => entry.Value.List is not null)
                .Select(entry => new Thing(ThingKind.List, entry.Value.List!)))
            .Concat(Named(Claims.Since(before.Claims))).Concat(Named(Reconciliations.Since(before.Reconciliations)))
            .ToHashSet();

        static IEnumerable<Thing> Keys<T>(IEnumerable<(Key Key, T, bool)> entries, ThingKind kind) =>
            entries.Select(entry => new Thing(kind, entry.Key));

        static IEnumerable<Thing> Named<T>(IEnumerable<(Measure Measure, T, bool)> entries) =>
            entries.Select(entry => entry.Measure.Names).OfType<Thing>();
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
