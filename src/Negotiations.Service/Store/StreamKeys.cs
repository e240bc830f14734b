using Negotiations.Domain;

namespace Negotiations.Service.Store;

/// <summary>How streams are addressed: <c>russia-ukraine</c> for a negotiation, <c>russia-ukraine/remains</c> for a track. Stored; never changes.</summary>
internal static class StreamKeys
{
    public static string Of(Key negotiation) => negotiation.Value;

    public static string Of(Key negotiation, Key track) => $"{negotiation}/{track}";

    /// <summary>Whether a stream is a track's.</summary>
    public static bool IsTrack(string stream) => stream.Contains('/', StringComparison.Ordinal);

    /// <summary>The negotiation and the track of a track's stream.</summary>
    public static (Key Negotiation, Key Track) Split(string stream) =>
        stream.Split('/') is [var negotiation, var track] ? (Key.Of(negotiation), Key.Of(track)) : throw new FormatException($"'{stream}' is no track's stream");
}
