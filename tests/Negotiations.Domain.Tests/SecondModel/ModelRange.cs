using System.Text.Json.Nodes;

namespace Negotiations.Domain.Tests.SecondModel;

/// <summary>The whole numbers from a low one to a high one.</summary>
/// <param name="Low">The lowest.</param>
/// <param name="High">The highest; null when there is no upper end.</param>
public readonly record struct ModelRange(long Low, long? High)
{
    public static ModelRange Any => new(0, null);

    public static ModelRange Zero => new(0, 0);

    public bool IsAny => this == Any;

    public bool Holds(long number) => number >= Low && (High is null || number <= High);

    public bool Meets(ModelRange other) => Holds(other.Low) || other.Holds(Low);

    public ModelRange Plus(ModelRange other) => new(Low + other.Low, High + other.High);

    public ModelRange Times(int times) => new(Low * times, High * times);

    public ModelRange Hull(ModelRange other) =>
        new(Math.Min(Low, other.Low), High is null || other.High is null ? null : Math.Max(High.Value, other.High.Value));

    /// <summary>What is left of this once the other is taken away, never below nothing.</summary>
    public ModelRange Minus(ModelRange other)
    {
        var low = other.High is null ? 0 : Math.Max(0, Low - other.High.Value);
        return new ModelRange(low, High is null ? null : Math.Max(0, High.Value - other.Low));
    }

    public ModelRange AtMost(long? most) =>
        most is not { } cap ? this : new ModelRange(Math.Min(Low, cap), High is null ? cap : Math.Min(High.Value, cap));

    public static ModelRange HullOf(IEnumerable<ModelRange> ranges) => ranges.Aggregate((one, two) => one.Hull(two));

    public static ModelRange Sum(IEnumerable<ModelRange> ranges) => ranges.Aggregate(Zero, (one, two) => one.Plus(two));

    /// <summary>The numbers that a stored quantity allows; null when it is unknown.</summary>
    public static ModelRange? Read(JsonObject quantity)
    {
        if (quantity["value"] is { } value) return new ModelRange((long)value, (long)value);
        if (quantity["atLeast"] is { } least) return new ModelRange((long)least, null);
        if (quantity["atMost"] is { } most) return new ModelRange(0, (long)most);
        if (quantity["about"] is { } about) return About((long)about);
        if (quantity["between"] is JsonArray between) return new ModelRange((long)between[0]!, (long)between[1]!);
        return null;
    }

    private static ModelRange About(long number)
    {
        var tenth = (number + 9) / 10;
        return new ModelRange(number - tenth, number + tenth);
    }
}
