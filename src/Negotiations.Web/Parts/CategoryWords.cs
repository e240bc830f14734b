using Negotiations.Contracts.Answers;
using Negotiations.Domain;
using Negotiations.Domain.Exchanges;

namespace Negotiations.Web.Parts;

/// <summary>Who or what is handed over, in words.</summary>
public static class CategoryWords
{
    /// <summary>A category.</summary>
    public static string Of(LegCategory category) => category switch
    {
        LegCategory.PrisonersOfWar => "prisoners of war",
        LegCategory.Remains => "bodies of the dead",
        LegCategory.Wounded => "wounded or ill persons",
        _ => Words.Plain(category),
    };

    /// <summary>What an exchange hands over, and on what terms.</summary>
    public static string Of(ExchangeView exchange)
    {
        var what = Domain.Facts.Narrator.List([.. exchange.Legs.Select(leg => Of(leg.Category)).Distinct()]);
        return Domain.Facts.Narrator.Sentence(exchange.Terms is { } terms ? $"{what}, {Words.Plain(terms)}" : what);
    }
}
