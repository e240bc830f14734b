using System.Collections.Immutable;
using Negotiations.Domain.Commands;

namespace Negotiations.Domain.Exchanges;

/// <summary>The rules for commands that speak of an exchange.</summary>
public static class ExchangeChecks
{
    /// <summary>The refusal of a number that counts one way for an exchange that has several.</summary>
    public static Refusal OneWayNeedsLeg(string field) =>
        Refusal.Rule("which-way", field, "'oneWay' does not say which way: claim it for the leg, as in exchange/remains-1/ru-ua/agreed");

    /// <summary>The agreement of an exchange, on whichever of the tracks holds it.</summary>
    public static ExchangeAgreed? AgreementOf(this DecisionContext context, Key exchange) =>
        context.Tracks.Select(track => track.Find<Exchange>(exchange)?.Agreed).FirstOrDefault(agreed => agreed is not null);

    /// <summary>A leg that the exchange must have.</summary>
    public static IEnumerable<Refusal> HasLeg(this DecisionContext context, string field, Key exchange, Key leg)
    {
        if (context.AgreementOf(exchange) is not { } agreed || agreed.Legs.Any(known => known.Leg == leg)) yield break;
        var nearest = context.Suggest(leg.Value, agreed.Legs.Select(known => known.Leg.Value));
        yield return Refusal.Rule("unknown-leg", field,
            $"'{leg}' is no leg of the exchange '{exchange}'{nearest}; its legs are "
                + $"{string.Join(", ", agreed.Legs.Select(known => known.Leg))}");
    }

    /// <summary>A hand-over that must be recorded.</summary>
    public static IEnumerable<Refusal> HasStage(this DecisionContext context, string field, Key exchange, string stage)
    {
        string[] known = [.. context.Tracks.SelectMany(track => track.Find<Exchange>(exchange)?.Stages.Keys ?? []).Select(id => id.Value)];
        if (!known.Contains(stage))
            yield return Refusal.Rule("unknown-stage", field,
            $"no stage '{stage}' of the exchange '{exchange}' is recorded{context.Suggest(stage, known)}; record it with "
                + "RecordExchangeStage");
    }
}
