namespace Negotiations.Domain.Ceasefires;

/// <summary>A ceasefire: declared, effective and ended are three dates.</summary>
/// <param name="Declared">The declaration; null when it was withdrawn or is not known yet.</param>
/// <param name="Ended">Its end, if any.</param>
/// <param name="LastViolation">The last violation that was reported, if any.</param>
/// <param name="Violations">How many violations were reported.</param>
public sealed record Ceasefire(CeasefireDeclared? Declared = null, CeasefireEnded? Ended = null, CeasefireViolated? LastViolation = null,
    int Violations = 0);
