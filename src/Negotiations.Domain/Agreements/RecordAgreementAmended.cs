using Negotiations.Domain.Commands;
using Negotiations.Domain.Facts;

namespace Negotiations.Domain.Agreements;

/// <summary>Records that an agreement was changed.</summary>
public sealed record RecordAgreementAmended : TrackCommand
{
    /// <summary>The agreement's id.</summary>
    public required Key Agreement { get; init; }

    /// <summary>What was changed, in neutral words, up to 2,000 characters.</summary>
    public string? Text { get; init; }

    /// <summary>Where the change can be read.</summary>
    public string? Url { get; init; }

    /// <inheritdoc/>
    public override Thing? Names => new Thing(ThingKind.Agreement, Agreement);

    /// <inheritdoc/>
    public override IEnumerable<Refusal> Validate(DecisionContext context) =>
    [
        .. context.Holds("agreement", new Thing(ThingKind.Agreement, Agreement)),
        .. Checks.Text("text", Text, Checks.TextLimit),
        .. Checks.Url("url", Url),
    ];

    /// <inheritdoc/>
    public override Fact Handle(DecisionContext context) => new AgreementAmended(Agreement, Text, Url);
}
