using System.Collections.Immutable;
using Negotiations.Domain.Claims;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Time;

namespace Negotiations.Domain.Exchanges;

/// <summary>A hand-over was agreed.</summary>
/// <param name="Exchange">The exchange's id.</param>
/// <param name="Terms">On what terms; null when nobody says.</param>
/// <param name="Legs">Its directions, each for one category.</param>
/// <param name="Quantity">How many in the whole exchange, on the basis that it states.</param>
/// <param name="Due">By when it is to be completed.</param>
public sealed record ExchangeAgreed(Key Exchange, ExchangeTerms? Terms, ImmutableArray<ExchangeLeg> Legs, Quantity? Quantity,
    Occurrence? Due) : Fact
{
    /// <summary>The proposal that it came of; null where none is named.</summary>
    public Key? Proposal { get; init; }

    /// <inheritdoc/>
    public override Key? CameOf => Proposal;

    /// <inheritdoc/>
    public override IEnumerable<Thing> AlsoNames() => Proposal is null ? [] : [new Thing(ThingKind.Proposal, Proposal)];

    /// <inheritdoc/>
    public override Thing? Makes => new Thing(ThingKind.Exchange, Exchange);

    /// <inheritdoc/>
    protected override IEnumerable<ActorKey?> NamedActors() => [.. Legs.SelectMany(leg => new[] { leg.From, leg.To })];

    /// <inheritdoc/>
    public override IEnumerable<(Key Leg, ToldLeg Told)> LegsOfMade() =>
        Legs.Select(leg => (leg.Leg, ExchangeSentence.Told(leg)));

    /// <inheritdoc/>
    protected override string Say(Narrator narrator) => ExchangeSentence.Of(this, narrator);

    /// <inheritdoc/>
    protected override IEnumerable<(Measure, ClaimValue, ActorKey?)> States()
    {
        if (Terms is not null) yield return (Measure.Terms(Exchange), ClaimValue.Of(Terms.Value), null);
        if (Quantity is not null) yield return (Measure.Agreed(Exchange), ClaimValue.Of(Quantity), null);
        foreach (var leg in Legs)
            if (leg.Quantity is not null) yield return (Measure.Agreed(Exchange, leg.Leg), ClaimValue.Of(leg.Quantity), null);
    }
}
