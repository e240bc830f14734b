using Negotiations.Domain.Claims;
using Negotiations.Domain.Facts;

namespace Negotiations.Domain.Knowledge;

/// <summary>Measures and their values as sentences tell them.</summary>
public static class MeasureWords
{
    /// <summary>A measure, such as <c>exchange remains-1, from Russia to Ukraine, delivered</c>.</summary>
    public static string Of(Measure measure, Narrator narrator) => measure switch
    {
        DurationMeasure => $"{narrator.Called(measure.Thing)}, duration",
        OutcomeMeasure { Track: var track } => $"{narrator.Called(measure.Thing)}, outcome for track {track}",
        TermsMeasure => $"{narrator.Called(measure.Thing)}, terms",
        ExchangeMeasure { Aspect: var aspect } => $"{narrator.Called(measure.Thing)}, {Words.Of(aspect)}",
        LegMeasure leg => $"{narrator.Called(measure.Thing)}, {Way(leg.Exchange, leg.Leg, narrator)} {Words.Of(leg.Aspect)}",
        StageMeasure stage =>
            $"{narrator.Called(measure.Thing)}, {Way(stage.Exchange, stage.Leg, narrator)} hand-over {stage.Stage}",
        ChildrenMeasure { Aspect: var aspect } => $"{narrator.Called(measure.Thing)} of children, {Words.Of(aspect)}",
        IncidentMeasure { Counted: var counted } => $"{narrator.Called(measure.Thing)}, {counted.Value.Replace('-', ' ')}",
        _ => measure.Text,
    };

    /// <summary>A measure with a value, such as <c>exchange remains-1, agreed: 12,000 in all</c>.</summary>
    public static string Of(Measure measure, ClaimValue value, Narrator narrator) => $"{Of(measure, narrator)}: " + value switch
    {
        QuantityValue { Stated: var quantity } when Counted(measure, narrator) is { } noun => noun.Counted(quantity),
        QuantityValue { Stated: var quantity } => Noun.Number(quantity) + Noun.Basis(quantity),
        DateValue { Stated: var date } => date.Text,
        _ => Words.Plain(value.Word ?? ""),
    };

    private static string Way(Key exchange, Key leg, Narrator narrator) =>
        narrator.Leg(exchange, leg) is { } told ? $"from {narrator.Name(told.From)} to {narrator.Name(told.To)}," : leg.Value;

    private static Noun? Counted(Measure measure, Narrator narrator) => measure switch
    {
        DurationMeasure => new Noun("minute", "minutes"),
        LegMeasure leg => narrator.Leg(leg.Exchange, leg.Leg)?.Of,
        StageMeasure stage => narrator.Leg(stage.Exchange, stage.Leg)?.Of,
        ChildrenMeasure => Noun.Children,
        _ => null,
    };
}
