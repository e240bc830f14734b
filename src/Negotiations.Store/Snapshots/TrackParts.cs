using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Negotiations.Contracts.Json;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Tracks;

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
        Of("rounds", track => track.Rounds, (track, all) => track with { Rounds = all }),
        Of("memos", track => track.Memos, (track, all) => track with { Memos = all }),
        Of("positions", track => track.Positions, (track, all) => track with { Positions = all }),
        Of("proposals", track => track.Proposals, (track, all) => track with { Proposals = all }),
        Of("childLists", track => track.ChildLists, (track, all) => track with { ChildLists = all }),
        Of("reviews", track => track.Reviews, (track, all) => track with { Reviews = all }),
        Of("returns", track => track.Returns, (track, all) => track with { Returns = all }),
        Of("exchanges", track => track.Exchanges, (track, all) => track with { Exchanges = all }),
        Of("commitments", track => track.Commitments, (track, all) => track with { Commitments = all }),
        Of("agreements", track => track.Agreements, (track, all) => track with { Agreements = all }),
        Of("ceasefires", track => track.Ceasefires, (track, all) => track with { Ceasefires = all }),
        Of("claims", track => track.Claims, (track, all) => track with { Claims = all }),
        Of("reconciliations", track => track.Reconciliations, (track, all) => track with { Reconciliations = all }),
        Of("corrections", track => track.Corrections.ByFact, (track, all) => track with { Corrections = new Corrections(all) }),
        Of("moved", track => track.Moved, (track, all) => track with { Moved = all }),
        Of("contested", track => track.Contested, (track, all) => track with { Contested = all }),
        Of("denials", track => track.Denials, (track, all) => track with { Denials = all }),
        Of("coverage", track => track.Coverage, (track, all) => track with { Coverage = all }),
    ];

    private static ImmutableSortedDictionary<string, JsonElement> None { get; } =
        ImmutableSortedDictionary.Create<string, JsonElement>(StringComparer.Ordinal);

    /// <summary>About how many bytes of JSON the parts of a state have.</summary>
    public static int Size(Track track) => Members.Sum(member => member.Count(track)) * UsualSize;

    /// <summary>What the document itself holds.</summary>
    public static StoredTrack Head(StoredTrack track) => track with
    {
        State = Members.Aggregate(track.State, (state, member) => member.Without(state)),
        Report = track.Report?.Clear(),
    };

    /// <summary>The parts that are other than before, of whatever track that was; all of them where there was none.</summary>
    public static IEnumerable<Part> Changed(StoredTrack? before, StoredTrack after)
    {
        before ??= StoredTrack.None(after.Id);
        foreach (var member in Members)
            foreach (var part in member.Changed(before.State, after.State)) yield return part;
        if (after.Report is not { } rows) yield break;
        var known = before.Report ?? rows.Clear();
        foreach (var section in rows.Keys.Union(known.Keys))
        {
            var (left, right) = (known.GetValueOrDefault(section, None), rows.GetValueOrDefault(section, None));
            foreach (var (key, data, isGone) in right.Since(left))
                if (isGone || !left.TryGetValue(key, out var same) || !JsonElement.DeepEquals(same, data))
                    yield return new Part($"report/{section}", key, isGone ? null : JsonSerializer.SerializeToUtf8Bytes(data));
        }
    }

    private static Member<TKey, T> Of<TKey, T>(string name, Func<Track, ImmutableSortedDictionary<TKey, T>> get,
        Func<Track, ImmutableSortedDictionary<TKey, T>, Track> set) where TKey : notnull => new(name, get, set);

    /// <summary>A part.</summary>
    /// <param name="Member">What it is an entry of.</param>
    /// <param name="Key">Its key there.</param>
    /// <param name="Json">Its value; null where it is gone.</param>
    internal sealed record Part(string Member, string Key, byte[]? Json);

    private abstract class Member
    {
        public abstract int Count(Track track);

        public abstract Track Without(Track track);

        public abstract IEnumerable<Part> Changed(Track before, Track after);
    }

    private sealed class Member<TKey, T>(string name, Func<Track, ImmutableSortedDictionary<TKey, T>> get,
        Func<Track, ImmutableSortedDictionary<TKey, T>, Track> set) : Member where TKey : notnull
    {
        public override int Count(Track track) => get(track).Count;

        public override Track Without(Track track) => get(track).IsEmpty ? track : set(track, get(track).Clear());

        public override IEnumerable<Part> Changed(Track before, Track after)
        {
            var (all, changed, gone) = (get(after), get(after).Clear().ToBuilder(), get(after).Clear().ToBuilder());
            foreach (var (key, value, isGone) in all.Since(get(before))) (isGone ? gone : changed)[key] = value;
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
