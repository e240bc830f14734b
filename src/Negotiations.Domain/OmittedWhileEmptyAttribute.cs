namespace Negotiations.Domain;

/// <summary>
/// A collection that came to its type later: while it is empty it is not written, so that what was stored, signed and hashed before it
/// came reads the same.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class OmittedWhileEmptyAttribute : Attribute;
