using System.Text.Json.Nodes;

namespace Negotiations.Domain.Tests.SecondModel;

/// <summary>A person's decision which value to use for a measure.</summary>
internal sealed class Decision(StoredFact fact)
{
    private readonly JsonObject? quantity = fact.Json["value"] as JsonObject;

    public StoredFact Fact => fact;

    public IReadOnlyList<Guid> Considered => [.. StoredFact.Strings(fact.Json["considered"]).Select(Guid.Parse)];

    public string? Word => quantity is null ? (string?)fact.Json["value"] : null;

    public bool IsPerSide => (string?)quantity?["basis"] == "perSide";

    /// <summary>Whether it says of a whole what one side gives, which tells nothing of what all give.</summary>
    public bool IsOneWay => (string?)quantity?["basis"] == "oneWay";

    /// <summary>The value as it is written: the word, or the quantity as JSON.</summary>
    public string Text => quantity?.ToJsonString() ?? Word!;

    public ModelRange Stated => quantity is null ? ModelRange.Any : ModelRange.Read(quantity) ?? ModelRange.Any;

    /// <summary>The number of a measure when this decides it: for a whole with several legs, that of all giving sides.</summary>
    public ModelRange RangeOf(MeasureName measure, ExchangeShape shape) =>
        measure.IsWhole && IsPerSide && !shape.HasOneLeg ? Stated.Times(Math.Max(shape.Sides, 1)) : Stated;
}
