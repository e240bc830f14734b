using Marten;
using Negotiations.Domain;
using Negotiations.Domain.Agreements;
using Negotiations.Domain.Catalog;
using Negotiations.Domain.Commitments;
using Negotiations.Domain.Exchanges;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Papers;
using Negotiations.Domain.Proposals;
using Negotiations.Store.Log;
using Negotiations.Store.Snapshots;

namespace Negotiations.Store.Narration;

/// <summary>
/// Reads what the sentences of some facts need, as it is now from whatever viewpoint the facts are shown, so that a fact has the same
/// sentence everywhere. There are few queries, however many facts: for names, for things, for the facts that make or are corrected.
/// </summary>
internal static class NarratorReader
{
    private const int MostCorrections = 3;

    private static readonly string[] Making = [.. FactTypes.All
        .Where(type => type.Fact == typeof(ExchangeAgreed) || type.Fact == typeof(MemoReceived) || type.Fact == typeof(AgreementSigned)
            || type.Fact == typeof(CommitmentMade) || type.Fact == typeof(ProposalMade))
        .Select(type => type.StoredName)];

    /// <summary>Narrators for some facts.</summary>
    public static async Task<Narrators> Narrators(this IQuerySession session, IReadOnlyCollection<Fact> facts,
        CancellationToken cancellation)
    {
        if (facts.Count == 0) return new Narrators(new Dictionary<Key, Narrator>());
        var told = await session.WithCorrected(facts, cancellation);
        var makers = (await session.Makers(told, cancellation)).ToLookup(fact => fact.Negotiation);
        var keys = facts.Select(fact => fact.Negotiation.Value).Distinct().ToArray();
        var stored = await session.LoadManyAsync<StoredNegotiation>(cancellation, keys);
        var negotiations = await session.From(Viewpoint.Now, stored, cancellation);
        var byNegotiation = told.ToLookup(fact => fact.Negotiation);
        return new Narrators(negotiations.ToDictionary(known => known.State.Key, known => new Narrator(
            known.State.NamesOfActors(),
            [.. makers[known.State.Key]], [.. byNegotiation[known.State.Key]])));
    }

    // A correction may speak of another.
    private static async Task<List<Fact>> WithCorrected(this IQuerySession session, IReadOnlyCollection<Fact> facts,
        CancellationToken cancellation)
    {
        var known = facts.ToList();
        for (var (last, i) = (facts, 0); i < MostCorrections && last.Count > 0; i++)
        {
            var ids = known.Select(fact => (fact.Negotiation, fact.Id)).ToHashSet();
            last = await session.Facts(last.SelectMany(fact => fact.Corrects().Select(said => said.Fact).Concat(fact.Mentions()),
                (fact, other) => (fact.Negotiation, other))
                .Where(other => !ids.Contains(other)).Distinct(), cancellation);
            known.AddRange(last);
        }
        return known;
    }

    private static async Task<List<Fact>> Makers(this IQuerySession session, List<Fact> facts, CancellationToken cancellation)
    {
        string[] ids = [.. facts.SelectMany(SpokenOf, (fact, thing) => StoredThing.IdOf(fact.Negotiation, thing)).Distinct()];
        if (ids is []) return [];
        var things = await session.LoadManyAsync<StoredThing>(cancellation, ids);
        var makers = await session.Facts(
            things.SelectMany(thing => thing.Makers, (thing, maker) => (Key.Of(thing.Negotiation), maker.Fact)), cancellation);
        makers.AddRange(await session.FormerMakers([.. things.Where(thing => thing.Makers is [])], cancellation));
        return makers;
    }

    // Of things whose makers count no longer; few, so that their tracks are searched. What was recorded last is told.
    private static async Task<IEnumerable<Fact>> FormerMakers(this IQuerySession session, StoredThing[] things,
        CancellationToken cancellation)
    {
        if (things is []) return [];
        var ids = things.Select(thing => thing.Id).ToHashSet();
        string[] streams = [.. things.SelectMany(thing => thing.Tracks, (thing, track) => $"{thing.Negotiation}/{track}").Distinct()];
        return (await session.Events.QueryAllRawEvents().Where(e => streams.Contains(e.StreamKey!) && Making.Contains(e.EventTypeName))
            .OrderByDescending(e => e.Sequence).ToListAsync(cancellation)).Select(e => e.Data).OfType<Fact>()
            .Where(fact => fact.Makes is { } thing && ids.Contains(StoredThing.IdOf(fact.Negotiation, thing)));
    }

    // Only of these a sentence tells more than the id.
    private static IEnumerable<Thing> SpokenOf(Fact fact) =>
        fact.AlsoNames().Concat(fact.Names is { } thing ? [thing] : []).Where(named => named.Kind is ThingKind.Exchange or ThingKind.Memo
            or ThingKind.Agreement or ThingKind.Commitment or ThingKind.Proposal);
}
