using System.Collections.Immutable;
using Negotiations.Domain.Claims;
using Negotiations.Domain.Facts;

namespace Negotiations.Domain.Exchanges;

/// <summary>One hand-over of an exchange took place.</summary>
/// <param name="Exchange">The exchange's id.</param>
/// <param name="Stage">The hand-over's id within the exchange, such as its date.</param>
/// <param name="Deliveries">What each leg delivered; at least one.</param>
public sealed record ExchangeStageCompleted(Key Exchange, Key Stage, ImmutableArray<Delivery> Deliveries) : Fact
{
    /// <inheritdoc/>
    public override Thing? Names => new Thing(ThingKind.Exchange, Exchange);

    /// <inheritdoc/>
    protected override string Say(Narrator narrator) => ExchangeSentence.Of(this, narrator);

    /// <inheritdoc/>
    protected override IEnumerable<(Measure, ClaimValue, ActorKey?)> States() =>
        Deliveries.Select(delivery => (Measure.Delivered(Exchange, Stage, delivery.Leg), ClaimValue.Of(delivery.Quantity),
            (ActorKey?)null));
}
