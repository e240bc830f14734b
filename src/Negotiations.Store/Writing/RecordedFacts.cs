using Marten;
using Negotiations.Contracts.Answers;
using Negotiations.Domain;
using Negotiations.Domain.Context;
using Negotiations.Domain.Facts;
using Negotiations.Store.Log;

namespace Negotiations.Store.Writing;

/// <summary>The events of facts that are recorded, or are about to be, as far as they were asked for.</summary>
internal sealed class RecordedFacts(IDocumentStore store)
{
    private readonly Dictionary<Guid, RecordedEvent> events = [];

    /// <summary>The ids that the events of some facts may have at their homes.</summary>
    /// <remarks>A fact's event has the fact's id, unless a fact of another negotiation had it first.</remarks>
    public static IEnumerable<Guid> EventIds(Key negotiation, IEnumerable<Guid> facts) =>
        facts.Where(id => id != Guid.Empty).SelectMany(id => new[] { id, DerivedId.OfHome(id, negotiation) });

    /// <summary>What is recorded in a negotiation under an id, at its home; null when nothing is.</summary>
    public RecordedEvent? Find(Key negotiation, Guid id) =>
        EventIds(negotiation, [id]).Select(events.GetValueOrDefault)
            .FirstOrDefault(e => e is not null && e.Fact.Id == id && e.Fact.Negotiation == negotiation);

    /// <summary>The id that the event of a fact gets in a stream.</summary>
    public Guid IdFor(Fact fact, string stream) =>
        stream != StreamKeys.HomeOf(fact) ? DerivedId.OfCopy(fact.Id, stream)
            : events.ContainsKey(fact.Id) ? DerivedId.OfHome(fact.Id, fact.Negotiation) : fact.Id;

    /// <summary>Adds an event that was read or appended.</summary>
    public void Add(RecordedEvent e) => events[e.Id] = e;

    /// <summary>Reads the events of some ids that are not loaded yet.</summary>
    public async Task Recall(IEnumerable<Guid> ids, CancellationToken cancellation)
    {
        var missing = ids.Where(id => !events.ContainsKey(id)).ToArray();
        if (missing is []) return;
        foreach (var e in await RecordedEvent.OfIds(store, missing, cancellation)) Add(e);
    }

    /// <summary>Reads a stream.</summary>
    public Task<List<RecordedEvent>> OfStream(string stream, CancellationToken cancellation) =>
        RecordedEvent.OfStream(store, stream, cancellation);

    /// <summary>The tracks on which an incident was reported.</summary>
    /// <remarks>
    /// No state keeps incidents: those that are saved are found by an index over their events, those that are about to be among what was
    /// appended.
    /// </remarks>
    public async Task<IEnumerable<Key>> TracksOfIncident(Key negotiation, Key incident, CancellationToken cancellation)
    {
        var saved = await RecordedEvent.OfIncident(store, negotiation.Value, incident.Value, cancellation);
        var pending = events.Values.Select(e => e.Fact).OfType<IncidentReported>()
            .Where(fact => fact.Incident == incident && fact.Negotiation == negotiation);
        return saved.Select(e => e.Fact).OfType<IncidentReported>().Concat(pending).SelectMany(fact => fact.Tracks);
    }

    /// <summary>The receipt of a fact that is stored.</summary>
    public async Task<Receipt> Receipt(Key negotiation, Guid id, CancellationToken cancellation)
    {
        var home = Find(negotiation, id)!;
        var fact = home.Fact;
        var copies = fact.Holders().Skip(1).Select(track => StreamKeys.Of(fact.Negotiation, track))
            .Select(stream => new[] { DerivedId.OfCopy(id, stream), DerivedId.OfOldCopy(id, stream) }).ToArray();
        if (!copies.All(ids => ids.Any(events.ContainsKey))) await Recall(copies.SelectMany(ids => ids), cancellation);
        var versions = fact.Holders().Select((track, i) => new TrackVersion(track, i == 0 ? home.Version
            : copies[i - 1].Select(events.GetValueOrDefault).First(e => e is not null)!.Version));
        return new Receipt(id, fact.Negotiation, [.. versions], home.Sequence, fact.Recorded.At);
    }
}
