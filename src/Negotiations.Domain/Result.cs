namespace Negotiations.Domain;

/// <summary>A value, or the reason why there is none.</summary>
/// <param name="Value">The value; null when refused.</param>
/// <param name="Refusal">The reason; null when there is a value.</param>
public readonly record struct Result<T>(T? Value, Refusal? Refusal) where T : class
{
    /// <summary>There is a value.</summary>
    public static implicit operator Result<T>(T value) => new(value, null);

    /// <summary>There is none.</summary>
    public static implicit operator Result<T>(Refusal refusal) => new(null, refusal);
}
