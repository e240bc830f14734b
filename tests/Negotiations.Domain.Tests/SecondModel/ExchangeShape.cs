namespace Negotiations.Domain.Tests.SecondModel;

/// <summary>The legs of an exchange and who gives in each; none where its agreement isn't in view.</summary>
internal sealed class ExchangeShape
{
    private readonly List<(string Leg, string Giver)> legs;

    private ExchangeShape(StoredFact? making, bool contested)
    {
        Making = making;
        IsContested = contested;
        legs = [.. making?.Objects("legs").Select(leg => ((string)leg["leg"]!, ((string)leg["from"]!).Split('/')[0])) ?? []];
    }

    public StoredFact? Making { get; }

    public bool IsContested { get; }

    public IReadOnlyList<string> Legs => [.. legs.Select(leg => leg.Leg)];

    public int Sides => legs.Select(leg => leg.Giver).Distinct().Count();

    public bool HasOneLeg => legs.Count == 1;

    /// <summary>Whether the side that gives in a leg gives in no other.</summary>
    public bool IsSole(string leg)
    {
        var giver = legs.Where(one => one.Leg == leg).Select(one => one.Giver).FirstOrDefault();
        return giver is not null && legs.Count(one => one.Giver == giver) == 1;
    }

    public static ExchangeShape Of(Seen seen, string exchange)
    {
        var making = seen.Making("exchange_agreed", "exchange", exchange);
        return new ExchangeShape(making, making is not null && seen.IsContested(making));
    }
}
