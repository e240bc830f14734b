namespace Negotiations.Service.Access;

/// <summary>Something that was done, or refused. Entries are appended and never changed; the database refuses it.</summary>
public sealed record AuditEntry
{
    /// <summary>Its id, a UUID v7: entries sort by it.</summary>
    public Guid Id { get; init; }

    /// <summary>When, UTC.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>Who; empty where nobody was known.</summary>
    public required string By { get; init; }

    /// <summary>What.</summary>
    public required AuditAction Action { get; init; }

    /// <summary>In which negotiation; null where it was none, or none that exists.</summary>
    public string? Negotiation { get; init; }

    /// <summary>On what: a list, a key, an endpoint.</summary>
    public string? Thing { get; init; }

    /// <summary>The reason that was given.</summary>
    public string? Reason { get; init; }

    /// <summary>How many more times the same was refused within about a minute; null for once.</summary>
    public int? Times { get; init; }

    /// <summary>What came of it.</summary>
    public string? Detail { get; init; }
}
