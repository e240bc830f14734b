using JasperFx.Events;
using Negotiations.Domain;
using Negotiations.Domain.Facts;

namespace Negotiations.Store.Log;

/// <summary>
/// How streams are addressed: <c>russia-ukraine</c> for a negotiation, <c>russia-ukraine/remains</c> for a track. Stored; never changes.
/// </summary>
internal static class StreamKeys
{
    public static string Of(Key negotiation) => negotiation.Value;

    public static string Of(Key negotiation, Key track) => $"{negotiation}/{track}";

    /// <summary>The stream at which a fact has its home.</summary>
    public static string HomeOf(Fact fact) => fact.Tracks is [var home, ..] ? Of(fact.Negotiation, home) : Of(fact.Negotiation);

    /// <summary>Whether an event is its fact's home copy; every fact has one.</summary>
    public static bool IsHome(this IEvent e) => e.Data is Fact fact && e.StreamKey == HomeOf(fact);

    /// <summary>The same in SQL, of an event <c>e</c>.</summary>
    public const string IsHomeSql = "e.stream_id = (e.data ->> 'negotiation') || coalesce('/' || (e.data -> 'tracks' ->> 0), '')";

    /// <summary>Whether a stream is a track's.</summary>
    public static bool IsTrack(string stream) => stream.Contains('/', StringComparison.Ordinal);

    /// <summary>The negotiation and the track of a track's stream.</summary>
    public static (Key Negotiation, Key Track) Split(string stream) =>
        stream.Split('/') is [var negotiation, var track] ? (Key.Of(negotiation), Key.Of(track))
            : throw new FormatException($"'{stream}' is no track's stream");
}
