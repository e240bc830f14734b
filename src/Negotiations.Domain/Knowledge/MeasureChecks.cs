using System.Collections.Immutable;
using Negotiations.Domain.Claims;
using Negotiations.Domain.Commands;
using Negotiations.Domain.Exchanges;
using Negotiations.Domain.Talks;

namespace Negotiations.Domain.Knowledge;

/// <summary>The rules for commands that speak of a measure.</summary>
public static class MeasureChecks
{
    /// <summary>A value that the measure takes.</summary>
    public static IEnumerable<Refusal> Fits(Measure measure, ClaimValue value)
    {
        var (fits, expected) = measure switch
        {
            OutcomeMeasure => (Words.All<TalksResult>().Contains(value.Word), $"one of {string.Join(", ", Words.All<TalksResult>())}"),
            TermsMeasure => (Words.All<ExchangeTerms>().Contains(value.Word), $"one of {string.Join(", ", Words.All<ExchangeTerms>())}"),
            IncidentMeasure => (value.Word is null, "a quantity or a date"),
            DurationMeasure => (value.Quantity is not null, "a quantity, in minutes"),
            _ => (value.Quantity is not null, "a quantity"),
        };
        if (!fits) yield return Refusal.Rule("value-does-not-fit", "value", $"'{measure}' takes {expected}");
    }

    /// <summary>A number that counts one way, of an exchange with several legs, belongs to one of them.</summary>
    public static IEnumerable<Refusal> SaysWhichWay(this DecisionContext context, Measure measure, ClaimValue value) =>
        measure is ExchangeMeasure && value.Quantity?.Basis == Basis.OneWay && context.AgreementOf(measure.Thing.Id)?.Legs.Length > 1
            ? [ExchangeChecks.OneWayNeedsLeg("value")] : [];

    /// <summary>A measure whose thing, and leg and stage if it names them, must exist.</summary>
    public static IEnumerable<Refusal> HoldsMeasure(this DecisionContext context, Measure measure) =>
    [
        .. context.Holds("measure", measure.Thing),
        .. measure switch
        {
            LegMeasure leg => context.HasLeg("measure", leg.Exchange, leg.Leg),
            StageMeasure stage =>
                context.HasLeg("measure", stage.Exchange, stage.Leg).Concat(context.HasStage("measure", stage.Exchange, stage.Stage.Value)),
            _ => [],
        },
    ];
}
