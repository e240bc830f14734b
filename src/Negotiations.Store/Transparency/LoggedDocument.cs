namespace Negotiations.Store.Transparency;

/// <summary>What beside facts has entries in the log: what must never change of the documents of a table.</summary>
/// <param name="Kind">The kind of the entries; see <see cref="LogEntry"/>.</param>
/// <param name="Rows">What to select from, as SQL: the table and its alias <c>d</c>, and with a condition those rows that count.</param>
/// <param name="Id">SQL for what names such a thing, as text: no name of a person or a negotiation.</param>
/// <param name="Content">SQL for the JSON of what must not change. The log has its hash only.</param>
internal sealed record LoggedDocument(string Kind, string Rows, string Id, string Content)
{
    /// <summary>SQL that finds those of the ids <c>@ids</c> fast; by comparing every row unless told.</summary>
    public string? Those { get; init; }

    /// <summary>SQL that leaves out most of those that were there at an instant: <c>@since</c>, a UUID v7 of it.</summary>
    public string? Since { get; init; }

    /// <summary>The kind whose entry says that a thing of this kind may be gone; null where none may.</summary>
    public string? Ended { get; init; }

    /// <summary>SQL for a condition on what was selected, <c>f</c>, which takes long; <c>{0}</c> stands for the schema.</summary>
    public string? Proof { get; init; }

    /// <summary>SQL for the rows that the log has no entry for yet.</summary>
    public string Missing(string schema) => Selected(schema,
        $"{Since ?? "true"} and not exists (select from {schema}.{LogTables.Entries} l where l.kind = '{Kind}' and l.ref = {Id})")
        + " limit 1000";

    /// <summary>SQL for the rows of the ids <c>@ids</c>.</summary>
    public string Of(string schema) => Selected(schema, Those ?? $"{Id} = any(@ids)");

    // What is there twice by hand counts once; verify compares one of them.
    private string Selected(string schema, string which) => $"""
        with f as materialized (
            select distinct on (1) {Id} as id, convert_to(({Content})::text, 'UTF8') as content
            from {schema}.{Rows} and {which}
            order by 1)
        select f.id, f.content from f where {(Proof ?? "true").Replace("{0}", schema, StringComparison.Ordinal)} order by f.id
        """;
}
