using JasperFx.Events;
using Marten;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Knowledge;
using Negotiations.Domain.Time;
using Negotiations.Store.Writing;

namespace Negotiations.Store.Index;

/// <summary>Finds facts of some negotiations, or of all, from a viewpoint, with what each counts for from there.</summary>
internal sealed class FactSearch
{
    /// <summary>The database's configuration for texts that are folded already: words as they are, in no language.</summary>
    public const string Configuration = "simple";

    private readonly IQuerySession session;
    private readonly string[]? negotiations;
    private readonly Dictionary<string, Said> said;
    private readonly HashSet<Guid> confirmed;

    private FactSearch(IQuerySession session, string[]? negotiations, Viewpoint viewpoint, IEnumerable<Fact> corrections)
    {
        (this.session, this.negotiations, Viewpoint) = (session, negotiations, viewpoint);
        (said, confirmed) = (new Dictionary<string, Said>(StringComparer.Ordinal), []);
        foreach (var ofOne in corrections.GroupBy(fact => fact.Negotiation))
        {
            var held = viewpoint.Held(ofOne);
            var known = viewpoint.Known(held);
            said[ofOne.Key.Value] = new Said(Corrections.Of(known, held), [.. known.OfType<FactDenied>()]);
            confirmed.UnionWith(viewpoint.Confirmed(held).SelectMany(fact => RecordedFacts.EventIds(ofOne.Key, [fact])));
        }
    }

    private FactSearch(IQuerySession session, string[]? negotiations, Viewpoint viewpoint, Dictionary<string, Said> said,
        HashSet<Guid> confirmed) =>
        (this.session, this.negotiations, Viewpoint, this.said, this.confirmed) = (session, negotiations, viewpoint, said, confirmed);

    /// <summary>From where the facts are looked at.</summary>
    public Viewpoint Viewpoint { get; }

    /// <summary>The same without <c>asOf</c>, which no correction obeys: also what happened later.</summary>
    public FactSearch AtAnyTime() => new(session, negotiations, Viewpoint with { AsOf = null }, said, confirmed);

    /// <summary>What facts of a negotiation say of other facts, as known from the viewpoint.</summary>
    public Corrections CorrectionsOf(string negotiation) => said.GetValueOrDefault(negotiation)?.Corrections ?? Corrections.None;

    /// <summary>The denials of facts of a negotiation, as known from the viewpoint.</summary>
    public IReadOnlyCollection<FactDenied> DenialsOf(string negotiation) => said.GetValueOrDefault(negotiation)?.Denials ?? [];

    /// <summary>What a fact counts for.</summary>
    public FactStanding StandingOf(FactEntry entry) => CorrectionsOf(entry.Negotiation).Of(entry.Fact);

    /// <summary>Whether a fact is shown: it counts, or a second voice denies it.</summary>
    public bool Shows(FactEntry entry) => Sees(entry) && StandingOf(entry) is FactStanding.Counts or FactStanding.Contested;

    /// <summary>Of one negotiation.</summary>
    public static Task<FactSearch> Of(IQuerySession session, string negotiation, Viewpoint viewpoint, CancellationToken cancellation) =>
        Of(session, [negotiation], viewpoint, cancellation);

    /// <summary>Loads the corrections in some negotiations, or in all; they are few, whatever the number of facts.</summary>
    public static async Task<FactSearch> Of(IQuerySession session, string[]? negotiations, Viewpoint viewpoint,
        CancellationToken cancellation)
    {
        var ids = await Of(session, negotiations).Where(entry => entry.IsCorrection).Select(entry => entry.Id).ToListAsync(cancellation);
        var corrections = ids is [] ? [] : await session.Events.QueryAllRawEvents().Where(e => ids.Contains(e.Id))
            .ToListAsync(cancellation);
        return new FactSearch(session, negotiations, viewpoint, corrections.Select(e => (Fact)e.Data));
    }

    /// <summary>The entries that are seen from the viewpoint.</summary>
    public IQueryable<FactEntry> Entries()
    {
        var entries = Of(session, negotiations);
        if (Viewpoint.RecordedUntil is { } until) entries = entries.Where(entry => entry.IsSetup || entry.RecordedAt <= until);
        if (Viewpoint.KnownAt is { } instant)
        {
            var alsoKnown = confirmed.ToArray();
            entries = alsoKnown is []
                ? entries.Where(entry => entry.IsSetup || entry.Known <= instant)
                : entries.Where(entry => entry.IsSetup || entry.Known <= instant || alsoKnown.Contains(entry.Id));
        }
        if (Viewpoint.AsOf is { } day)
        {
            var end = Days.End(day);
            entries = entries.Where(entry => entry.IsSetup || !entry.ObeysWorldTime || entry.Moment <= end);
        }
        return entries;
    }

    /// <summary>The same for one entry that was read.</summary>
    public bool Sees(FactEntry entry) => entry.IsSetup
        || (!(entry.RecordedAt > Viewpoint.RecordedUntil) && (!(entry.Known > Viewpoint.KnownAt) || confirmed.Contains(entry.Id))
            && (Viewpoint.AsOf is not { } day || !entry.ObeysWorldTime || entry.Moment <= Days.End(day)));

    /// <summary>The events of some entries, by the entries' ids.</summary>
    public async Task<Dictionary<Guid, IEvent>> Events(IReadOnlyCollection<Guid> entries, CancellationToken cancellation)
    {
        var ids = entries.ToArray();
        return ids is [] ? [] : (await session.Events.QueryAllRawEvents().Where(e => ids.Contains(e.Id)).ToListAsync(cancellation))
            .ToDictionary(e => e.Id);
    }

    private static IQueryable<FactEntry> Of(IQuerySession session, string[]? negotiations)
    {
        var entries = session.Query<FactEntry>();
        if (negotiations is not [var only])
            return negotiations is null ? entries : entries.Where(entry => negotiations.Contains(entry.Negotiation));
        return entries.Where(entry => entry.Negotiation == only);
    }

    private sealed record Said(Corrections Corrections, IReadOnlyCollection<FactDenied> Denials);
}
