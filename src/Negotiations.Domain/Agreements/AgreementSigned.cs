using System.Collections.Immutable;
using Negotiations.Domain.Facts;

namespace Negotiations.Domain.Agreements;

/// <summary>An agreement was signed.</summary>
/// <param name="Agreement">The agreement's id.</param>
/// <param name="Title">Its title, up to 300 characters.</param>
/// <param name="Stage">Its stage in the process.</param>
/// <param name="Signatories">Who signed, of the negotiation's actors.</param>
/// <param name="ThirdParties">Who signed as witness, guarantor or the like.</param>
/// <param name="Url">Where it can be read.</param>
/// <param name="ExternalId">Its id in another data set, up to 200 characters.</param>
public sealed record AgreementSigned(
    Key Agreement, string Title, AgreementStage Stage, ImmutableArray<ActorKey> Signatories, ImmutableArray<ActorKey> ThirdParties,
    string? Url, string? ExternalId) : Fact
{
    /// <summary>Who else signed, by name: signatories who are no actors of the negotiation.</summary>
    [OmittedWhileEmpty]
    public ImmutableArray<string> SignatoryNames { get; init; } = [];

    /// <summary>Who else signed as witness, guarantor or the like, by name.</summary>
    [OmittedWhileEmpty]
    public ImmutableArray<string> ThirdPartyNames { get; init; } = [];

    /// <summary>The proposal that it came of; null where none is named.</summary>
    public Key? Proposal { get; init; }

    /// <inheritdoc/>
    public override Key? CameOf => Proposal;

    /// <inheritdoc/>
    public override IEnumerable<Thing> AlsoNames() => Proposal is null ? [] : [new Thing(ThingKind.Proposal, Proposal)];

    /// <inheritdoc/>
    public override Thing? Makes => new Thing(ThingKind.Agreement, Agreement);

    /// <inheritdoc/>
    public override string? TitleOfMade() => Title;

    /// <inheritdoc/>
    protected override IEnumerable<ActorKey?> NamedActors() => [.. Signatories, .. ThirdParties];

    /// <inheritdoc/>
    protected override IEnumerable<string?> OwnTexts() => [Title, .. SignatoryNames, .. ThirdPartyNames];

    /// <inheritdoc/>
    protected override string Say(Narrator narrator) =>
        $"{Told(narrator, Signatories, SignatoryNames)} {(Signatories.Length + SignatoryNames.Length == 1 ? "signs" : "sign")} "
        + $"the agreement “{Title}”" + (ThirdParties.Length + ThirdPartyNames.Length is var others && others == 0 ? ""
            : $", with {Told(narrator, ThirdParties, ThirdPartyNames)} as {(others == 1 ? "third party" : "third parties")}");

    private static string Told(Narrator narrator, ImmutableArray<ActorKey> actors, ImmutableArray<string> names) =>
        Narrator.List([.. actors.Select(narrator.Name), .. names]);
}
