using System.Collections.Immutable;
using Negotiations.Domain.Claims;
using Negotiations.Domain.Exchanges;

namespace Negotiations.Domain.Ledgers;

/// <summary>The legs of an exchange, and what a number for the whole can mean on them.</summary>
/// <param name="Exchange">The exchange.</param>
/// <param name="Legs">Its legs; none while the agreement is not known.</param>
internal sealed record ExchangeLegs(Key Exchange, ImmutableArray<ExchangeLeg> Legs)
{
    /// <summary>How many sides give; at least one.</summary>
    public int GivingSides { get; } = Math.Max(1, Legs.Select(leg => leg.From.Actor).Distinct().Count());

    /// <summary>The leg that is the whole; null where there are several or none.</summary>
    public Key? Only => Legs is [var only] ? only.Leg : null;

    private readonly Lazy<HashSet<Key>> onlyOfSide = new(() =>
        [.. Legs.GroupBy(leg => leg.From.Actor).Where(given => given.Count() == 1).Select(given => given.First().Leg)]);

    /// <summary>Whether a leg is all that its side gives, so that a number per side is the leg's.</summary>
    public bool IsOnlyOfSide(Key leg) => onlyOfSide.Value.Contains(leg);

    /// <summary>The measures of the legs.</summary>
    public IEnumerable<LegMeasure> Measures(ExchangeAspect aspect) => Legs.Select(leg => new LegMeasure(Exchange, leg.Leg, aspect));
}
