namespace Negotiations.Domain.Tests.SecondModel;

/// <summary>What was promised in each exchange and what was delivered of it.</summary>
internal sealed class Exchanges(Seen seen, Numbers numbers)
{
    public const string Fulfilled = "fulfilled";
    public const string Cancelled = "cancelled";
    public const string NothingDelivered = "nothingDelivered";
    public const string Partial = "partial";

    public IEnumerable<string> Ids => seen.Things("exchange_agreed", "exchange");

    public ExchangeShape ShapeOf(string exchange) => ExchangeShape.Of(seen, exchange);

    public SortedDictionary<string, ModelLeg> Legs()
    {
        var legs = new SortedDictionary<string, ModelLeg>(StringComparer.Ordinal);
        foreach (var exchange in Ids)
            foreach (var leg in ShapeOf(exchange).Legs) legs[$"{exchange}/{leg}"] = LegOf(exchange, leg);
        return legs;
    }

    public ModelLeg LegOf(string exchange, string leg)
    {
        var contested = ShapeOf(exchange).IsContested;
        var stated = Range($"exchange/{exchange}/{leg}/agreed");
        var agreed = contested ? stated?.Hull(ModelRange.Zero) : stated;
        var counted = numbers.Of(new MeasureName($"exchange/{exchange}/{leg}/delivered"));
        var delivered = counted.Votes.Count > 0 || counted.Range is { High: not 0 } || counted.Status == Weighing.Reconciled ? counted.Range
            : numbers.Of(new MeasureName($"exchange/{exchange}/delivered")) is { Range: { } inAll } whole
                && whole.Votes.Any(vote => vote.Direct.Count > 0) ? ModelRange.Any.AtMost(inAll.High) : ModelRange.Zero;
        var status = StatusOf(exchange, agreed, delivered ?? ModelRange.Zero);
        var outstanding = status is Fulfilled or Cancelled ? ModelRange.Zero
            : agreed is not null && IsAllForAll(exchange) ? ModelRange.Any : agreed?.Minus(delivered ?? ModelRange.Zero);
        var surplus = agreed is { } promised ? delivered?.Minus(promised) : null;
        return new ModelLeg(agreed, delivered, outstanding, surplus, status, contested);
    }

    private string StatusOf(string exchange, ModelRange? agreed, ModelRange delivered)
    {
        var last = seen.On("exchange", exchange, "commitment_assessed")
            .LastOrDefault(fact => fact.Text("status") != "reported");
        if (last?.Text("status") == "full" || IsReached(exchange, agreed, delivered)) return Fulfilled;
        if (last?.Text("status") is "breached" or "lapsed" && !HasLaterStage(exchange, last)) return Cancelled;
        return delivered.High == 0 ? NothingDelivered : Partial;
    }

    private bool IsReached(string exchange, ModelRange? agreed, ModelRange delivered)
    {
        if (IsAllForAll(exchange)) return false;
        if (agreed is { High: { } promised }) return delivered.Low >= promised;
        if (agreed is { IsAny: false }) return false;
        return Range($"exchange/{exchange}/agreed") is { High: { } inAll }
            && Range($"exchange/{exchange}/delivered") is { } all && all.Low >= inAll;
    }

    /// <summary>Whether anybody says, or it was decided, that all are exchanged for all, so that no number fulfils it.</summary>
    private bool IsAllForAll(string exchange)
    {
        var terms = new MeasureName($"exchange/{exchange}/terms");
        if (numbers.Standing.TryGetValue(terms.Text, out var decision)) return decision.Word == "allForAll";
        var claims = ShapeOf(exchange).IsContested ? numbers.Claims : numbers.Uncontested;
        return claims.Any(claim => claim.Measure == terms && claim.Word == "allForAll");
    }

    private bool HasLaterStage(string exchange, StoredFact assessment) =>
        seen.Counting.SkipWhile(fact => fact != assessment)
            .Any(fact => fact.Name == "exchange_stage_completed" && fact.Text("exchange") == exchange);

    private ModelRange? Range(string measure) => numbers.Of(new MeasureName(measure)).Range;
}
