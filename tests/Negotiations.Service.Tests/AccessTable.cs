namespace Negotiations.Service.Tests;

/// <summary>Who may use which endpoint and which command, as the documentation says.</summary>
internal static class AccessTable
{
    /// <summary>Roles for negotiations. Each counts only in the negotiations for which it was granted.</summary>
    public static readonly string[] Readers = ["reader", "recorder", "editor", "custodian"];

    private static readonly string[] Operators = ["operator"], Everybody = [.. Readers, .. Operators];

    /// <summary>The roles that an endpoint lets in.</summary>
    public static readonly Dictionary<string, string[]> Rules = new()
    {
        ["GET /negotiations"] = Everybody,
        ["GET /ledger"] = Everybody,
        ["GET /commitments"] = Everybody,
        ["GET /calendar"] = Everybody,
        ["GET /timeline"] = Everybody,
        ["GET /claims"] = Everybody,
        ["GET /agreements"] = Everybody,
        ["GET /proposals"] = Everybody,
        ["GET /changes"] = Everybody,
        ["GET /facts/{id}"] = Everybody,
        ["GET /facts/{id}/proof"] = Everybody,
        // For those who may read every negotiation.
        ["GET /log/tile/entries/{**path}"] = [],
        ["GET /negotiations/{negotiation}"] = Readers,
        ["GET /negotiations/{negotiation}/tracks/{track}"] = Readers,
        ["GET /negotiations/{negotiation}/tracks/{track}/facts"] = Readers,
        ["GET /negotiations/{negotiation}/tracks/{track}/ledger"] = Readers,
        ["GET /negotiations/{negotiation}/ledger"] = Readers,
        ["GET /negotiations/{negotiation}/rounds"] = Readers,
        ["GET /negotiations/{negotiation}/timeline"] = Readers,
        ["GET /negotiations/{negotiation}/claims"] = Readers,
        ["GET /negotiations/{negotiation}/positions"] = Readers,
        ["GET /negotiations/{negotiation}/proposals"] = Readers,
        ["GET /negotiations/{negotiation}/agreements"] = Readers,
        ["GET /negotiations/{negotiation}/stages"] = Readers,
        ["GET /negotiations/{negotiation}/changes"] = Readers,
        ["GET /negotiations/{negotiation}/days"] = Readers,
        ["GET /negotiations/{negotiation}/facets"] = Readers,
        ["GET /negotiations/{negotiation}/actors"] = Readers,
        ["GET /negotiations/{negotiation}/measures/{**measure}"] = Readers,
        ["GET /negotiations/{negotiation}/commitments"] = Readers,
        ["GET /negotiations/{negotiation}/calendar"] = Readers,
        ["GET /negotiations/{negotiation}/replay"] = Readers,
        ["GET /negotiations/{negotiation}/stream"] = Readers,
        ["GET /negotiations/{negotiation}/feed.atom"] = Readers,
        ["GET /negotiations/{negotiation}/feed.json"] = Readers,
        ["GET /negotiations/{negotiation}/calendar.ics"] = Readers,
        ["GET /negotiations/{negotiation}/tracks/{track}/feed.atom"] = Readers,
        ["GET /negotiations/{negotiation}/tracks/{track}/feed.json"] = Readers,
        ["GET /negotiations/{negotiation}/tracks/{track}/calendar.ics"] = Readers,
        ["GET /negotiations/{negotiation}/export"] = Readers,
        ["GET /negotiations/{negotiation}/facts.csv"] = Readers,
        ["GET /negotiations/{negotiation}/ledger.csv"] = Readers,
        ["GET /negotiations/{negotiation}/claims.csv"] = Readers,
        ["GET /negotiations/{negotiation}/agreements.csv"] = Readers,
        ["GET /negotiations/{negotiation}/proposals.csv"] = Readers,
        ["POST /commands"] = Everybody,
        ["POST /commands/{name}"] = Everybody,
        ["POST /import"] = Operators,
        ["GET /replays"] = Operators,
        ["POST /replays"] = Operators,
        ["GET /replays/{id}"] = Operators,
        ["GET /replays/{id}/stream"] = Operators,
        ["DELETE /replays/{id}"] = Operators,
        ["GET /dead-letters"] = Operators,
        ["GET /dead-letters/{id}"] = Operators,
        ["POST /dead-letters/{id}/replay"] = Operators,
        ["DELETE /dead-letters/{id}"] = Operators,
        ["GET /negotiations/{negotiation}/sealed-lists"] = ["custodian"],
        ["PUT /negotiations/{negotiation}/sealed-lists/{list}"] = ["custodian"],
        ["POST /negotiations/{negotiation}/sealed-lists/{list}/open"] = ["custodian"],
        ["POST /negotiations/{negotiation}/sealed-lists/{list}/erase"] = ["custodian"],
        ["GET /keys"] = Operators,
        ["POST /keys"] = Operators,
        ["DELETE /keys/{key}"] = Operators,
        ["GET /audit"] = Operators,
        ["GET /openapi/{documentName}.json"] = Everybody,
        ["GET /record"] = Everybody,
        ["GET /record/RecordTalks"] = ["recorder", "editor"],
        ["POST /record/RecordTalks"] = Everybody,
        ["POST /sign-in/once"] = Everybody,
        ["GET /sign-out"] = Everybody,
        ["POST /sign-out"] = Everybody,
    };

    /// <summary>Endpoints that need no key.</summary>
    public static readonly string[] Open = ["GET /log", "GET /log/stamp", "GET /witness", "POST /witness/add-checkpoint",
        "GET /log/checkpoint", "GET /log/tile/{**path}", "GET /health/live",
        "GET /health/ready", "GET /assets/{name}", "GET /", "GET /guide", "GET /guide/{page}", "GET /reference", "GET /sign-in",
        "GET /sign-in/provider", "POST /sign-in"];

    /// <summary>Commands that need the role of an editor.</summary>
    public static readonly string[] Editing =
        ["RetractFact", "ReinstateFact", "ReconcileClaims", "ReopenReconciliation", "ChangeNegotiation", "ChangeTrack"];
}
