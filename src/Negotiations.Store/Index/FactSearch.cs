using JasperFx.Events;
using Marten;
using Negotiations.Domain;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Knowledge;
using Negotiations.Domain.Time;
using Negotiations.Store.Log;

namespace Negotiations.Store.Index;

/// <summary>Finds facts of a negotiation from a viewpoint, with what each counts for from there.</summary>
internal sealed class FactSearch
{
    /// <summary>The database's configuration for texts that are folded already: words as they are, in no language.</summary>
    public const string Configuration = "simple";

    private readonly IQuerySession session;
    private readonly Viewpoint viewpoint;
    private readonly Guid[] confirmed;

    private FactSearch(IQuerySession session, string negotiation, Viewpoint viewpoint, IReadOnlyList<Fact> said)
    {
        (this.session, Negotiation, this.viewpoint) = (session, negotiation, viewpoint);
        var held = viewpoint.Held(said);
        var known = viewpoint.Known(held);
        Corrections = Corrections.Of(known, held);
        Denials = [.. known.OfType<FactDenied>()];
        confirmed = [.. viewpoint.Confirmed(held).SelectMany(fact => new[] { fact, DerivedId.OfHome(fact, Key.Of(negotiation)) })];
    }

    /// <summary>The negotiation.</summary>
    public string Negotiation { get; }

    /// <summary>What facts say of other facts, as known from the viewpoint.</summary>
    public Corrections Corrections { get; }

    /// <summary>The denials of facts, as known from the viewpoint.</summary>
    public IReadOnlyCollection<FactDenied> Denials { get; }

    /// <summary>Loads the corrections in a negotiation; they are few, whatever the number of facts.</summary>
    public static async Task<FactSearch> Of(IQuerySession session, string negotiation, Viewpoint viewpoint, CancellationToken cancellation)
    {
        var ids = await session.Query<FactEntry>().Where(entry => entry.Negotiation == negotiation && entry.IsCorrection)
            .Select(entry => entry.Id).ToListAsync(cancellation);
        var corrections = ids is [] ? [] : await session.Events.QueryAllRawEvents().Where(e => ids.Contains(e.Id))
            .ToListAsync(cancellation);
        return new FactSearch(session, negotiation, viewpoint, [.. corrections.Select(e => (Fact)e.Data)]);
    }

    /// <summary>The entries that are seen from the viewpoint.</summary>
    public IQueryable<FactEntry> Entries()
    {
        var entries = session.Query<FactEntry>().Where(entry => entry.Negotiation == Negotiation);
        if (viewpoint.RecordedUntil is { } until) entries = entries.Where(entry => entry.IsSetup || entry.RecordedAt <= until);
        if (viewpoint.KnownAt is { } instant)
        {
            entries = confirmed is []
                ? entries.Where(entry => entry.IsSetup || entry.Known <= instant)
                : entries.Where(entry => entry.IsSetup || entry.Known <= instant || confirmed.Contains(entry.Id));
        }
        if (viewpoint.AsOf is { } day)
        {
            var end = Days.End(day);
            entries = entries.Where(entry => entry.IsSetup || !entry.ObeysWorldTime || entry.Moment <= end);
        }
        return entries;
    }

    /// <summary>The events of some facts, by fact id.</summary>
    public async Task<Dictionary<Guid, IEvent>> Events(IReadOnlyCollection<Guid> facts, CancellationToken cancellation)
    {
        var ids = facts.ToArray();
        return ids is [] ? [] : (await session.Events.QueryAllRawEvents().Where(e => ids.Contains(e.Id)).ToListAsync(cancellation))
            .ToDictionary(e => e.Id);
    }
}
