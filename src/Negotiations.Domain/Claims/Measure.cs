using System.Diagnostics.CodeAnalysis;

namespace Negotiations.Domain.Claims;

/// <summary>The address of a number, such as <c>exchange/remains-1/ru-ua/agreed</c>.</summary>
public sealed record Measure : IComparable<Measure>
{
    /// <summary>The addresses there are, in words for the person who wrote another.</summary>
    public const string Accepted =
        "measures are round/{id}/duration, round/{id}/outcome/{track}, exchange/{id}/terms, exchange/{id}/agreed|delivered, " +
        "exchange/{id}/{leg}/agreed|delivered, exchange/{id}/stage/{stage}/{leg}, children/{list}/listed|reviewed|returned, incident/{id}/{figure}";

    private readonly string[] parts;

    private Measure(string[] parts, MeasureKind kind) => (this.parts, Kind) = (parts, kind);

    /// <summary>What is measured, and so which values fit.</summary>
    public MeasureKind Kind { get; }

    /// <summary>The address as written.</summary>
    public string Text => string.Join('/', parts);

    /// <summary>The round, exchange, list or incident that the number belongs to.</summary>
    public string Thing => parts[1];

    /// <summary>The thing that the number belongs to, in words of the domain; null for an incident, which no track keeps.</summary>
    public Thing? Names => Kind switch
    {
        MeasureKind.Incident => null,
        MeasureKind.Duration or MeasureKind.Outcome => new Thing(ThingKind.Round, Key.Of(Thing)),
        MeasureKind.Children => new Thing(ThingKind.List, Key.Of(Thing)),
        _ => new Thing(ThingKind.Exchange, Key.Of(Thing)),
    };

    /// <summary>The track that an outcome is about; null when the number is no outcome.</summary>
    public string? Track => Kind == MeasureKind.Outcome ? parts[3] : null;

    /// <summary>The hand-over of an exchange; null when the number is of none.</summary>
    public string? Stage => Kind == MeasureKind.StageQuantity ? parts[3] : null;

    /// <summary>The kind and id of the thing, by which its measures are weighed together: <c>exchange/remains-1</c>.</summary>
    public string Group => $"{parts[0]}/{parts[1]}";

    /// <summary>The part of the address that says what is counted, such as <c>agreed</c>.</summary>
    public string Aspect => parts[^1];

    /// <summary>The leg of an exchange; null when the number is of no leg.</summary>
    public string? Leg => Kind switch
    {
        MeasureKind.LegQuantity => parts[2],
        MeasureKind.StageQuantity => parts[4],
        _ => null,
    };

    /// <summary>How long a round lasted, in minutes.</summary>
    public static Measure Duration(Key round) => Of($"round/{round}/duration");

    /// <summary>What a round meant for a track.</summary>
    public static Measure Outcome(Key round, Key track) => Of($"round/{round}/outcome/{track}");

    /// <summary>The terms of an exchange.</summary>
    public static Measure Terms(Key exchange) => Of($"exchange/{exchange}/terms");

    /// <summary>What an exchange promises in all.</summary>
    public static Measure Agreed(Key exchange) => Of($"exchange/{exchange}/agreed");

    /// <summary>What one leg of an exchange promises.</summary>
    public static Measure Agreed(Key exchange, Key leg) => Of($"exchange/{exchange}/{leg}/agreed");

    /// <summary>How many children a list names.</summary>
    public static Measure Listed(Key list) => Of($"children/{list}/listed");

    /// <summary>How many cases of a list of children were reviewed.</summary>
    public static Measure Reviewed(Key list) => Of($"children/{list}/reviewed");

    /// <summary>How many children of a list were returned.</summary>
    public static Measure Returned(Key list) => Of($"children/{list}/returned");

    /// <summary>What one leg of an exchange delivered in all.</summary>
    public static Measure Delivered(Key exchange) => Of($"exchange/{exchange}/delivered");

    /// <summary>The number of one leg that was delivered.</summary>
    public static Measure Delivered(Key exchange, Key leg) => Of($"exchange/{exchange}/{leg}/delivered");

    /// <summary>What one leg of an exchange delivered at one hand-over.</summary>
    public static Measure Delivered(Key exchange, Key stage, Key leg) => Of($"exchange/{exchange}/stage/{stage}/{leg}");

    /// <summary>A figure of an incident.</summary>
    public static Measure Figure(Key incident, Key figure) => Of($"incident/{incident}/{figure}");

    /// <summary>Reads an address; false when it is none (see <see cref="Accepted"/>).</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out Measure? measure)
    {
        measure = null;
        if (text is not { Length: <= 400 }) return false;
        var parts = text.Split('/');
        if (KindOf(parts) is not { } kind || !parts.All(part => Key.TryParse(part, out _))) return false;
        measure = new Measure(parts, kind);
        return true;
    }

    /// <inheritdoc/>
    public int CompareTo(Measure? other) => string.CompareOrdinal(Text, other?.Text);

    /// <inheritdoc/>
    public bool Equals(Measure? other) => Text == other?.Text;

    /// <inheritdoc/>
    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    /// <summary>The address as written.</summary>
    public override string ToString() => Text;

    private static Measure Of(string text) => TryParse(text, out var measure) ? measure : throw new FormatException(Accepted);

    private static MeasureKind? KindOf(string[] parts) => parts switch
    {
        ["round", _, "duration"] => MeasureKind.Duration,
        ["round", _, "outcome", _] => MeasureKind.Outcome,
        ["exchange", _, "terms"] => MeasureKind.Terms,
        ["exchange", _, "agreed" or "delivered"] => MeasureKind.ExchangeQuantity,
        ["exchange", _, _, "agreed" or "delivered"] => MeasureKind.LegQuantity,
        ["exchange", _, "stage", _, _] => MeasureKind.StageQuantity,
        ["children", _, "listed" or "reviewed" or "returned"] => MeasureKind.Children,
        ["incident", _, _] => MeasureKind.Incident,
        _ => null,
    };
}
