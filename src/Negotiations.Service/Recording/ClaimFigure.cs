using System.Collections.Immutable;
using Marten;
using Negotiations.Domain;

namespace Negotiations.Service.Recording;

/// <summary>Records that somebody gave a value for a measure. Its <c>occurred</c> is the date that the figure describes.</summary>
public sealed record ClaimFigure : TrackCommand
{
    /// <summary>The address of the number.</summary>
    public required Measure Measure { get; init; }

    /// <summary>What is claimed: a quantity, a date or a word, as the measure asks.</summary>
    public required ClaimValue Value { get; init; }

    // Incidents are not kept in the state of a track, so that a claim about one is taken as it is written.
    /// <inheritdoc/>
    public override (ThingKind Kind, Key Id)? Names => Measure.Kind switch
    {
        MeasureKind.Incident => null,
        MeasureKind.Duration or MeasureKind.Outcome => (ThingKind.Round, Key.Of(Measure.Thing)),
        MeasureKind.Children => (ThingKind.List, Key.Of(Measure.Thing)),
        _ => (ThingKind.Exchange, Key.Of(Measure.Thing)),
    };

    /// <inheritdoc/>
    public override IEnumerable<Refusal> Validate(Situation situation) =>
        [.. Names is var (kind, id) ? situation.Holds("measure", kind, id) : [], .. Leg(situation), .. Fits()];

    /// <inheritdoc/>
    public override Fact Handle(Situation situation) => new FigureClaimed(Measure, Value);

    private IEnumerable<Refusal> Leg(Situation situation)
    {
        var exchange = situation.Tracks.Select(track => track.Exchanges.GetValueOrDefault(Measure.Thing)).FirstOrDefault(held => held is not null);
        if (Measure.Leg is not { } leg || exchange is null || exchange.Legs.Any(known => known.Leg.Value == leg)) yield break;
        var nearest = Suggestion.For(leg, exchange.Legs.Select(known => known.Leg.Value));
        yield return Refusal.Rule("unknown-leg", "measure", $"'{leg}' is no leg of the exchange '{exchange.Exchange}'{nearest}");
    }

    private IEnumerable<Refusal> Fits()
    {
        var fits = Measure.Kind switch
        {
            MeasureKind.Outcome => Words.All<TalksResult>().Contains(Value.Word),
            MeasureKind.Terms => Words.All<ExchangeTerms>().Contains(Value.Word),
            MeasureKind.Incident => Value.Word is null,
            _ => Value.Quantity is not null,
        };
        if (!fits) yield return Refusal.Rule("value-does-not-fit", "value", $"'{Measure}' takes {Expected()}");
    }

    private string Expected() => Measure.Kind switch
    {
        MeasureKind.Outcome => $"one of {string.Join(", ", Words.All<TalksResult>())}",
        MeasureKind.Terms => $"one of {string.Join(", ", Words.All<ExchangeTerms>())}",
        MeasureKind.Incident => "a quantity or a date",
        MeasureKind.Duration => "a quantity, in minutes",
        _ => "a quantity",
    };
}

/// <summary>Handles <see cref="ClaimFigure"/>.</summary>
public static class ClaimFigureHandler
{
    /// <summary>Records it, or says why not.</summary>
    public static Task<CommandResult> Handle(ClaimFigure command, IDocumentSession session, Recorder recorder, CancellationToken cancellation) =>
        recorder.Record(command, session, cancellation);
}
