namespace Negotiations.Service.Tests;

/// <summary>What can be promised for a date: its kind, its id, and the command that makes it.</summary>
internal static class DatedPromises
{
    public static TheoryData<string, string, string, string> All => new()
    {
        { "memo", "memo-1", "RecordMemo",
            """
            {"memo": "memo-1", "kind": "memorandum", "from": "ru", "to": "ua", "title": "Terms",
             "disclosure": "withheld", "replyDue": "2025-06-25"}
            """ },
        { "round", "round-3", "ScheduleRound", """{"round": "round-3", "planned": "2025-06-25", "status": "agreed"}""" },
        { "exchange", "remains-1", "RecordExchangeAgreement",
            """
            {"exchange": "remains-1",
             "legs": [{"leg": "ru-ua", "from": "ru", "to": "ua", "category": "remains", "quantity": 6000}],
             "due": "../2025-06-25"}
            """ },
        { "commitment", "commission", "RecordCommitment",
            """{"commitment": "commission", "by": ["ru", "ua"], "what": "Form a commission", "due": "2025-06-25"}""" },
    };

    /// <summary>A memo that a reply is due to.</summary>
    public static string Memo(string memo, string due) =>
        $$"""
        {"memo": "{{memo}}", "kind": "memorandum", "from": "ru", "to": "ua", "title": "Terms",
         "disclosure": "withheld", "replyDue": "{{due}}"}
        """;
}
