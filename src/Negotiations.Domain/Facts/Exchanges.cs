using System.Collections.Immutable;

namespace Negotiations.Domain;

/// <summary>A hand-over was agreed.</summary>
/// <param name="Exchange">The exchange's id.</param>
/// <param name="Terms">On what terms; null when nobody says.</param>
/// <param name="Legs">Its directions, each for one category.</param>
/// <param name="Quantity">How many in the whole exchange, on the basis that it states.</param>
/// <param name="Due">By when it is to be completed.</param>
public sealed record ExchangeAgreed(Key Exchange, ExchangeTerms? Terms, ImmutableArray<ExchangeLeg> Legs, Quantity? Quantity, Occurrence? Due) : Fact
{
    /// <inheritdoc/>
    public override (ThingKind Kind, Key Id)? Makes => (ThingKind.Exchange, Exchange);

    /// <inheritdoc/>
    public override string Describe() =>
        $"Exchange {Exchange} agreed{(Terms is null ? "" : $" ({Words.Of(Terms.Value)})")}: {string.Join("; ", Legs.Select(leg => $"{leg.From} to {leg.To}, {Words.Of(leg.Category)}"))}";

    /// <inheritdoc/>
    protected override IEnumerable<(Measure, ClaimValue, ActorKey?)> States()
    {
        if (Terms is not null) yield return (Measure.Terms(Exchange), ClaimValue.Of(Terms.Value), null);
        if (Quantity is not null) yield return (Measure.Agreed(Exchange), ClaimValue.Of(Quantity), null);
        foreach (var leg in Legs)
            if (leg.Quantity is not null) yield return (Measure.Agreed(Exchange, leg.Leg), ClaimValue.Of(leg.Quantity), null);
    }
}

/// <summary>One hand-over of an exchange took place.</summary>
/// <param name="Exchange">The exchange's id.</param>
/// <param name="Stage">The hand-over's id within the exchange, such as its date.</param>
/// <param name="Deliveries">What each leg delivered; at least one.</param>
public sealed record ExchangeStageCompleted(Key Exchange, Key Stage, ImmutableArray<Delivery> Deliveries) : Fact
{
    /// <inheritdoc/>
    public override (ThingKind Kind, Key Id)? Names => (ThingKind.Exchange, Exchange);

    /// <inheritdoc/>
    public override string Describe() => $"Stage {Stage} of exchange {Exchange} completed: {string.Join(", ", Deliveries.Select(delivery => delivery.Leg))}";

    /// <inheritdoc/>
    protected override IEnumerable<(Measure, ClaimValue, ActorKey?)> States() =>
        Deliveries.Select(delivery => (Measure.Delivered(Exchange, Stage, delivery.Leg), ClaimValue.Of(delivery.Quantity), (ActorKey?)null));
}

/// <summary>What one leg delivered at one hand-over.</summary>
/// <param name="Leg">The leg.</param>
/// <param name="Quantity">How many; unknown is legal.</param>
public sealed record Delivery(Key Leg, Quantity Quantity);

/// <summary>An exchange was put off.</summary>
/// <param name="Exchange">The exchange's id.</param>
/// <param name="By">Who put it off.</param>
/// <param name="Until">Until when; null when nobody says.</param>
/// <param name="Reason">Why, up to 2,000 characters.</param>
public sealed record ExchangePostponed(Key Exchange, ActorKey? By, Occurrence? Until, string? Reason) : Fact
{
    /// <inheritdoc/>
    public override (ThingKind Kind, Key Id)? Names => (ThingKind.Exchange, Exchange);

    /// <inheritdoc/>
    public override string Describe() => $"Exchange {Exchange} postponed" + (By is null ? "" : $" by {By}") + (Until is null ? "" : $" until {Until}");
}

/// <summary>One direction and one category of an exchange.</summary>
/// <param name="Leg">The leg's id within the exchange.</param>
/// <param name="From">Who hands over.</param>
/// <param name="To">Who receives.</param>
/// <param name="Category">Who or what is handed over.</param>
/// <param name="Quantity">How many; null when nothing is said of this leg.</param>
public sealed record ExchangeLeg(Key Leg, ActorKey From, ActorKey To, LegCategory Category, Quantity? Quantity = null);

/// <summary>The terms of an exchange.</summary>
public enum ExchangeTerms
{
    /// <summary>So many for so many.</summary>
    NumberForNumber,

    /// <summary>All that either side holds.</summary>
    AllForAll,

    /// <summary>All of a category, such as the severely wounded.</summary>
    Category,

    /// <summary>One side hands over and expects nothing.</summary>
    Unilateral,
}

/// <summary>Who or what is handed over.</summary>
public enum LegCategory
{
    /// <summary>Prisoners of war.</summary>
    PrisonersOfWar,

    /// <summary>Civilians.</summary>
    Civilians,

    /// <summary>Wounded or ill persons.</summary>
    Wounded,

    /// <summary>Remains of the dead.</summary>
    Remains,

    /// <summary>Children.</summary>
    Children,
}
