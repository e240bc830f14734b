using Negotiations.Domain;

namespace Negotiations.Service.Recording;

/// <summary>Records that somebody gave a value for a measure. Its <c>occurred</c> is the date that the figure describes.</summary>
public sealed record ClaimFigure : TrackCommand
{
    /// <summary>The address of the number.</summary>
    public required Measure Measure { get; init; }

    /// <summary>What is claimed: a quantity, a date or a word, as the measure asks.</summary>
    public required ClaimValue Value { get; init; }

    /// <inheritdoc/>
    public override (ThingKind Kind, Key Id)? Names => Checks.Named(Measure);

    /// <inheritdoc/>
    public override IEnumerable<Refusal> Validate(Situation situation) => [.. situation.Holds(Measure), .. Checks.Fits(Measure, Value), .. OneWay(situation)];

    /// <inheritdoc/>
    public override Fact Handle(Situation situation) => new FigureClaimed(Measure, Value);

    private IEnumerable<Refusal> OneWay(Situation situation) =>
        Measure.Kind == MeasureKind.ExchangeQuantity && Value.Quantity?.Basis == Basis.OneWay && situation.Exchange(Key.Of(Measure.Thing))?.Legs.Length > 1
            ? [Checks.OneWayNeedsLeg("value")]
            : [];
}
