using Marten;
using Negotiations.Domain;
using Negotiations.Domain.Time;
using Negotiations.Store.Index;
using Negotiations.Store.Writing;

namespace Negotiations.Service.Queries;

/// <summary>Two views of the facts of a negotiation, of which the later sees all that the earlier does.</summary>
/// <param name="Negotiation">The negotiation.</param>
/// <param name="Before">The earlier.</param>
/// <param name="After">The later.</param>
/// <param name="Judged">The facts that both see and that count for something else in the later, in world order; few.</param>
internal sealed record Views(string Negotiation, FactSearch Before, FactSearch After, IReadOnlyList<FactEntry> Judged)
{
    /// <summary>Reads what facts say of others in both.</summary>
    public static async Task<Views> Of(IQuerySession session, string negotiation, ChangesQuery asked, CancellationToken cancellation)
    {
        var before = await FactSearch.Of(session, negotiation, asked.Before, cancellation);
        var after = await FactSearch.Of(session, negotiation, asked.After, cancellation);
        var (then, now) = (before.CorrectionsOf(negotiation), after.CorrectionsOf(negotiation));
        var judged = then.ByFact.Keys.Union(now.ByFact.Keys).Where(fact => then.Of(fact) != now.Of(fact));
        Guid[] ids = [.. RecordedFacts.EventIds(Key.Of(negotiation), judged)];
        var entries = ids is [] ? [] : await session.Query<FactEntry>()
            .Where(entry => entry.Negotiation == negotiation && ids.Contains(entry.Id)).OrderBy(entry => entry.Position)
            .ToListAsync(cancellation);
        return new Views(negotiation, before, after, [.. entries.Where(before.Sees)]);
    }

    /// <summary>The entries of facts that only the later sees.</summary>
    public IQueryable<FactEntry> New()
    {
        var entries = After.Entries().Where(entry => !entry.IsSetup);
        if (Before.Viewpoint.AsOf is { } day && day != After.Viewpoint.AsOf)
        {
            var end = Days.End(day);
            return entries.Where(entry => entry.ObeysWorldTime && entry.Moment > end);
        }
        if (Before.Viewpoint.RecordedUntil is { } held && held != After.Viewpoint.RecordedUntil)
            return entries.Where(entry => entry.RecordedAt > held);
        // One that was known from a confirmation is told apart when it is read.
        var instant = Before.Viewpoint.KnownAt;
        return entries.Where(entry => entry.Known > instant);
    }
}
