using Negotiations.Domain.Claims;
using Negotiations.Domain.Facts;

namespace Negotiations.Domain.Exchanges;

/// <summary>Sentences about what is agreed and handed over.</summary>
internal static class ExchangeSentence
{
    /// <summary>A leg, for sentences about it.</summary>
    public static ToldLeg Told(ExchangeLeg leg) => new(leg.From, leg.To, NounOf(leg.Category), leg.Category);

    private static Noun NounOf(LegCategory category) => category switch
    {
        LegCategory.PrisonersOfWar => new Noun("prisoner of war", "prisoners of war"),
        LegCategory.Civilians => new Noun("civilian", "civilians"),
        LegCategory.Wounded => new Noun("wounded person", "wounded"),
        LegCategory.Remains => new Noun("body", "bodies"),
        _ => Noun.Children,
    };

    /// <summary>An agreement: an exchange of the same between sides, or who is to hand over what.</summary>
    public static string Of(ExchangeAgreed agreed, Narrator narrator) =>
        (IsOfTheSame(agreed) ? Exchanged(agreed, narrator) : HandOvers(agreed, narrator))
        + (agreed.Quantity is { } whole ? $", {Noun.Number(whole)}{Noun.Basis(whole)}" : "")
        + (agreed.Terms is { } terms && !(terms == ExchangeTerms.NumberForNumber && ForOther(agreed) is not null)
            ? $", {(terms == ExchangeTerms.Category ? "by category" : Words.Plain(terms))}" : "")
        + (agreed.Due is { } due ? $", due {due}" : "");

    /// <summary>A hand-over: what each leg delivered.</summary>
    public static string Of(ExchangeStageCompleted stage, Narrator narrator)
    {
        var told = stage.Deliveries.Select(delivery => (narrator.Leg(stage.Exchange, delivery.Leg), delivery)).ToArray();
        string[] known = [.. told.Where(one => one.Item1 is not null)
            .Select(one => HandOver(one.Item1!, one.delivery.Quantity, narrator))];
        string[] unknown = [.. told.Where(one => one.Item1 is null)
            .Select(one => $"{Noun.Number(one.delivery.Quantity)} on leg {one.delivery.Leg}")];
        return string.Join("; ", [.. known is [] ? known : [Narrator.List(known)],
            .. unknown is [] ? unknown : [$"Hand-over {stage.Stage} of exchange {stage.Exchange}: {Narrator.List(unknown)}"]]);
    }

    private static bool IsOfTheSame(ExchangeAgreed agreed) =>
        agreed.Legs.Select(leg => leg.Category).Distinct().Count() == 1 && agreed.Legs.Select(leg => leg.From).Distinct().Count() > 1;

    // Two numbers, one for the other; null where legs are more, or have none.
    private static string? ForOther(ExchangeAgreed agreed) =>
        IsOfTheSame(agreed) && agreed.Legs is [{ Quantity: { } one }, { Quantity: { } other }]
            ? $"{Noun.Number(one)} for {Noun.Number(other)}" : null;

    private static string Exchanged(ExchangeAgreed agreed, Narrator narrator) =>
        $"{narrator.Names([.. agreed.Legs.SelectMany(leg => new[] { leg.From, leg.To }).Distinct()])} agree to exchange "
        + NounOf(agreed.Legs[0].Category).Many
        + (ForOther(agreed) is { } numbers ? $", {numbers}"
            : string.Concat(agreed.Legs.Where(leg => leg.Quantity is not null)
                .Select(leg => $", {Noun.Number(leg.Quantity!)} from {narrator.Name(leg.From)} to {narrator.Name(leg.To)}")));

    private static string HandOvers(ExchangeAgreed agreed, Narrator narrator) => "It is agreed that " + Narrator.List(
        [.. agreed.Legs.Select(leg => HandOver(Told(leg), leg.Quantity, narrator))]);

    private static string HandOver(ToldLeg leg, Quantity? quantity, Narrator narrator) =>
        $"{narrator.Name(leg.From)} hands over {leg.Of.Counted(quantity)} to {narrator.Name(leg.To)}";
}
