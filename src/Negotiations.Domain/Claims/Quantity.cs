namespace Negotiations.Domain.Claims;

/// <summary>A range of whole numbers from zero up, as somebody stated it. Its unit is that of the measure it is claimed for.</summary>
public sealed record Quantity
{
    /// <summary>The largest number that is accepted; every whole number up to it is exact in JSON.</summary>
    public const long Largest = 1_000_000_000_000_000;

    private Quantity(QuantityForm form, long first, long? second, Basis basis) =>
        (Form, First, Second, Basis) = (form, first, second, basis);

    /// <summary>How it was stated.</summary>
    public QuantityForm Form { get; }

    /// <summary>The number that was stated; of a range the lower one.</summary>
    public long First { get; }

    /// <summary>The upper number of a range that was stated with two; else null.</summary>
    public long? Second { get; }

    /// <summary>What the number counts.</summary>
    public Basis Basis { get; }

    /// <summary>The least that it can mean.</summary>
    public long Low => Form switch
    {
        QuantityForm.AtMost or QuantityForm.Unknown => 0,
        QuantityForm.About => First - Tenth,
        _ => First,
    };

    /// <summary>The most that it can mean; null when there is no upper end.</summary>
    public long? High => Form switch
    {
        QuantityForm.AtLeast or QuantityForm.Unknown => null,
        QuantityForm.About => First + Tenth,
        QuantityForm.Between => Second,
        _ => First,
    };

    /// <summary>Undisclosed: it may be any number, and supports none.</summary>
    public static Quantity Unknown { get; } = new(QuantityForm.Unknown, 0, null, Basis.Unspecified);

    /// <summary>Exactly this many.</summary>
    public static Result<Quantity> Exactly(long value, Basis basis = Basis.Unspecified) => Of(QuantityForm.Value, value, null, basis);

    /// <summary>A quantity in any of its forms; refused when a number is negative or too large, or the range is empty.</summary>
    public static Result<Quantity> Of(QuantityForm form, long first, long? second, Basis basis)
    {
        if (first < 0 || second < 0)
            return Refusal.Rule("negative-quantity", null,
            "a quantity counts from zero up; write 0 for none and {\"unknown\": true} for an undisclosed number");
        if (first > Largest || second > Largest) return Refusal.Rule("quantity-too-large", null, $"a quantity is at most {Largest}");
        if (second < first) return Refusal.Rule("empty-range", null,
            $"the range [{first}, {second}] is empty: write the smaller number first");
        return new Quantity(form, first, second, basis);
    }

    // "About" is ten per cent either way, widened to whole numbers.
    private long Tenth => (First + 9) / 10;
}
