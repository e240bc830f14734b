using System.Collections.Immutable;
using Negotiations.Domain.Facts;

namespace Negotiations.Domain.Agreements;

/// <summary>An agreement was signed.</summary>
/// <param name="Agreement">The agreement's id.</param>
/// <param name="Title">Its title, up to 300 characters.</param>
/// <param name="Stage">Its stage in the process.</param>
/// <param name="Signatories">Who signed; at least one.</param>
/// <param name="ThirdParties">Who signed as witness, guarantor or the like.</param>
/// <param name="Url">Where it can be read.</param>
/// <param name="ExternalId">Its id in another data set, up to 200 characters.</param>
public sealed record AgreementSigned(
    Key Agreement, string Title, AgreementStage Stage, ImmutableArray<ActorKey> Signatories, ImmutableArray<ActorKey> ThirdParties,
    string? Url, string? ExternalId) : Fact
{
    /// <inheritdoc/>
    public override Thing? Makes => new Thing(ThingKind.Agreement, Agreement);

    /// <inheritdoc/>
    public override string? TitleOfMade() => Title;

    /// <inheritdoc/>
    protected override IEnumerable<ActorKey?> NamedActors() => [.. Signatories, .. ThirdParties];

    /// <inheritdoc/>
    protected override IEnumerable<string?> OwnTexts() => [Title];

    /// <inheritdoc/>
    protected override string Say(Narrator narrator) =>
        $"{narrator.Do(Signatories, "signs", "sign")} the agreement “{Title}”"
        + (ThirdParties is [] ? ""
            : $", with {narrator.Names(ThirdParties)} as {(ThirdParties.Length == 1 ? "third party" : "third parties")}");
}
