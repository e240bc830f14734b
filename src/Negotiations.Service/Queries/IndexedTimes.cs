using Marten;
using Negotiations.Domain;
using Negotiations.Domain.Context;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Time;
using Negotiations.Store.Index;

namespace Negotiations.Service.Queries;

/// <summary>A fact in the index, by its times alone: for counts by day and charts.</summary>
/// <param name="Entry">The event at its home.</param>
/// <param name="Fact">The fact.</param>
/// <param name="Type">Its type as a word.</param>
/// <param name="Tracks">The tracks that it concerns.</param>
/// <param name="Earliest">When it happened at the earliest; null where that is open or unknown.</param>
/// <param name="Moment">The instant at which it counts.</param>
/// <param name="Known">Since when it was known.</param>
/// <param name="ObeysWorldTime">Whether <c>asOf</c> filters it.</param>
internal sealed record IndexedTimes(Guid Entry, Guid Fact, string Type, string[] Tracks, DateTimeOffset? Earliest, DateTimeOffset Moment,
    DateTimeOffset Known, bool ObeysWorldTime)
{
    /// <summary>The facts of a negotiation that are shown from a viewpoint, set-up aside, in world order.</summary>
    public static async Task<IReadOnlyList<IndexedTimes>> Of(FactSearch search, string negotiation, CancellationToken cancellation)
    {
        var corrections = search.CorrectionsOf(negotiation);
        var rows = await search.Entries().Where(entry => entry.Negotiation == negotiation && !entry.IsSetup)
            .OrderBy(entry => entry.Position)
            .Select(entry => new
            {
                entry.Id,
                entry.FactId,
                entry.Type,
                entry.Tracks,
                entry.Earliest,
                entry.Moment,
                entry.Known,
                entry.ObeysWorldTime,
            }).ToListAsync(cancellation);
        return [.. rows.Select(row => new IndexedTimes(row.Id, row.FactId ?? row.Id, row.Type, row.Tracks, row.Earliest, row.Moment,
            row.Known, row.ObeysWorldTime))
            .Where(row => corrections.Of(row.Fact) is FactStanding.Counts or FactStanding.Contested)];
    }

    /// <summary>Whether it tells of an incident, which no track keeps.</summary>
    public bool IsIncident => Type == Incident;

    private static readonly string Incident = Words.Of(nameof(IncidentReported));

    /// <summary>Whether it counts by the end of a day.</summary>
    public bool HappenedBy(DateOnly? day) => day is null || !ObeysWorldTime || Moment <= Days.End(day.Value);
}
