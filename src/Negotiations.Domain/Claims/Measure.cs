using System.Diagnostics.CodeAnalysis;

namespace Negotiations.Domain.Claims;

/// <summary>The address of a number, such as <c>exchange/remains-1/ru-ua/agreed</c>.</summary>
public abstract record Measure : IComparable<Measure>
{
    /// <summary>The addresses there are, in words for the person who wrote another.</summary>
    public const string Accepted =
        "measures are round/{id}/duration, round/{id}/outcome/{track}, exchange/{id}/terms, exchange/{id}/agreed|delivered, " +
        "exchange/{id}/{leg}/agreed|delivered, exchange/{id}/stage/{stage}/{leg}, children/{list}/listed|reviewed|returned, "
            + "incident/{id}/{figure}, ceasefire/{id}/{figure}";

    private protected Measure()
    {
    }

    /// <summary>The address as written.</summary>
    public string Text => field ??= Write();

    /// <summary>The thing that the number belongs to.</summary>
    public abstract Thing Thing { get; }

    /// <summary>The thing that a fact about the number names; null for an incident, which no track keeps.</summary>
    public Thing? Names => this is IncidentMeasure ? null : Thing;

    /// <summary>What the measures of one thing have in common, by which they are weighed together: <c>exchange/remains-1</c>.</summary>
    public virtual string Group => Thing.ToString();

    /// <summary>What the measures of a thing have in common; null of a thing that has none.</summary>
    public static string? GroupOf(Thing thing) => thing.Kind switch
    {
        ThingKind.List => $"children/{thing.Id}",
        ThingKind.Exchange or ThingKind.Round or ThingKind.Ceasefire or ThingKind.Incident => thing.ToString(),
        _ => null,
    };

    /// <summary>How long a round lasted, in minutes.</summary>
    public static Measure Duration(Key round) => new DurationMeasure(round);

    /// <summary>What a round meant for a track.</summary>
    public static Measure Outcome(Key round, Key track) => new OutcomeMeasure(round, track);

    /// <summary>The terms of an exchange.</summary>
    public static Measure Terms(Key exchange) => new TermsMeasure(exchange);

    /// <summary>What an exchange promises in all.</summary>
    public static Measure Agreed(Key exchange) => new ExchangeMeasure(exchange, ExchangeAspect.Agreed);

    /// <summary>What one leg of an exchange promises.</summary>
    public static Measure Agreed(Key exchange, Key leg) => new LegMeasure(exchange, leg, ExchangeAspect.Agreed);

    /// <summary>How many children a list names.</summary>
    public static Measure Listed(Key list) => new ChildrenMeasure(list, ChildrenAspect.Listed);

    /// <summary>How many cases of a list of children were reviewed.</summary>
    public static Measure Reviewed(Key list) => new ChildrenMeasure(list, ChildrenAspect.Reviewed);

    /// <summary>How many children of a list were returned.</summary>
    public static Measure Returned(Key list) => new ChildrenMeasure(list, ChildrenAspect.Returned);

    /// <summary>What an exchange delivered in all.</summary>
    public static Measure Delivered(Key exchange) => new ExchangeMeasure(exchange, ExchangeAspect.Delivered);

    /// <summary>What one leg of an exchange delivered.</summary>
    public static Measure Delivered(Key exchange, Key leg) => new LegMeasure(exchange, leg, ExchangeAspect.Delivered);

    /// <summary>What one leg of an exchange delivered at one hand-over.</summary>
    public static Measure Delivered(Key exchange, Key stage, Key leg) => new StageMeasure(exchange, stage, leg);

    /// <summary>A figure of an incident.</summary>
    public static Measure Figure(Key incident, Key figure) => new IncidentMeasure(incident, figure);

    /// <summary>A figure of the violations of a ceasefire.</summary>
    public static Measure Violations(Key ceasefire, Key figure) => new CeasefireMeasure(ceasefire, figure);

    /// <summary>Reads an address; false when it is none (see <see cref="Accepted"/>).</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out Measure? measure)
    {
        measure = text is { Length: <= 400 } ? Read(text.Split('/')) : null;
        return measure is not null;
    }

    /// <inheritdoc/>
    public int CompareTo(Measure? other) => string.CompareOrdinal(Text, other?.Text);

    /// <summary>Whether both are the same address.</summary>
    public virtual bool Equals(Measure? other) => other is not null && EqualityContract == other.EqualityContract;

    /// <inheritdoc/>
    public override int GetHashCode() => EqualityContract.GetHashCode();

    /// <summary>The address as written.</summary>
    public sealed override string ToString() => Text;

    /// <summary>The address as text; asked for once.</summary>
    protected abstract string Write();

    private static Measure? Read(string[] parts)
    {
        var keys = new Key?[parts.Length];
        for (var i = 0; i < parts.Length; i++)
            if (!Key.TryParse(parts[i], out keys[i])) return null;
        return parts switch
        {
            ["round", _, "duration"] => Duration(keys[1]!),
            ["round", _, "outcome", _] => Outcome(keys[1]!, keys[3]!),
            ["exchange", _, "terms"] => Terms(keys[1]!),
            ["exchange", _, "agreed"] => Agreed(keys[1]!),
            ["exchange", _, "delivered"] => Delivered(keys[1]!),
            ["exchange", _, _, "agreed"] => Agreed(keys[1]!, keys[2]!),
            ["exchange", _, _, "delivered"] => Delivered(keys[1]!, keys[2]!),
            ["exchange", _, "stage", _, _] => Delivered(keys[1]!, keys[3]!, keys[4]!),
            ["children", _, "listed"] => Listed(keys[1]!),
            ["children", _, "reviewed"] => Reviewed(keys[1]!),
            ["children", _, "returned"] => Returned(keys[1]!),
            ["incident", _, _] => Figure(keys[1]!, keys[2]!),
            ["ceasefire", _, _] => Violations(keys[1]!, keys[2]!),
            _ => null,
        };
    }
}
