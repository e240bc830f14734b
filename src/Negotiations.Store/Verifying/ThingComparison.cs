using System.Collections.Immutable;
using Marten;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Tracks;
using Negotiations.Store.Log;
using Negotiations.Store.Snapshots;
using Npgsql;

namespace Negotiations.Store.Verifying;

/// <summary>
/// Compares who holds the ids of things by the states of tracks with the table of things; an id that two facts hold is reported anyway.
/// </summary>
internal sealed class ThingComparison
{
    private const string Projection = "things";
    private readonly List<(string Stream, Fact Maker)> made = [];
    private readonly List<StoredThing> wrong = [];
    private readonly HashSet<string> streams = new(StringComparer.Ordinal);

    /// <summary>The rows that have to be stored anew.</summary>
    public IReadOnlyList<StoredThing> Wrong => wrong;

    /// <summary>Adds what is made at its home on a track.</summary>
    public void Add(string stream, Track state)
    {
        streams.Add(stream);
        made.AddRange(state.Makers().Where(maker => StreamKeys.HomeOf(maker) == stream).Select(maker => (stream, maker)));
    }

    /// <summary>Compares with the rows of the streams that were added.</summary>
    public async Task<IReadOnlyList<Difference>> End(NpgsqlConnection connection, string schema, CancellationToken cancellation)
    {
        if (!await ThingTable.Exists(connection, schema, cancellation)) return [];
        var expected = made.ToLookup(one => StoredThing.IdOf(one.Maker.Negotiation, one.Maker.Makes!.Value), StringComparer.Ordinal);
        var rows = (await ThingTable.Read(connection, schema, [.. streams], cancellation))
            .ToDictionary(row => row.Id, StringComparer.Ordinal);
        foreach (var row in await ThingTable.ReadById(connection, schema,
            [.. expected.Select(thing => thing.Key).Where(id => !rows.ContainsKey(id))], cancellation)) rows[row.Id] = row;
        var found = new List<Difference>();
        foreach (var id in expected.Select(thing => thing.Key).Union(rows.Keys))
            found.AddRange(Compare(id, [.. expected[id].Select(one => one.Maker)], rows.GetValueOrDefault(id)));
        return found;
    }

    private IEnumerable<Difference> Compare(string id, Fact[] makers, StoredThing? row)
    {
        var known = row?.Makers ?? [];
        var right = known.Where(maker => !streams.Contains($"{row!.Negotiation}/{maker.Tracks[0]}"))
            .Concat(makers.Select(maker => new ThingMaker(maker.Id, maker.IsPlan, maker.Tracks))).OrderBy(maker => maker.Fact)
            .ToImmutableArray();
        foreach (var doubled in right.GroupBy(maker => maker.IsPlan)
            .Where(group => group.Count() > 1 && group.Any(maker => makers.Any(here => here.Id == maker.Fact))))
            if (makers.Any(here => here.Id == doubled.First().Fact))
                yield return new Difference(DifferenceKind.IdDoubled, Projection, id, null, null,
                    $"{doubled.Count()} facts hold this id at once: "
                        + string.Join(", ", doubled.Select(maker => $"{maker.Fact} at {maker.Tracks[0]}"))
                        + "; retract or replace all but one");
        if (right.Select(maker => (maker.Fact, maker.IsPlan)).SequenceEqual(known.Select(maker => (maker.Fact, maker.IsPlan)))) yield break;
        yield return new Difference(row is null ? DifferenceKind.DocumentMissing : DifferenceKind.DocumentDiffers, Projection, id, null,
            null, row is null ? "it is not there" : "it names other facts than those that make it");
        var negotiation = id.Split('/')[0];
        var tracks = right.SelectMany(maker => maker.Tracks).Select(track => track.Value);
        var now = row ?? new StoredThing { Id = id, Negotiation = negotiation };
        wrong.Add(now with { Makers = right, Tracks = now.Tracks.Union(tracks), MentionedOn = now.MentionedOn.Union(tracks) });
    }
}
