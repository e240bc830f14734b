using System.Collections.Immutable;
using Marten;
using Marten.Services.BatchQuerying;
using Negotiations.Domain;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Tracks;
using Negotiations.Store.Snapshots;

namespace Negotiations.Store.Writing;

/// <summary>
/// Who holds the ids of things, as it will be after saving. Rows are read with the rest of what a command is decided on, and written with
/// the facts.
/// </summary>
internal sealed class ThingRegister(IDocumentSession session)
{
    private readonly Dictionary<string, (StoredThing Before, bool IsStored, StoredThing State)> rows = new(StringComparer.Ordinal);

    /// <summary>Reads the rows of some things with a batch of queries; call what it returns when the batch was executed.</summary>
    public Func<Task> Read(IBatchedQuery batch, IEnumerable<(Key Negotiation, Thing Thing)> things)
    {
        var wanted = things.DistinctBy(one => StoredThing.IdOf(one.Negotiation, one.Thing))
            .ToDictionary(one => StoredThing.IdOf(one.Negotiation, one.Thing), one => StoredThing.None(one.Negotiation, one.Thing));
        if (wanted.Count == 0) return () => Task.CompletedTask;
        var found = batch.LoadMany<StoredThing>().ById([.. wanted.Keys]);
        return async () => Place(wanted, await found);
    }

    /// <summary>Reads the rows of some things that are not at hand.</summary>
    public async Task Ensure(Key negotiation, IEnumerable<Thing> things, CancellationToken cancellation)
    {
        var missing = things.Distinct().Where(thing => !rows.ContainsKey(StoredThing.IdOf(negotiation, thing)))
            .ToDictionary(thing => StoredThing.IdOf(negotiation, thing), thing => StoredThing.None(negotiation, thing));
        if (missing.Count > 0) Place(missing, await session.LoadManyAsync<StoredThing>(cancellation, [.. missing.Keys]));
    }

    /// <summary>A thing whose row is at hand.</summary>
    public StoredThing Of(Key negotiation, Thing thing) => rows[StoredThing.IdOf(negotiation, thing)].State;

    /// <summary>Records what a fact that was appended to a track makes or unmakes.</summary>
    /// <param name="fact">The fact.</param>
    /// <param name="before">The track's state before; null where only the fact itself can have made something.</param>
    /// <param name="after">The track's state after.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task Note(Fact fact, Track? before, Track after, CancellationToken cancellation)
    {
        Fact[] unmade = [], made = fact.Makes is { } thing && AtHome(after.Makers(thing)).Any(maker => maker.Id == fact.Id) ? [fact] : [];
        if (before is not null)
        {
            unmade = [.. AtHome(before.Makers()).ExceptBy(after.Makers().Select(maker => maker.Id), maker => maker.Id)];
            made = [.. AtHome(after.Makers()).ExceptBy(before.Makers().Select(maker => maker.Id), maker => maker.Id)];
        }
        await Ensure(fact.Negotiation, unmade.Concat(made).Select(maker => maker.Makes!.Value), cancellation);
        foreach (var maker in unmade) Change(maker, row => row.Without(maker));
        foreach (var maker in made) Change(maker, row => row.With(maker));

        // What else is there may count elsewhere still.
        IEnumerable<Fact> AtHome(IEnumerable<Fact> makers) => makers.Where(maker => maker.Tracks[0] == after.Key);
    }

    /// <summary>Notes on which tracks a fact about a thing was appended.</summary>
    public async Task Mention(Fact fact, IEnumerable<Key> tracks, CancellationToken cancellation)
    {
        if (fact.About is not { Kind: not ThingKind.Incident } thing) return;
        await Ensure(fact.Negotiation, [thing], cancellation);
        Change(fact, row => row.Mentioned(tracks));
    }

    /// <summary>Saves with the session what changed.</summary>
    public void Save()
    {
        foreach (var (_, isStored, state) in rows.Values.Where(row => !ReferenceEquals(row.Before, row.State)))
        {
            if (isStored) session.Store(state);
            else session.Insert(state);
        }
    }

    private void Change(Fact about, Func<StoredThing, StoredThing> change)
    {
        var id = StoredThing.IdOf(about.Negotiation, about.About!.Value);
        var (before, isStored, state) = rows[id];
        rows[id] = (before, isStored, change(state));
    }

    private void Place(Dictionary<string, StoredThing> wanted, IReadOnlyList<StoredThing> found)
    {
        var known = found.ToDictionary(row => row.Id, StringComparer.Ordinal);
        foreach (var (id, none) in wanted) rows[id] = known.GetValueOrDefault(id) is { } row ? (row, true, row) : (none, false, none);
    }
}
