namespace Negotiations.Domain.Commands;

/// <summary>What commands may ask of the state of a negotiation.</summary>
public interface INegotiationState
{
    /// <summary>Its key.</summary>
    Key Key { get; }

    /// <summary>Whether it exists.</summary>
    bool IsOpened { get; }

    /// <summary>The keys of its actors and their members.</summary>
    IEnumerable<ActorKey> KnownActors();

    /// <summary>Whether an actor or member is known.</summary>
    bool Knows(ActorKey actor);
}
