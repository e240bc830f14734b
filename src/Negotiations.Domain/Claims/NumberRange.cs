namespace Negotiations.Domain.Claims;

/// <summary>A range of whole numbers from zero up, for arithmetic on quantities.</summary>
/// <param name="Low">The least.</param>
/// <param name="High">The most; null when there is no upper end.</param>
public readonly record struct NumberRange(long Low, long? High)
{
    /// <summary>Nothing.</summary>
    public static NumberRange Zero { get; } = new(0, 0);

    /// <summary>Any number.</summary>
    public static NumberRange Any { get; } = new(0, null);

    /// <summary>The range of a quantity.</summary>
    public static NumberRange Of(Quantity quantity) => new(quantity.Low, quantity.High);

    /// <summary>The smallest range that holds all ranges; null for none.</summary>
    public static NumberRange? Hull(IEnumerable<NumberRange> ranges)
    {
        NumberRange? hull = null;
        foreach (var range in ranges)
            hull = hull is { } known ? new NumberRange(Math.Min(known.Low, range.Low), known.High is null || range.High is null ? null
                : Math.Max(known.High.Value, range.High.Value)) : range;
        return hull;
    }

    /// <summary>The sum of ranges; zero for none.</summary>
    public static NumberRange Sum(IEnumerable<NumberRange> ranges) => ranges.Aggregate(Zero, (sum, one) => sum.Plus(one));

    /// <summary>
    /// How many there are together where several counted and may have counted the same: at least the largest count, at most the sum; zero
    /// for none.
    /// </summary>
    public static NumberRange Together(IReadOnlyCollection<NumberRange> counts) =>
        new(counts.Select(count => count.Low).DefaultIfEmpty().Max(), Sum(counts).High);

    /// <summary>Whether some numbers are in all of the ranges.</summary>
    public static bool Share(IEnumerable<NumberRange> ranges)
    {
        var (low, high) = (0L, (long?)null);
        foreach (var range in ranges)
        {
            low = Math.Max(low, range.Low);
            high = high is null || range.High < high ? range.High ?? high : high;
        }
        return !(high < low);
    }

    /// <summary>Whether a number is in it.</summary>
    public bool Holds(long number) => Low <= number && !(High < number);

    /// <summary>The sum of two ranges. What lies beyond the largest number that a quantity can be has no upper end: it is at least
    /// that.</summary>
    public NumberRange Plus(NumberRange other) =>
        new(Math.Min(Low + other.Low, Quantity.Largest), High + other.High is { } most and <= Quantity.Largest ? most : null);

    /// <summary>The range times a count.</summary>
    public NumberRange Times(int count) => Sum(Enumerable.Repeat(this, count));

    /// <summary>What is left of it when another is taken away; never below zero.</summary>
    public NumberRange Minus(NumberRange other) =>
        new(other.High is null ? 0 : Math.Max(0, Low - other.High.Value), High is null ? null : Math.Max(0, High.Value - other.Low));

    /// <summary>The range without what lies above a number.</summary>
    public NumberRange AtMost(long? number) => number is { } most && !(High <= most) ? new(Math.Min(Low, most), most) : this;

    /// <summary>The range as a quantity.</summary>
    public Quantity ToQuantity() => this switch
    {
        { Low: 0, High: null } => Quantity.Unknown,
        { High: null } => Made(QuantityForm.AtLeast, Low, null),
        _ when Low == High => Made(QuantityForm.Value, Low, null),
        _ => Made(QuantityForm.Between, Low, High),
    };

    private static Quantity Made(QuantityForm form, long first, long? second) => Quantity.Of(form, first, second, Basis.Unspecified).Value!;
}
