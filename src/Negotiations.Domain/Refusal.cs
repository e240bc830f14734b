namespace Negotiations.Domain;

/// <summary>Why something was not accepted: a value to hand on, never an exception.</summary>
/// <param name="Kind">Which sort of fault it is.</param>
/// <param name="Code">A stable word for programs, such as <c>unknown-actor</c>.</param>
/// <param name="Detail">For the person who can mend it: what was wrong and what to do.</param>
/// <param name="Field">The member at fault as a path (<c>legs[0].from</c>); null when no single member is.</param>
public sealed record Refusal(RefusalKind Kind, string Code, string Detail, string? Field = null)
{
    /// <summary>A rule of the domain says no.</summary>
    public static Refusal Rule(string code, string? field, string detail) => new(RefusalKind.Rule, code, detail, field);

    /// <summary>The negotiation, track or fact that was named does not exist.</summary>
    public static Refusal NotFound(string code, string? field, string detail) => new(RefusalKind.NotFound, code, detail, field);

    /// <summary>It clashes with what is recorded already.</summary>
    public static Refusal Conflict(string code, string? field, string detail) => new(RefusalKind.Conflict, code, detail, field);

    /// <summary>Whoever asks may not do it.</summary>
    public static Refusal Forbidden(string code, string detail) => new(RefusalKind.Forbidden, code, detail);

    /// <summary>It failed through no fault of the sender.</summary>
    public static Refusal Failed(string code, string? field, string detail) => new(RefusalKind.Failed, code, detail, field);

    /// <summary>It could not be read at all.</summary>
    public static Refusal Malformed(string code, string? field, string detail) => new(RefusalKind.Malformed, code, detail, field);
}
