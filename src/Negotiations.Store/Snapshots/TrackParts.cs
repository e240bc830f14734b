using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Negotiations.Contracts.Json;
using Negotiations.Domain;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Positions;
using Negotiations.Domain.Tracks;
using Rows = System.Collections.Immutable.ImmutableSortedDictionary<string, System.Collections.Immutable.ImmutableSortedDictionary<
    string, System.Collections.Immutable.ImmutableArray<System.Text.Json.JsonElement>>>;

namespace Negotiations.Store.Snapshots;

/// <summary>
/// The parts of a track that are stored as rows of their own, one an entry of a member that grows: a command on a track with very many
/// things writes what it touched. The document holds the rest.
/// </summary>
internal static class TrackParts
{
    // Of a part with its rows for SQL.
    private const int UsualSize = 1_000;

    private static readonly Member[] Members =
    [
        Things(ThingKind.Round, "rounds", track => track.Rounds, (track, all) => track with { Rounds = all }),
        Things(ThingKind.Memo, "memos", track => track.Memos, (track, all) => track with { Memos = all }),
        Of("positions", track => track.Positions, (track, all) => track with { Positions = all },
            fact => fact is PositionStated position ? [position.Standpoint] : []),
        Things(ThingKind.Proposal, "proposals", track => track.Proposals, (track, all) => track with { Proposals = all }),
        Things(ThingKind.List, "childLists", track => track.ChildLists, (track, all) => track with { ChildLists = all }),
        Of("reviews", track => track.Reviews, (track, all) => track with { Reviews = all }, fact => [fact.Id]),
        Of("returns", track => track.Returns, (track, all) => track with { Returns = all }, fact => [fact.Id]),
        Things(ThingKind.Exchange, "exchanges", track => track.Exchanges, (track, all) => track with { Exchanges = all }),
        Things(ThingKind.Commitment, "commitments", track => track.Commitments, (track, all) => track with { Commitments = all }),
        Things(ThingKind.Agreement, "agreements", track => track.Agreements, (track, all) => track with { Agreements = all }),
        Things(ThingKind.Ceasefire, "ceasefires", track => track.Ceasefires, (track, all) => track with { Ceasefires = all }),
        Of("claims", track => track.Claims, (track, all) => track with { Claims = all }, Track.MeasuresOf),
        Of("reconciliations", track => track.Reconciliations, (track, all) => track with { Reconciliations = all }, Track.MeasuresOf),
        Of("corrections", track => track.Corrections.ByFact, (track, all) => track with { Corrections = new Corrections(all) },
            fact => fact.Corrects().Select(correction => correction.Fact)),
        Of("moved", track => track.Moved, (track, all) => track with { Moved = all }, Track.Touched),
        Of("contested", track => track.Contested, (track, all) => track with { Contested = all }, fact => [fact.Id]),
        Of("denials", track => track.Denials, (track, all) => track with { Denials = all }, fact => [fact.Id]),
        Of("coverage", track => track.Coverage, (track, all) => track with { Coverage = all }, fact => [fact.Id]),
    ];

    private static ImmutableSortedDictionary<string, ImmutableArray<JsonElement>> None { get; } =
        ImmutableSortedDictionary.Create<string, ImmutableArray<JsonElement>>(StringComparer.Ordinal);

    /// <summary>About how many bytes of JSON the parts of a state have.</summary>
    public static int Size(Track track) => Members.Sum(member => member.Count(track)) * UsualSize;

    /// <summary>What the document itself holds.</summary>
    public static StoredTrack Head(StoredTrack track) => track with
    {
        State = Members.Aggregate(track.State, (state, member) => member.Without(state)),
        Report = track.Report?.Clear(),
    };

