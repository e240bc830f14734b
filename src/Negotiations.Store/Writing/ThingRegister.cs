using Negotiations.Domain;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Tracks;
using Negotiations.Store.Snapshots;

namespace Negotiations.Store.Writing;

/// <summary>
/// Who holds the ids of things, as it will be after saving. Rows are read with the rest of what a command is decided on, and written with
/// the facts.
/// </summary>
internal sealed class ThingRegister(OpeningReader reader)
{
    private readonly Dictionary<string, (StoredThing Before, Guid? Version, StoredThing State)> rows = new(StringComparer.Ordinal);

    /// <summary>The ids of the rows of some things.</summary>
    public string[] Wanted(IEnumerable<(Key Negotiation, Thing Thing)> named) =>
        [.. named.Select(one => StoredThing.IdOf(one.Negotiation, one.Thing)).Where(id => !rows.ContainsKey(id)).Distinct()];

    /// <summary>Takes the rows that were read of some things; the others have none.</summary>
    public void Place(IEnumerable<(Key Negotiation, Thing Thing)> named, IEnumerable<StoredThing> found)
    {
        foreach (var row in found) rows.TryAdd(row.Id, (row, row.Version, row));
        foreach (var (negotiation, thing) in named)
        {
            var none = StoredThing.None(negotiation, thing);
            rows.TryAdd(none.Id, (none, null, none));
        }
    }

    /// <summary>Reads the rows of some things that are not at hand.</summary>
    public async Task Ensure(Key negotiation, IEnumerable<Thing> things, CancellationToken cancellation)
    {
        (Key, Thing)[] named = [.. things.Distinct().Select(thing => (negotiation, thing))];
        var wanted = Wanted(named);
        if (wanted is not []) Place(named, (await reader.Read([], [], wanted, cancellation)).Things);
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

    /// <summary>Adds what changed to what is to be written.</summary>
    public void Save(FactAppend append)
    {
        foreach (var (_, version, state) in rows.Values.Where(row => !ReferenceEquals(row.Before, row.State)))
        {
            state.Version = Guid.CreateVersion7();
            append.Add(state, version);
        }
    }

    private void Change(Fact about, Func<StoredThing, StoredThing> change)
    {
        var id = StoredThing.IdOf(about.Negotiation, about.About!.Value);
        var (before, version, state) = rows[id];
        rows[id] = (before, version, change(state));
    }
}
