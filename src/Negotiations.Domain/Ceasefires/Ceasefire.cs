namespace Negotiations.Domain.Ceasefires;

/// <summary>A ceasefire: declared, effective and ended are three dates.</summary>
/// <param name="Declared">The declaration; null when it was withdrawn or is not known yet.</param>
/// <param name="Ended">Its end, if any.</param>
/// <param name="FirstViolation">The first report of violations, if any.</param>
/// <param name="LastViolation">The last report of violations, if any.</param>
/// <param name="Reports">How many reports of violations there are; how many violations they count is claimed by their figures.</param>
public sealed record Ceasefire(CeasefireDeclared? Declared = null, CeasefireEnded? Ended = null, CeasefireViolated? FirstViolation = null,
    CeasefireViolated? LastViolation = null, int Reports = 0);
