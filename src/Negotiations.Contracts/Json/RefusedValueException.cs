using System.Text.Json;
using Negotiations.Domain;

namespace Negotiations.Contracts.Json;

/// <summary>Carries a refused value out of the JSON reader, which knows where in the document it stands.</summary>
/// <param name="refusal">Why it was refused; its field is not known yet.</param>
public sealed class RefusedValueException(Refusal refusal) : JsonException(refusal.Detail)
{
    /// <summary>Why the value was refused.</summary>
    public Refusal Refusal { get; } = refusal;

    /// <summary>The value, or this exception.</summary>
    public static T Unwrap<T>(Result<T> result) where T : class => result.Value ?? throw new RefusedValueException(result.Refusal!);
}
