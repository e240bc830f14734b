namespace Negotiations.Domain;

/// <summary>A position is about a thing.</summary>
/// <param name="Thing">Its kind and id.</param>
public sealed record ThingReference(Thing Thing) : Reference;
