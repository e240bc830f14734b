namespace Negotiations.Domain.Tests.SecondModel;

/// <summary>The address of a number or word, taken apart.</summary>
internal sealed record MeasureName(string Text)
{
    private readonly string[] parts = Text.Split('/');

    public string Kind => parts[0];

    public string Thing => parts[1];

    /// <summary>What of the thing is measured, such as <c>agreed</c>; for a stage it is what was delivered.</summary>
    public string Aspect => parts[^1];

    public bool IsTerms => Kind == "exchange" && parts.Length == 3 && Aspect == "terms";

    public bool IsWhole => Kind == "exchange" && parts.Length == 3 && Aspect != "terms";

    public bool IsLeg => Kind == "exchange" && parts.Length == 4;

    public bool IsStage => Kind == "exchange" && parts.Length == 5;

    public bool IsWord => IsTerms || (Kind == "round" && parts.Length == 4);

    public string Leg => IsStage ? parts[4] : parts[2];

    public string Stage => parts[3];

    public bool IsDelivered => (IsWhole || IsLeg) && Aspect == "delivered";

    public bool IsAgreed => (IsWhole || IsLeg) && Aspect == "agreed";

    /// <summary>Whether it counts what has happened, so that nothing said means none.</summary>
    public bool IsCounted => IsDelivered || IsStage || IsIncrement || Kind is "incident" or "ceasefire";

    /// <summary>Whether each report of a list's children adds to it.</summary>
    public bool IsIncrement => Kind == "children" && Aspect is "reviewed" or "returned";

    /// <summary>Whether both are of one hand-over, on whatever leg.</summary>
    public bool IsSameStage(MeasureName other) => IsStage && other.IsStage && Thing == other.Thing && Stage == other.Stage;

    public MeasureName WholeOf => new($"exchange/{Thing}/{Aspect}");

    public MeasureName LegOf(string leg) => new($"exchange/{Thing}/{leg}/{Aspect}");

    public bool Equals(MeasureName? other) => Text == other?.Text;

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Text);
}
