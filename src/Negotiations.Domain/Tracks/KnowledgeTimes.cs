using Negotiations.Domain.Facts;
using Negotiations.Domain.Knowledge;

namespace Negotiations.Domain.Tracks;

/// <summary>When facts became known, where confirmations may have carried them back and lost their effect again.</summary>
internal static class KnowledgeTimes
{
    /// <summary>
    /// The instants at which each fact became known: one, or of a fact whose confirmations lost their effect a second one. And whether any
    /// confirmation did.
    /// </summary>
    /// <param name="held">The facts that this system held.</param>
    public static (Func<Fact, IEnumerable<DateTimeOffset>> Of, bool IsLost) Of(IReadOnlyList<Fact> held)
    {
        var voices = held.OfType<FactConfirmed>().Select(voice => voice.Id).ToHashSet();
        if (voices.Count == 0) return (fact => [fact.KnownByItself()], false);
        Fact[] said = [.. held.Where(fact => fact.Corrects().Any())];
        var first = new Dictionary<Guid, DateTimeOffset>();
        foreach (var instant in said.Select(fact => fact.KnownByItself()).Distinct().Order())
            foreach (var fact in new Viewpoint(KnownAt: instant).Confirmed(said)) first.TryAdd(fact, instant);
        return (TimesOf, said.SelectMany(fact => fact.Corrects())
            .Any(said => said.Kind != CorrectionKind.Confirmed && voices.Contains(said.Fact)));

        IEnumerable<DateTimeOffset> TimesOf(Fact fact) =>
            first.TryGetValue(fact.Id, out var confirmed) && confirmed < fact.KnownByItself()
                ? IsLostBefore(fact) ? [confirmed, fact.KnownByItself()] : [confirmed] : [fact.KnownByItself()];

        bool IsLostBefore(Fact fact) => !new Viewpoint(KnownAt: fact.KnownByItself() - TimeSpan.FromMicroseconds(1))
            .Confirmed(said).Contains(fact.Id);
    }
}
