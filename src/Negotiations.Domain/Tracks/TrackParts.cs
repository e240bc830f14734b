using System.Collections.Immutable;
using Negotiations.Domain.Agreements;
using Negotiations.Domain.Ceasefires;
using Negotiations.Domain.Claims;
using Negotiations.Domain.Commitments;
using Negotiations.Domain.Exchanges;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Knowledge;
using Negotiations.Domain.Papers;
using Negotiations.Domain.Proposals;
using Negotiations.Domain.Talks;

namespace Negotiations.Domain.Tracks;

// How the fold changes one part of the state: the thing with an id, or what is decided on a measure.
public sealed partial record Track
{
    private Track With(Key id, Func<Round, Round> change) => this with { Rounds = Put(Rounds, id, new Round(), change) };

    private Track With(Key id, Func<Memo, Memo> change) => this with { Memos = Put(Memos, id, new Memo(), change) };

    private Track With(Key id, Func<Exchange, Exchange> change) =>
        this with { Exchanges = Put(Exchanges, id, new Exchange(), change) };

    private Track With(Key id, Func<Commitment, Commitment> change) =>
        this with { Commitments = Put(Commitments, id, new Commitment(), change) };

    private Track With(Key id, Func<Agreement, Agreement> change) =>
        this with { Agreements = Put(Agreements, id, new Agreement(), change) };

    private Track With(Key id, Func<Proposal, Proposal> change) =>
        this with { Proposals = Put(Proposals, id, new Proposal(), change) };

    private Track With(Key id, Func<Ceasefire, Ceasefire> change) =>
        this with { Ceasefires = Put(Ceasefires, id, new Ceasefire(), change) };

    private Track With(Measure measure, Func<Reconciliation, Reconciliation> change) =>
        this with { Reconciliations = Put(Reconciliations, measure, new Reconciliation(), change) };

    private static ImmutableSortedDictionary<Measure,
    ImmutableArray<Claim>> Insert(ImmutableSortedDictionary<Measure, ImmutableArray<Claim>> claims, Claim claim)
    {
        var known = claims.GetValueOrDefault(claim.Measure, []);
        var at = known.BinarySearch(claim);
        return claims.SetItem(claim.Measure, known.Insert(at < 0 ? ~at : at, claim));
    }

    private static ImmutableSortedDictionary<TKey, T> Put<TKey, T>(
        ImmutableSortedDictionary<TKey, T> things, TKey id, T none, Func<T, T> change) where TKey : notnull =>
        things.SetItem(id, change(things.GetValueOrDefault(id, none)));

    private static ImmutableSortedDictionary<TKey, T> Latest<TKey, T>(
        ImmutableSortedDictionary<TKey, T> things, TKey id, T fact) where TKey : notnull where T : Fact =>
        ReferenceEquals(WorldOrder.Later(things.GetValueOrDefault(id), fact), fact) ? things.SetItem(id, (T)fact.WithoutDetails()) : things;
}
