using Negotiations.Domain.Facts;

namespace Negotiations.Domain.Agreements;

/// <summary>Somebody became a party to an agreement after it was signed.</summary>
/// <param name="Agreement">The agreement's id.</param>
/// <param name="By">Who joined.</param>
public sealed record AgreementJoined(Key Agreement, ActorKey By) : Fact
{
    /// <inheritdoc/>
    public override Thing? Names => new Thing(ThingKind.Agreement, Agreement);

    /// <inheritdoc/>
    protected override IEnumerable<ActorKey?> NamedActors() => [By];

    /// <inheritdoc/>
    protected override string Say(Narrator narrator) => $"{narrator.Name(By)} joins {narrator.Called(Names!.Value)}";
}
