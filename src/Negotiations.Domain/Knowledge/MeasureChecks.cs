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
        var (fits, expected) = measure.Kind switch
        {
            MeasureKind.Outcome => (Words.All<TalksResult>().Contains(value.Word), $"one of {string.Join(", ", Words.All<TalksResult>())}"),
            MeasureKind.Terms => (Words.All<ExchangeTerms>().Contains(value.Word), $"one of {string.Join(", ", Words.All<ExchangeTerms>())}"),
            MeasureKind.Incident => (value.Word is null, "a quantity or a date"),
            MeasureKind.Duration => (value.Quantity is not null, "a quantity, in minutes"),
            _ => (value.Quantity is not null, "a quantity"),
        };
        if (!fits) yield return Refusal.Rule("value-does-not-fit", "value", $"'{measure}' takes {expected}");
    }

    /// <summary>The thing that a measure belongs to, incidents included.</summary>
    public static Thing? Named(Measure measure) => measure.Names ?? new Thing(ThingKind.Incident, Key.Of(measure.Thing));

    /// <summary>A measure whose thing, and leg and stage if it names them, must exist.</summary>
    public static IEnumerable<Refusal> HoldsMeasure(this DecisionContext context, Measure measure) => Named(measure) is not var (kind, id)
        ? []
        : [.. context.Holds("measure", kind, id),
           .. measure.Leg is { } leg ? context.HasLeg("measure", id, Key.Of(leg)) : [],
           .. measure.Stage is { } stage ? context.HasStage("measure", id, stage) : []];
}
