using System.Collections.Immutable;
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

    /// <summary>Who signed; at least one.</summary>
    public required ImmutableArray<ActorKey> Signatories { get; init; }

    /// <summary>Who signed as witness, guarantor or the like.</summary>
    public ImmutableArray<ActorKey> ThirdParties { get; init; } = [];

    /// <summary>Where it can be read.</summary>
    public string? Url { get; init; }

    /// <summary>Its id in another data set, up to 200 characters.</summary>
    public string? ExternalId { get; init; }

    /// <inheritdoc/>
    public override Thing? Makes => new Thing(ThingKind.Agreement, Agreement);

    /// <inheritdoc/>
    public override IEnumerable<Refusal> Validate(DecisionContext context) =>
    [
        .. context.IsFree("agreement", new Thing(ThingKind.Agreement, Agreement)),
        .. Checks.Text("title", Title, Checks.TitleLimit),
        .. Checks.Count("signatories", Signatories, 1),
        .. context.Knows("signatories", Signatories),
        .. context.Knows("thirdParties", ThirdParties),
        .. Checks.Url("url", Url),
        .. Checks.Text("externalId", ExternalId, Checks.NameLimit),
    ];

    /// <inheritdoc/>
    public override Fact Handle(DecisionContext context) =>
        new AgreementSigned(Agreement, Title, Stage, Signatories, ThirdParties, Url, ExternalId);
}
