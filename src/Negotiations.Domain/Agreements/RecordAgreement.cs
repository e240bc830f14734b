using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Negotiations.Domain.Commands;
using Negotiations.Domain.Facts;

namespace Negotiations.Domain.Agreements;

/// <summary>Records that an agreement was signed.</summary>
public sealed record RecordAgreement : TrackCommand
{
    /// <summary>The agreement's id.</summary>
    public required Key Agreement { get; init; }

    /// <summary>Its title, up to 300 characters.</summary>
    public required string Title { get; init; }

    /// <summary>Its stage in the process.</summary>
    public required AgreementStage Stage { get; init; }

    /// <summary>Who signed; at least one, here or by name.</summary>
    public ImmutableArray<ActorKey> Signatories { get; init; } = [];

    /// <summary>Signatories who are no actors of the negotiation, by name, each up to 200 characters.</summary>
    [OmittedWhileEmpty]
    public ImmutableArray<string> SignatoryNames { get; init; } = [];

    /// <summary>Who signed as witness, guarantor or the like.</summary>
    public ImmutableArray<ActorKey> ThirdParties { get; init; } = [];

    /// <summary>Third parties who are no actors of the negotiation, by name, each up to 200 characters.</summary>
    [OmittedWhileEmpty]
    public ImmutableArray<string> ThirdPartyNames { get; init; } = [];

    /// <summary>Where it can be read.</summary>
    public string? Url { get; init; }

    /// <summary>Its id in another data set, up to 200 characters.</summary>
    public string? ExternalId { get; init; }

    /// <summary>The proposal that it came of.</summary>
    public Key? Proposal { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override ImmutableArray<Thing> AlsoNames => Proposal is null ? [] : [new Thing(ThingKind.Proposal, Proposal)];

    /// <inheritdoc/>
    public override Thing? Makes => new Thing(ThingKind.Agreement, Agreement);

    /// <inheritdoc/>
    public override IEnumerable<Refusal> Validate(DecisionContext context) =>
    [
        .. context.IsFree("agreement", new Thing(ThingKind.Agreement, Agreement)),
        .. context.IsKnown("proposal", ThingKind.Proposal, Proposal),
        .. Checks.Text("title", Title, Checks.TitleLimit),
        .. Signatories is [] && SignatoryNames is []
            ? [Refusal.Rule("empty-list", "signatories", "'signatories' needs at least 1, or 'signatoryNames' does")]
            : Array.Empty<Refusal>(),
        .. context.Knows("signatories", Signatories),
        .. Checks.Names("signatoryNames", SignatoryNames),
        .. context.Knows("thirdParties", ThirdParties),
        .. Checks.Names("thirdPartyNames", ThirdPartyNames),
        .. Checks.Url("url", Url),
        .. Checks.Text("externalId", ExternalId, Checks.NameLimit),
    ];

    /// <inheritdoc/>
    public override Fact Handle(DecisionContext context) =>
        new AgreementSigned(Agreement, Title, Stage, Signatories, ThirdParties, Url, ExternalId)
        {
            SignatoryNames = SignatoryNames,
            ThirdPartyNames = ThirdPartyNames,
            Proposal = Proposal,
        };
}
