namespace Negotiations.Service.Access;

/// <summary>Whether a text is a key that is valid; the audit trail knows of keys that are not.</summary>
internal sealed class KeyCheck(KeyRing ring, AuditTrail audit, TimeProvider clock)
{
    /// <summary>The key; null where the text is none, or one that is not valid, or no longer.</summary>
    public async Task<ApiKey?> Known(string text, CancellationToken cancellation)
    {
        if (ApiKey.IdOf(text) is not { } id || await ring.Find(id, cancellation) is not { } key) return null;
        var isKnown = key.Is(text);
        if (isKnown && key.IsValid(clock.GetUtcNow()))
        {
            await ring.Used(key, text, cancellation);
            return key;
        }
        await audit.Note(new AuditEntry
        {
            Action = AuditAction.Refused,
            By = isKnown ? key.Name : "",
            Thing = $"key {key.Id}",
            Detail = isKnown ? "the key is revoked or has expired" : "the key is not the one of that id"
        }, cancellation);
        return null;
    }
}
