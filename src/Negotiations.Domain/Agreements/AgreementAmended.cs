using Negotiations.Domain.Facts;

namespace Negotiations.Domain.Agreements;

/// <summary>An agreement was changed, and stays in force.</summary>
/// <param name="Agreement">The agreement's id.</param>
/// <param name="Text">What was changed, up to 2,000 characters.</param>
/// <param name="Url">Where the change can be read.</param>
public sealed record AgreementAmended(Key Agreement, string? Text, string? Url) : Fact
{
    /// <inheritdoc/>
    public override Thing? Names => new Thing(ThingKind.Agreement, Agreement);

    /// <inheritdoc/>
    protected override IEnumerable<string?> OwnTexts() => [Text];

    /// <inheritdoc/>
    protected override string Say(Narrator narrator) =>
        $"{Narrator.Sentence(narrator.Called(Names!.Value))} is amended{With(": ", Text)}";
}
