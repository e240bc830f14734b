using Negotiations.Domain;

namespace Negotiations.Web.Frame;

/// <summary>What a page calls a negotiation, its actors and its tracks.</summary>
/// <param name="Key">The negotiation's key.</param>
/// <param name="Title">Its title.</param>
/// <param name="Actors">The names of actors and members.</param>
/// <param name="Parties">The parties, by key: each has a sign and a colour of its own, as far as there are enough.</param>
/// <param name="Tracks">The titles of tracks, by key.</param>
public sealed record NegotiationNames(string Key, string Title, IReadOnlyDictionary<ActorKey, string> Actors,
    IReadOnlyList<Key> Parties, IReadOnlyDictionary<string, string> Tracks)
{
    /// <summary>How many parties have a sign of their own.</summary>
    public const int Signs = 4;

    /// <summary>The name of an actor or member; its key where none is known.</summary>
    public string NameOf(ActorKey actor) => Actors.GetValueOrDefault(actor) ?? actor.ToString();

    /// <summary>The title of a track; its key where none is known.</summary>
    public string TitleOf(string track) => Tracks.GetValueOrDefault(track) ?? track;

    /// <summary>The class of the sign of an actor: that of the party that it is, or is a member of.</summary>
    public string SignOf(ActorKey actor)
    {
        for (var i = 0; i < Math.Min(Signs, Parties.Count); i++)
            if (Parties[i] == actor.Actor) return $"p{i}";
        return "other";
    }

    /// <summary>Where the pages of the negotiation are.</summary>
    public string Path => $"/negotiations/{Key}";
}
