using Negotiations.Domain.Facts;

namespace Negotiations.Domain.Ceasefires;

/// <summary>A ceasefire ended.</summary>
/// <param name="Ceasefire">The ceasefire's id.</param>
/// <param name="How">How it ended.</param>
public sealed record CeasefireEnded(Key Ceasefire, CeasefireEnd How) : Fact
{
    /// <inheritdoc/>
    public override Thing? Names => new Thing(ThingKind.Ceasefire, Ceasefire);

    /// <inheritdoc/>
    protected override string Say(Narrator narrator) => $"Ceasefire {Ceasefire} ends ({Words.Of(How)})";
}
