using Negotiations.Domain.Facts;
using Negotiations.Domain.Time;

namespace Negotiations.Domain.Talks;

/// <summary>A planned meeting was put off.</summary>
/// <param name="Round">The round's id.</param>
/// <param name="By">Who put it off.</param>
/// <param name="Planned">When it is to be held instead; null when nobody says.</param>
/// <param name="Reason">Why, up to 2,000 characters.</param>
public sealed record RoundPostponed(Key Round, ActorKey? By, Occurrence? Planned, string? Reason) : Fact
{
    /// <inheritdoc/>
    public override Thing? Names => new Thing(ThingKind.Round, Round);

    /// <inheritdoc/>
    protected override IEnumerable<ActorKey?> NamedActors() => [By];

    /// <inheritdoc/>
    protected override IEnumerable<string?> OwnTexts() => [Reason];

    /// <inheritdoc/>
    protected override string Say(Narrator narrator) =>
        (By is null ? $"Round {Round} is postponed" : $"{narrator.Name(By)} postpones round {Round}")
        + With(" to ", Planned?.Text) + With(": ", Reason);
}
