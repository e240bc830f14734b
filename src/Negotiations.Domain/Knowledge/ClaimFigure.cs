using Negotiations.Domain.Claims;
using Negotiations.Domain.Commands;
using Negotiations.Domain.Facts;

namespace Negotiations.Domain.Knowledge;

/// <summary>Records that somebody gave a value for a measure. Its <c>occurred</c> is the date that the figure describes.</summary>
public sealed record ClaimFigure : TrackCommand
{
    /// <summary>The address of the number.</summary>
    public required Measure Measure { get; init; }

    /// <summary>What is claimed: a quantity, a date or a word, as the measure asks.</summary>
    public required ClaimValue Value { get; init; }

    /// <inheritdoc/>
    public override Thing? Names => Measure.Thing;

    /// <inheritdoc/>
    public override IEnumerable<Refusal> Validate(DecisionContext context) =>
        [.. context.HoldsMeasure(Measure), .. MeasureChecks.Fits(Measure, Value), .. context.SaysWhichWay(Measure, Value)];

    /// <inheritdoc/>
    public override Fact Handle(DecisionContext context) => new FigureClaimed(Measure, Value);
}
