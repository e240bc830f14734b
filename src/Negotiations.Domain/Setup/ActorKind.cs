namespace Negotiations.Domain.Setup;

/// <summary>What an actor is.</summary>
public enum ActorKind
{
    /// <summary>A state.</summary>
    State,

    /// <summary>An organisation.</summary>
    Organisation,

    /// <summary>An armed group.</summary>
    ArmedGroup,

    /// <summary>A person.</summary>
    Person,

    /// <summary>An office or body within an actor.</summary>
    Office,
}
