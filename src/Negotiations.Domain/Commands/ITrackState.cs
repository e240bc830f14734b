using Negotiations.Domain.Facts;

namespace Negotiations.Domain.Commands;

/// <summary>What commands may ask of the state of a track.</summary>
public interface ITrackState
{
    /// <summary>Its key.</summary>
    Key Key { get; }

    /// <summary>Whether it exists.</summary>
    bool IsOpened { get; }

    /// <summary>Whether a thing is known here, also where its making is contested.</summary>
    bool Holds(Thing thing);

    /// <summary>The ids of the things of a kind that are known here.</summary>
    IEnumerable<Key> Ids(ThingKind kind);

    /// <summary>What a fact counts for.</summary>
    FactStanding StandingOf(Guid fact);

    /// <summary>
    /// A part of the state: the lifecycle, the exchange with an id, the reconciliation of a measure; null when there is none.
    /// </summary>
    T? Find<T>(object? id = null) where T : class;
}
