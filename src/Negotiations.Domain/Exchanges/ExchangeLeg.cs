using Negotiations.Domain.Claims;

namespace Negotiations.Domain.Exchanges;

/// <summary>One direction and one category of an exchange.</summary>
/// <param name="Leg">The leg's id within the exchange.</param>
/// <param name="From">Who hands over.</param>
/// <param name="To">Who receives.</param>
/// <param name="Category">Who or what is handed over.</param>
/// <param name="Quantity">How many; null when nothing is said of this leg.</param>
public sealed record ExchangeLeg(Key Leg, ActorKey From, ActorKey To, LegCategory Category, Quantity? Quantity = null);
