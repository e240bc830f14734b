namespace Negotiations.Domain;

/// <summary>A position is about an actor.</summary>
/// <param name="Actor">The actor or member.</param>
public sealed record ActorReference(ActorKey Actor) : Reference;
