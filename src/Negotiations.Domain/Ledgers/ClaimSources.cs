using System.Collections.Immutable;
using Negotiations.Domain.Claims;
using Negotiations.Domain.Exchanges;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Knowledge;
using Negotiations.Domain.Tracks;

namespace Negotiations.Domain.Ledgers;

/// <summary>What is weighed: claims, decisions on them, and what is known of the things that they are about.</summary>
internal sealed record ClaimSources
{
    /// <summary>The claims by measure, those of denied facts included, each list in world order.</summary>
    public required ImmutableSortedDictionary<Measure, ImmutableArray<Claim>> Claims { get; init; }

    /// <summary>What was decided, by measure.</summary>
    public required ImmutableSortedDictionary<Measure, Reconciliation> Reconciliations { get; init; }

    /// <summary>The agreements that define the legs of exchanges; one that is denied where no other counts.</summary>
    public required Func<Key, ExchangeAgreed?> Agreement { get; init; }

    /// <summary>The report of a hand-over; null where only counts of it are known.</summary>
    public required Func<StageMeasure, ExchangeStageCompleted?> Stage { get; init; }

    /// <summary>Whether a fact that makes a thing counts.</summary>
    public required Func<Thing, bool> IsMade { get; init; }

    /// <summary>The denials of a fact that count.</summary>
    public required Func<Guid, ImmutableArray<FactDenied>> Denials { get; init; }

    /// <summary>Of a track.</summary>
    public static ClaimSources Of(Track track)
    {
        var denied = track.WithContested();
        return new ClaimSources
        {
            Claims = track.Claims,
            Reconciliations = track.Reconciliations,
            Agreement = exchange => denied.Exchanges.GetValueOrDefault(exchange)?.Agreed,
            Stage = stage => track.Exchanges.GetValueOrDefault(stage.Exchange)?.Stages.GetValueOrDefault(stage.Stage)
                ?? track.Contested.Values.OfType<ExchangeStageCompleted>()
                    .FirstOrDefault(fact => (fact.Exchange, fact.Stage) == (stage.Exchange, stage.Stage)),
            IsMade = thing => track.Maker(thing) is not null,
            Denials = track.DenialsOf,
        };
    }

    /// <summary>Of some facts, each of which counts or is contested.</summary>
    public static ClaimSources Of(IReadOnlyCollection<Fact> facts, Corrections corrections, IEnumerable<FactDenied> denials)
    {
        var counting = facts.Where(fact => corrections.Of(fact.Id) == FactStanding.Counts).ToArray();
        var denied = denials.ToLookup(denial => denial.Fact);
        var agreements = Latest(facts.OfType<ExchangeAgreed>(), fact => fact.Exchange, Later);
        var stages = Latest(facts.OfType<ExchangeStageCompleted>(), fact => (fact.Exchange, fact.Stage), Later);
        var made = counting.Select(fact => fact.Makes).OfType<Thing>().ToHashSet();
        return new ClaimSources
        {
            Claims = facts.SelectMany(fact => fact.Claims(corrections.Of(fact.Id) == FactStanding.Contested))
                .GroupBy(claim => claim.Measure)
                .ToImmutableSortedDictionary(group => group.Key, group => group.Order().ToImmutableArray()),
            Reconciliations = ReconciliationsOf(counting),
            Agreement = exchange => agreements.GetValueOrDefault(exchange),
            Stage = stage => stages.GetValueOrDefault((stage.Exchange, stage.Stage)),
            IsMade = made.Contains,
            Denials = fact => [.. denied[fact].Where(denial => corrections.Of(denial.Id) == FactStanding.Counts)],
        };

        // One that is denied gives way to one that counts.
        T Later<T>(T? known, T fact) where T : Fact =>
            known is not null && corrections.Of(known.Id) != corrections.Of(fact.Id)
                ? corrections.Of(known.Id) == FactStanding.Counts ? known : fact : WorldOrder.Later(known, fact);
    }

    /// <summary>The same without the claims of denied facts.</summary>
    public ClaimSources WithoutContested() => this with
    {
        Claims = Claims.Select(known => KeyValuePair.Create(known.Key, known.Value.RemoveAll(claim => claim.IsContested)))
            .Where(known => known.Value is not []).ToImmutableSortedDictionary(),
    };

    private static ImmutableSortedDictionary<Measure, Reconciliation> ReconciliationsOf(Fact[] facts)
    {
        var decisions = Latest(facts.OfType<ClaimsReconciled>(), fact => fact.Measure, KnowledgeOrder.Later);
        var reopenings = Latest(facts.OfType<ReconciliationReopened>(), fact => fact.Measure, KnowledgeOrder.Later);
        return decisions.ToImmutableSortedDictionary(decision => decision.Key,
            decision => new Reconciliation(decision.Value, reopenings.GetValueOrDefault(decision.Key)));
    }

    private static Dictionary<TKey, T> Latest<TKey, T>(IEnumerable<T> facts, Func<T, TKey> key, Func<T?, T, T> later)
        where TKey : notnull where T : Fact =>
        facts.GroupBy(key).ToDictionary(group => group.Key, group => group.Aggregate((T?)null, (known, fact) => later(known, fact))!);
}
