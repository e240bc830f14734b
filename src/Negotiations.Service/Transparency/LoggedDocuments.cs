using Negotiations.Store.Transparency;

namespace Negotiations.Service.Transparency;

/// <summary>
/// What beside facts has entries in the log: the audit trail, what keys let their holders do and whether they are revoked, and that lists
/// were sealed and erased. A list that is erased is only missed where nothing says so.
/// </summary>
internal static class LoggedDocuments
{
    /// <summary>All.</summary>
    public static readonly IReadOnlyList<LoggedDocument> All =
    [
        new(LogEntry.Audit, "mt_doc_audit d where true", "d.id::text", "d.data")
        {
            Those = "d.id in (select case when i ~ '^[0-9a-f-]{36}$' then i::uuid end from unnest(@ids) i)",
            Since = "d.id >= @since",
        },
        new(LogEntry.Key, "mt_doc_key d where true", "d.id",
            Members("name", "hash", "grants", "createdAt", "createdBy", "expiresAt")),
        new(LogEntry.KeyRevoked, "mt_doc_key d where d.data ->> 'revokedAt' is not null", "d.id", Members("revokedAt")),
        new(LogEntry.List, "mt_doc_sealed_list d where d.data ->> 'sealed' is not null and d.data ->> 'erasedAt' is null",
            "d.data ->> 'sealing'",
            Members("sealing", "names", "sealedAt", "sealedBy", "sealed")) { Ended = LogEntry.ListEnded },
        new(LogEntry.ListEnded,
            """
            mt_doc_sealed_list d, jsonb_array_elements_text(coalesce(d.data -> 'former', '[]')
                || case when d.data ->> 'erasedAt' is null then '[]' else jsonb_build_array(d.data -> 'sealing') end) as ended(sealing)
            where true
            """, "ended.sealing", "to_jsonb(ended.sealing)")
        {
            // Who erases a list, or puts another in its place, is in the audit trail.
            Proof = """
                exists (select from {0}.mt_doc_audit a
                    where a.data ->> 'action' = 'listErased' and a.data ->> 'detail' = 'sealing ' || f.id
                        or a.data ->> 'action' = 'listSealed' and a.data ->> 'detail' like '%, in place of ' || f.id)
                """,
        },
    ];

    private static string Members(params string[] names) =>
        $"jsonb_build_object('id', d.id, {string.Join(", ", names.Select(name => $"'{name}', d.data -> '{name}'"))})";
}
