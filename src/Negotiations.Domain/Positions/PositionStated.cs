using Negotiations.Domain.Facts;

namespace Negotiations.Domain.Positions;

/// <summary>An actor said where it stands.</summary>
/// <param name="Actor">Who.</param>
/// <param name="Stance">The sort of statement.</param>
/// <param name="Text">What it says, in neutral words, up to 2,000 characters.</param>
/// <param name="On">The thing or actor that it is about.</param>
/// <param name="Condition">What it depends on, up to 2,000 characters.</param>
public sealed record PositionStated(ActorKey Actor, Stance Stance, string Text, Reference? On, string? Condition) : Fact
{
    /// <inheritdoc/>
    public override Thing? Names => On?.Held;

    /// <inheritdoc/>
    public override IEnumerable<Guid> Mentions() => On is PositionReference { Fact: var position } ? [position] : [];

    /// <inheritdoc/>
    public override string? TitleOfMade() => Text;

    /// <summary>Where it stands among positions: the latest of an actor on a thing holds.</summary>
    public Standpoint Standpoint => new(Actor, On);

    /// <inheritdoc/>
    public override bool IsActivity => true;

    /// <inheritdoc/>
    protected override IEnumerable<ActorKey?> NamedActors() => [Actor, (On as ActorReference)?.Actor];

    /// <inheritdoc/>
    protected override IEnumerable<string?> OwnTexts() => [Text, Condition];

    /// <inheritdoc/>
    protected override string Say(Narrator narrator) =>
        $"{narrator.Name(Actor)} states {(Stance is Stance.Acceptance or Stance.Appeal or Stance.Assessment ? "an" : "a")} "
        + $"{Words.Of(Stance)}{With(" on ", narrator.Called(On))}: {Text}{With(" (condition: ", Condition, ")")}";
}
