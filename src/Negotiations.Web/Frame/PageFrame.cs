using System.Collections.Immutable;
using Microsoft.AspNetCore.Http.Extensions;
using Negotiations.Domain;

namespace Negotiations.Web.Frame;

/// <summary>What every page knows: its address, from which viewpoint it looks, whom it speaks of, and who looks at it.</summary>
/// <param name="Path">The address without its query.</param>
/// <param name="Query">The query of the address.</param>
/// <param name="Now">The time.</param>
/// <param name="Visitor">Who looks at it.</param>
public sealed record PageFrame(string Path, IReadOnlyList<KeyValuePair<string, string>> Query, DateTimeOffset Now, Visitor Visitor)
{
    private static readonly string[] Times = ["asOf", "knownAt", "recordedUntil"];

    /// <summary>The negotiation that it is about; null for a page over all.</summary>
    public NegotiationNames? Negotiation { get; init; }

    /// <summary>On a page over all, the names of the actors of any negotiation.</summary>
    public IReadOnlyDictionary<ActorKey, string> Elsewhere { get; init; } = ImmutableDictionary<ActorKey, string>.Empty;

    /// <summary>The scheme and host under which the service was asked, such as <c>https://example.org</c>.</summary>
    public string Host { get; init; } = "";

    /// <summary>The number of the last fact that the service held; null in a view of the past, which no later fact changes.</summary>
    public long? Sequence { get; init; }

    /// <summary>Whether the numbers of facts are the store's own, which follow one another.</summary>
    public bool TellsNumbers { get; init; }

    /// <summary>When the visitor was here before; null where that is not known.</summary>
    public DateTimeOffset? LastVisit { get; init; }

    /// <summary>The value of a parameter of the address; null where it is absent.</summary>
    public string? this[string parameter] => Query.FirstOrDefault(one => one.Key == parameter).Value;

    /// <summary>The parameters that say from when the page looks.</summary>
    public IEnumerable<KeyValuePair<string, string>> Viewpoint => Query.Where(one => Times.Contains(one.Key));

    /// <summary>Whether it shows something else than the present.</summary>
    public bool IsPast => Viewpoint.Any();

    /// <summary>The day in question: <c>asOf</c>, or else today.</summary>
    public DateOnly Day => AsOf ?? DateOnly.FromDateTime(Now.UtcDateTime);

    /// <summary>The day up to whose end it looks; null for now.</summary>
    public DateOnly? AsOf =>
        DateOnly.TryParseExact(this["asOf"], "yyyy-MM-dd", out var day) ? day : null;

    /// <summary>The same address with other parameters; a parameter that is null is left out, and so is the place in a list.</summary>
    public string Here(params (string Name, string? Value)[] changed) => Address(Path,
        Query.Where(one => one.Key is not ("cursor" or "format") && changed.All(other => other.Name != one.Key)), changed);

    /// <summary>The data that the page shows.</summary>
    public string Data => Here(("format", "json"), ("at", null), ("recorded", null));

    /// <summary>Another address, looked at from the same viewpoint.</summary>
    public string To(string path, params (string Name, string? Value)[] parameters) => Address(path,
        Viewpoint.Where(one => parameters.All(other => other.Name != one.Key)), parameters);

    /// <summary>An address of the negotiation, looked at from the same viewpoint.</summary>
    public string Of(string path, params (string Name, string? Value)[] parameters) =>
        To($"{Negotiation?.Path}{path}", parameters);

    /// <summary>The page of a fact.</summary>
    public string Fact(Guid fact) => To($"/facts/{fact}");

    /// <summary>The page of a number, where every claim about it stands.</summary>
    public string Measure(string measure) => Of($"/measures/{measure}");

    /// <summary>The page of a track.</summary>
    public string Track(string track) => Of($"/tracks/{track}");

    /// <summary>The name of an actor or member; its key where none is known.</summary>
    public string Name(ActorKey actor) => Negotiation?.NameOf(actor) ?? Elsewhere.GetValueOrDefault(actor) ?? actor.ToString();

    /// <summary>An address with some parameters.</summary>
    private static string Address(string path, IEnumerable<KeyValuePair<string, string>> kept, (string Name, string? Value)[] changed)
    {
        var query = new QueryBuilder(kept);
        foreach (var (name, value) in changed)
            if (value is not null) query.Add(name, value);
        return $"{path}{query}";
    }
}
