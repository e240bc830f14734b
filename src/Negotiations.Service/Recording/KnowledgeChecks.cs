using System.Collections.Immutable;
using Negotiations.Domain;

namespace Negotiations.Service.Recording;

/// <summary>The rules about numbers, and about facts that speak of other facts.</summary>
internal static partial class Checks
{
    /// <summary>Figures of an incident: distinct, and parts of one another only within the report.</summary>
    public static IEnumerable<Refusal> Figures(ImmutableArray<IncidentFigure> figures) =>
    [
        .. Count("figures", figures),
        .. Distinct("figures", figures.Select(figure => figure.Figure)),
        .. figures.SelectMany((figure, i) => figure.PartOf is { } whole && (whole == figure.Figure || figures.All(other => other.Figure != whole))
            ? [Refusal.Rule("unknown-figure", $"figures[{i}].partOf", $"'{whole}' is no other figure of this report")]
            : Array.Empty<Refusal>()),
    ];

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

    /// <summary>The refusal of a number that counts one way for an exchange that has several.</summary>
    public static Refusal OneWayNeedsLeg(string field) =>
        Refusal.Rule("which-way", field, "'oneWay' does not say which way: claim it for the leg, as in exchange/remains-1/ru-ua/agreed");

    /// <summary>The agreement of an exchange, on whichever of the tracks holds it.</summary>
    public static ExchangeAgreed? Exchange(this Situation situation, Key exchange) =>
        situation.Tracks.Select(track => track.Exchanges.GetValueOrDefault(exchange.Value)?.Agreed).FirstOrDefault(agreed => agreed is not null);

    /// <summary>A leg that the exchange must have.</summary>
    public static IEnumerable<Refusal> HasLeg(this Situation situation, string field, Key exchange, Key leg)
    {
        if (situation.Exchange(exchange) is not { } agreed || agreed.Legs.Any(known => known.Leg == leg)) yield break;
        var nearest = Suggestion.For(leg.Value, agreed.Legs.Select(known => known.Leg.Value));
        yield return Refusal.Rule("unknown-leg", field, $"'{leg}' is no leg of the exchange '{exchange}'{nearest}; its legs are {string.Join(", ", agreed.Legs.Select(known => known.Leg))}");
    }

    /// <summary>A hand-over that must be recorded.</summary>
    public static IEnumerable<Refusal> HasStage(this Situation situation, string field, Key exchange, string stage)
    {
        string[] known = [.. situation.Tracks.SelectMany(track => track.Exchanges.GetValueOrDefault(exchange.Value)?.Stages.Keys ?? [])];
        if (!known.Contains(stage)) yield return Refusal.Rule("unknown-stage", field, $"no stage '{stage}' of the exchange '{exchange}' is recorded{Suggestion.For(stage, known)}; record it with RecordExchangeStage");
    }

    /// <summary>The thing that a measure belongs to, incidents included.</summary>
    public static (ThingKind Kind, Key Id)? Named(Measure measure) => measure.Names ?? (ThingKind.Incident, Key.Of(measure.Thing));

    /// <summary>A measure whose thing, and leg and stage if it names them, must exist.</summary>
    public static IEnumerable<Refusal> Holds(this Situation situation, Measure measure) => Named(measure) is not var (kind, id)
        ? []
        : [.. situation.Holds("measure", kind, id),
           .. measure.Leg is { } leg ? situation.HasLeg("measure", id, Key.Of(leg)) : [],
           .. measure.Stage is { } stage ? situation.HasStage("measure", id, stage) : []];

    /// <summary>A fact that must exist, on a track of this negotiation.</summary>
    public static IEnumerable<Refusal> Exists(this Situation situation, string field, Guid fact)
    {
        if (situation.Facts.TryGetValue(fact, out var found) && found.Fact.Negotiation == situation.Negotiation.Key && !found.Fact.IsSetup) yield break;
        yield return Refusal.Rule("unknown-fact", field, $"no fact {fact} is on a track of '{situation.Negotiation.Key}'");
    }

    /// <summary>A fact that must count for one of some things.</summary>
    public static IEnumerable<Refusal> Stands(this Situation situation, string field, Guid fact, params FactStanding[] allowed)
    {
        if (!situation.Facts.TryGetValue(fact, out var found) || allowed.Contains(found.Standing)) yield break;
        yield return Refusal.Conflict("fact-standing", field,
            $"the fact {fact} {(found.Standing == FactStanding.Counts ? "counts" : $"is {Words.Of(found.Standing)}")}; this takes one that {string.Join(" or ", allowed.Select(standing => standing == FactStanding.Counts ? "counts" : $"is {Words.Of(standing)}"))}");
    }

    /// <summary>A fact that is itself no retraction or reinstatement, which are undone by their opposite, and without which no fact comes back into an id that is taken.</summary>
    public static IEnumerable<Refusal> MayRetract(this Situation situation, string field, Guid fact)
    {
        if (!situation.Facts.TryGetValue(fact, out var found)) return [];
        if (found.Fact is FactRetracted or FactReinstated)
            return [Refusal.Rule("not-correctable", field, "a retraction is undone with ReinstateFact, and a reinstatement with RetractFact, each on the fact itself")];
        return from freed in found.Fact.Corrects()
               where freed.Kind is CorrectionKind.Superseded or CorrectionKind.Denied && situation.Facts.ContainsKey(freed.Fact)
               from refusal in Taken(situation.Facts[freed.Fact], field, except: fact)
               select refusal;
    }

    /// <summary>A retracted fact whose thing's id no other fact has taken meanwhile, and that replaces none which another fact has replaced meanwhile.</summary>
    public static IEnumerable<Refusal> MayReturn(this Situation situation, string field, Guid fact)
    {
        if (!situation.Facts.TryGetValue(fact, out var found)) yield break;
        foreach (var refusal in Taken(found, field, except: found.Fact.Supersedes)) yield return refusal;
        if (found.Fact.Supersedes is { } replaced && situation.Facts.TryGetValue(replaced, out var other) && other.Standing == FactStanding.Superseded)
            yield return Refusal.Conflict("fact-standing", field, $"the fact {replaced}, which it replaces, has been replaced by another meanwhile");
    }

    private static IEnumerable<Refusal> Taken(KnownFact fact, string field, Guid? except) =>
        fact.Rivals.Where(other => other != except).Select(other => (Guid?)other).FirstOrDefault() is { } rival
            ? [Refusal.Conflict($"{Words.Of(fact.Fact.Makes!.Value.Kind)}-exists", field, $"the id '{fact.Fact.Makes.Value.Id}' of the fact {fact.Fact.Id}, which would count again, has been taken by the fact {rival} meanwhile")]
            : [];

    private static IEnumerable<Refusal> Supersedes(Command command, Situation situation)
    {
        if (command.Supersedes is not { } replaced) return [];
        if (command is not TrackCommand) return [Refusal.Rule("not-correctable", "supersedes", "set-up replaces nothing; retract the other fact instead")];
        if (replaced == command.CommandId) return [Refusal.Rule("supersedes-itself", "supersedes", "a fact cannot replace itself")];
        return
        [
            .. situation.Exists("supersedes", replaced),
            .. situation.Stands("supersedes", replaced, FactStanding.Counts, FactStanding.Contested),
            .. situation.MayRetract("supersedes", replaced).Where(refusal => refusal.Kind == RefusalKind.Rule || situation.Facts[replaced].Fact is FactDenied),
        ];
    }
}
