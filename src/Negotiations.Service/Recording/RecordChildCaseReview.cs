using Negotiations.Domain;

namespace Negotiations.Service.Recording;

/// <summary>Records that cases on a list of children were reviewed.</summary>
public sealed record RecordChildCaseReview : TrackCommand
{
    /// <summary>The list's id.</summary>
    public required Key List { get; init; }

    /// <summary>Who reviewed them.</summary>
    public required ActorKey By { get; init; }

    /// <summary>How many cases were reviewed this time.</summary>
    public required Quantity Reviewed { get; init; }

    /// <summary>What came of it, up to 2,000 characters.</summary>
    public string? Result { get; init; }

    /// <inheritdoc/>
    public override (ThingKind Kind, Key Id)? Names => (ThingKind.List, List);

    /// <inheritdoc/>
    public override IEnumerable<Refusal> Validate(Situation situation) =>
    [
        .. situation.Holds("list", ThingKind.List, List),
        .. situation.Knows("by", By),
        .. Checks.Text("result", Result, Checks.TextLimit),
    ];

    /// <inheritdoc/>
    public override Fact Handle(Situation situation) => new ChildCasesReviewed(List, By, Reviewed, Result);
}