    /// <summary>The parts that are other than before, of whatever track that was; all of them where there was none.</summary>
    /// <param name="before">The track before.</param>
    /// <param name="after">The track.</param>
    /// <param name="facts">The facts since then, by which the parts that may differ are found; null where it was folded again.</param>
    public static IEnumerable<Part> Changed(StoredTrack? before, StoredTrack after, IReadOnlyCollection<Fact>? facts)
    {
        before ??= StoredTrack.None(after.Id);
        var things = facts is null ? null : after.State.ThingsTouched(facts, before.State)?.Select(thing => thing.ToString()).ToArray();
        return Members.SelectMany(member => member.Changed(before.State, after.State, facts))
            .Concat(after.Report is null ? [] : Changed(before.Report ?? after.Report.Clear(), after.Report, things));
    }

    private static IEnumerable<Part> Changed(Rows before, Rows after, string[]? touched)
    {
        foreach (var section in after.Keys.Union(before.Keys))
        {
            var (left, right) = (before.GetValueOrDefault(section, None), after.GetValueOrDefault(section, None));
            foreach (var (key, data, isGone) in touched is null ? right.Since(left) : right.Since(left, touched))
                if (isGone || !left.TryGetValue(key, out var same) || !same.SequenceEqual(data, JsonElement.DeepEquals))
                    yield return new Part($"report/{section}", key, isGone ? null : JsonSerializer.SerializeToUtf8Bytes(data));
        }
    }

    private static Member<Key, T> Things<T>(ThingKind kind, string name, Func<Track, ImmutableSortedDictionary<Key, T>> get,
        Func<Track, ImmutableSortedDictionary<Key, T>, Track> set) =>
        new(name, get, set, fact => Track.Touched(fact).Where(thing => thing.Kind == kind).Select(thing => thing.Id));

    private static Member<TKey, T> Of<TKey, T>(string name, Func<Track, ImmutableSortedDictionary<TKey, T>> get,
        Func<Track, ImmutableSortedDictionary<TKey, T>, Track> set, Func<Fact, IEnumerable<TKey>> touched) where TKey : notnull =>
        new(name, get, set, touched);

    /// <summary>A part.</summary>
    /// <param name="Member">What it is an entry of.</param>
    /// <param name="Key">Its key there.</param>
    /// <param name="Json">Its value; null where it is gone.</param>
    internal sealed record Part(string Member, string Key, byte[]? Json);

    private abstract class Member
    {
        public abstract int Count(Track track);

        public abstract Track Without(Track track);

        public abstract IEnumerable<Part> Changed(Track before, Track after, IReadOnlyCollection<Fact>? facts);
    }

    private sealed class Member<TKey, T>(string name, Func<Track, ImmutableSortedDictionary<TKey, T>> get,
        Func<Track, ImmutableSortedDictionary<TKey, T>, Track> set, Func<Fact, IEnumerable<TKey>> touched) : Member where TKey : notnull
    {
        public override int Count(Track track) => get(track).Count;

        public override Track Without(Track track) => get(track).IsEmpty ? track : set(track, get(track).Clear());

        public override IEnumerable<Part> Changed(Track before, Track after, IReadOnlyCollection<Fact>? facts)
        {
            var (all, known) = (get(after), get(before));
            if (ReferenceEquals(all, known)) return [];
            var (changed, gone) = (all.Clear().ToBuilder(), all.Clear().ToBuilder());
            foreach (var (key, value, isGone) in facts is null ? all.Since(known) : all.Since(known, facts.SelectMany(touched)))
                (isGone ? gone : changed)[key] = value;
            return Entries(changed.ToImmutable(), isGone: false).Concat(Entries(gone.ToImmutable(), isGone: true));
        }

        // The names of entries are those that the whole dictionary would give them.
        private IEnumerable<Part> Entries(ImmutableSortedDictionary<TKey, T> entries, bool isGone)
        {
            if (entries.IsEmpty) yield break;
            foreach (var entry in JsonSerializer.SerializeToElement(entries, Formats.Stored).EnumerateObject())
                yield return new Part($"state/{name}", entry.Name, isGone ? null : Encoding.UTF8.GetBytes(entry.Value.GetRawText()));
        }
    }
}
