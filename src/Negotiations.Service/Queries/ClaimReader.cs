using System.Runtime.CompilerServices;
using Marten;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Ledgers;
using Negotiations.Store.Index;

namespace Negotiations.Service.Queries;

/// <summary>The measures of a negotiation with all that is claimed for them, from the index of facts.</summary>
internal static class ClaimReader
{
    /// <summary>How the things of incidents begin.</summary>
    public const string OfIncidents = "incident/";

    private const int ThingsAtOnce = 100;

    /// <summary>
    /// Every measure after a position, by thing and address. Measures of one thing are weighed together, so they are read thing by thing.
    /// </summary>
    public static async IAsyncEnumerable<MeasureSummary> Measures(FactSearch search, string negotiation, string? position,
        [EnumeratorCancellation] CancellationToken cancellation, bool onlyIncidents = false)
    {
        var (last, measure) = position?.Split(' ') is [var group, var text] ? (group, text) : ("", "");
        for (var isFirst = true; ; isFirst = false)
        {
            var after = last;
            var things = search.Entries().Where(entry => entry.Negotiation == negotiation && entry.ClaimsOn != null);
            if (onlyIncidents) things = things.Where(entry => entry.ClaimsOn!.StartsWith(OfIncidents));
            things = isFirst ? things.Where(entry => entry.ClaimsOn!.CompareTo(after) >= 0)
                : things.Where(entry => entry.ClaimsOn!.CompareTo(after) > 0);
            var keys = await things.OrderBy(entry => entry.ClaimsOn!).Select(entry => entry.ClaimsOn!).Distinct().Take(ThingsAtOnce)
                .ToListAsync(cancellation);
            if (keys is []) yield break;
            foreach (var standing in await Of(search, negotiation, [.. keys], cancellation))
                if (standing.Measure.Group != last || !isFirst || string.CompareOrdinal(standing.Measure.Text, measure) > 0)
                    yield return standing;
            last = keys[^1];
        }
    }

    /// <summary>Every measure of the incidents of a negotiation.</summary>
    public static async Task<IEnumerable<MeasureSummary>> Incidents(FactSearch search, string negotiation, CancellationToken cancellation)
    {
        var things = await search.Entries().Where(entry => entry.Negotiation == negotiation && entry.ClaimsOn!.StartsWith(OfIncidents))
            .Select(entry => entry.ClaimsOn!).Distinct().ToListAsync(cancellation);
        return things.Count == 0 ? [] : await Of(search, negotiation, [.. things], cancellation);
    }

    /// <summary>Every measure of some things of a negotiation, by thing and address.</summary>
    /// <param name="search">From where they are looked at.</param>
    /// <param name="negotiation">The negotiation.</param>
    /// <param name="things">The things, such as <c>exchange/remains-1</c>.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<IEnumerable<MeasureSummary>> Of(FactSearch search, string negotiation, string[] things,
        CancellationToken cancellation)
    {
        var entries = await search.Entries().Where(entry => entry.Negotiation == negotiation && things.Contains(entry.ClaimsOn!))
            .OrderBy(entry => entry.Position).ToListAsync(cancellation);
        var events = await search.Events([.. entries.Where(search.Shows).Select(entry => entry.Id)], cancellation);
        var byThing = entries.Where(entry => events.ContainsKey(entry.Id))
            .ToLookup(entry => entry.ClaimsOn, entry => (Fact)events[entry.Id].Data);
        return things.SelectMany(thing =>
            ClaimBook.Of([.. byThing[thing]], search.CorrectionsOf(negotiation), search.DenialsOf(negotiation)).All());
    }
}
