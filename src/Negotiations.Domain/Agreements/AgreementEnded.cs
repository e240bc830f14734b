using Negotiations.Domain.Facts;

namespace Negotiations.Domain.Agreements;

/// <summary>An agreement ended, or a party withdrew from it: then it stays in force between the others while there are two.</summary>
/// <param name="Agreement">The agreement's id.</param>
/// <param name="How">How it ended.</param>
/// <param name="By">Who withdrew from it or ended it; null where it is not said.</param>
/// <param name="Successor">The agreement that took its place; null where none did.</param>
public sealed record AgreementEnded(Key Agreement, AgreementEnd How, ActorKey? By, Key? Successor) : Fact
{
    /// <inheritdoc/>
    public override Thing? Names => new Thing(ThingKind.Agreement, Agreement);

    /// <inheritdoc/>
    public override IEnumerable<Thing> AlsoNames() => Successor is null ? [] : [new Thing(ThingKind.Agreement, Successor)];

    /// <inheritdoc/>
    protected override IEnumerable<ActorKey?> NamedActors() => [By];

    /// <inheritdoc/>
    protected override string Say(Narrator narrator)
    {
        var called = narrator.Called(Names!.Value);
        var successor = Successor is null ? null : narrator.Called(new Thing(ThingKind.Agreement, Successor));
        return (How, By) switch
        {
            (AgreementEnd.Withdrawn, { } by) => $"{narrator.Name(by)} withdraws from {called}",
            (AgreementEnd.Withdrawn, null) => $"A party withdraws from {called}",
            (AgreementEnd.Annulled, { } by) => $"{narrator.Name(by)} declares {called} void",
            (AgreementEnd.Annulled, null) => $"{Narrator.Sentence(called)} is declared void",
            (AgreementEnd.Superseded, _) => $"{Narrator.Sentence(called)} is superseded{With(" by ", successor)}",
            (_, { } by) => $"{narrator.Name(by)} ends {called}",
            _ => $"{Narrator.Sentence(called)} ends",
        } + (How == AgreementEnd.Superseded ? "" : With(" (followed by ", successor, ")"));
    }
}
