using Negotiations.Domain.Facts;
using Negotiations.Domain.Time;

namespace Negotiations.Domain.Exchanges;

/// <summary>An exchange was put off.</summary>
/// <param name="Exchange">The exchange's id.</param>
/// <param name="By">Who put it off.</param>
/// <param name="Until">Until when; null when nobody says.</param>
/// <param name="Reason">Why, up to 2,000 characters.</param>
public sealed record ExchangePostponed(Key Exchange, ActorKey? By, Occurrence? Until, string? Reason) : Fact
{
    /// <inheritdoc/>
    public override Thing? Names => new Thing(ThingKind.Exchange, Exchange);

    /// <inheritdoc/>
    protected override IEnumerable<ActorKey?> NamedActors() => [By];

    /// <inheritdoc/>
    protected override IEnumerable<string?> OwnTexts() => [Reason];

    /// <inheritdoc/>
    protected override string Say(Narrator narrator) =>
        (By is null ? $"Exchange {Exchange} is postponed" : $"{narrator.Name(By)} postpones exchange {Exchange}")
        + With(" until ", Until?.Text) + With(": ", Reason);
}
