namespace Negotiations.Domain.Tests.SecondModel;

/// <summary>What every measure comes to, contested claims and decisions included.</summary>
internal sealed class Numbers
{
    private readonly Seen seen;
    private readonly Derivation without;
    private readonly Derivation with;
    private readonly Dictionary<string, Figure> found = [];

    public Numbers(Seen seen)
    {
        this.seen = seen;
        Uncontested = [.. ClaimReader.Read(seen.Counting, contested: false)];
        Claims = [.. Uncontested, .. ClaimReader.Read(seen.Contested, contested: true)];
        Standing = Decisions.Standing(seen);
        without = new Derivation(seen, Uncontested, Standing);
        with = new Derivation(seen, Claims, Standing);
    }

    public IReadOnlyList<Claim> Uncontested { get; }

    public IReadOnlyList<Claim> Claims { get; }

    public IReadOnlyDictionary<string, Decision> Standing { get; }

    public IReadOnlyList<Claim> On(MeasureName measure) => with.On(measure);

    public Figure Of(MeasureName measure)
    {
        if (!found.TryGetValue(measure.Text, out var figure)) found[measure.Text] = figure = Fit(measure, Base(measure));
        return figure;
    }

    /// <summary>The hull of what it is without contested claims and with them.</summary>
    private Figure Base(MeasureName measure)
    {
        var (low, high) = (without.Figure(measure), with.Figure(measure));
        if (low.Status == Weighing.Reconciled || !IsTouched(measure, low, high)) return low;
        if (measure.IsWord) return high with { Status = Weighing.Disputed };
        var unsaid = MakingCounts(measure) ? ModelRange.Any : ModelRange.Zero;
        var least = low.Range ?? unsaid;
        return new Figure(least.Hull(high.Range ?? least), Weighing.Disputed, high.Votes);
    }

    private bool IsTouched(MeasureName measure, Figure low, Figure high) =>
        with.On(measure).Any(claim => claim.Contested) || low.Range != high.Range || low.Status != high.Status
        || !low.Votes.Select(vote => vote.Shown).Order().SequenceEqual(high.Votes.Select(vote => vote.Shown).Order());

    private bool MakingCounts(MeasureName measure)
    {
        var (type, member) = measure.Kind switch
        {
            "exchange" => ("exchange_agreed", "exchange"),
            "children" => ("child_list_submitted", "list"),
            _ => ("talks_held", "round"),
        };
        return seen.On(member, measure.Thing, type).Any();
    }

    /// <summary>Where a total was decided that the legs can't add up to, each may be what the total leaves for it.</summary>
    private Figure Fit(MeasureName measure, Figure figure)
    {
        if (!measure.IsLeg || figure.Status == Weighing.Reconciled) return figure;
        var shape = ExchangeShape.Of(seen, measure.Thing);
        if (shape.Legs.Count < 2 || !shape.Legs.Contains(measure.Leg)) return figure;
        if (!Standing.TryGetValue(measure.WholeOf.Text, out var decision) || decision.IsPerSide) return figure;
        if (decision.IsOneWay && shape.Sides > 1) return figure;
        var total = decision.Stated;
        var others = ModelRange.Sum(shape.Legs.Where(leg => leg != measure.Leg).Select(leg => BaseRange(measure.LegOf(leg))));
        var own = figure.Range ?? ModelRange.Any;
        if (own.Plus(others).Meets(total)) return figure;
        return figure with { Range = own.Hull(total.Minus(others)).AtMost(total.High), Status = Weighing.Disputed };
    }

    private ModelRange BaseRange(MeasureName leg) => Base(leg).Range ?? ModelRange.Any;
}
