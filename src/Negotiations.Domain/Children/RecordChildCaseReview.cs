using System.Collections.Immutable;
using Negotiations.Domain.Claims;
using Negotiations.Domain.Commands;
using Negotiations.Domain.Facts;

namespace Negotiations.Domain.Children;

/// <summary>Records that cases on a list of children were reviewed.</summary>
public sealed record RecordChildCaseReview : TrackCommand
{
    /// <summary>The list's id.</summary>
    public required Key List { get; init; }

    /// <summary>Who reviewed them.</summary>
    public required ActorKey By { get; init; }

    /// <summary>How many cases were reviewed this time; the reviews of one list by one body add up.</summary>
    public required Quantity Reviewed { get; init; }

    /// <summary>What came of it, up to 2,000 characters.</summary>
    public string? Result { get; init; }

    /// <summary>How many of the cases came out in which way; each way once.</summary>
    [OmittedWhileEmpty]
    public ImmutableArray<CaseOutcome> Outcomes { get; init; } = [];

    /// <inheritdoc/>
    public override Thing? Names => new Thing(ThingKind.List, List);

    /// <inheritdoc/>
    public override IEnumerable<Refusal> Validate(DecisionContext context) =>
    [
        .. context.Holds("list", new Thing(ThingKind.List, List)),
        .. context.Knows("by", By),
        .. Checks.Text("result", Result, Checks.TextLimit),
        .. Checks.Count("outcomes", Outcomes),
        .. Checks.Distinct("outcomes", Outcomes.Select(each => each.Outcome)),
        .. NumberRange.Sum(Outcomes.Select(each => NumberRange.Of(each.Quantity))).Low > NumberRange.Of(Reviewed).High
            ? [Refusal.Rule("too-many-outcomes", "outcomes", "the outcomes add up to more cases than were reviewed")]
            : Array.Empty<Refusal>(),
    ];

    /// <inheritdoc/>
    public override Fact Handle(DecisionContext context) => new ChildCasesReviewed(List, By, Reviewed, Result) { Outcomes = Outcomes };
}
