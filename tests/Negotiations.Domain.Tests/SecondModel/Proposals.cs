namespace Negotiations.Domain.Tests.SecondModel;

/// <summary>What became of each proposal by an instant.</summary>
internal sealed class Proposals(Seen seen, DateTimeOffset instant)
{
    private const string Open = "open";
    private const string Reviewing = "reviewing";

    private static readonly string[] Outcomes =
        ["exchange_agreed", "ceasefire_declared", "round_scheduled", "commitment_made", "agreement_signed"];

    public SortedDictionary<string, string> All()
    {
        var proposals = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var made in seen.All("proposal_made")) proposals[made.Text("proposal")!] = StatusOf(made);
        return proposals;
    }

    public bool AreAnyOpen() => All().Values.Any(status => status is Open or Reviewing);

    private string StatusOf(StoredFact made)
    {
        var status = Settled(made);
        return status is Open or Reviewing && made.SpanOf("validUntil")?.Deadline < instant ? "lapsed" : status;
    }

    private string Settled(StoredFact made)
    {
        var proposal = made.Text("proposal")!;
        if (seen.On("proposal", proposal, Outcomes).Any(fact => fact.Text("status") != "proposed")) return "accepted";
        var last = seen.On("proposal", proposal, "proposal_answered", "proposal_withdrawn").LastOrDefault();
        return last?.Name == "proposal_withdrawn" ? "withdrawn" : ByAnswers(made, proposal);
    }

    private string ByAnswers(StoredFact made, string proposal)
    {
        var asked = StoredFact.Strings(made.Json["to"]).Select(StoredFact.ActorOf).ToHashSet();
        var answers = new Dictionary<string, string>();
        foreach (var answer in seen.On("proposal", proposal, "proposal_answered"))
            answers[StoredFact.ActorOf(answer.Text("by")!)] = answer.Text("answer")!;
        var heard = answers.Where(answer => asked.Count == 0 || asked.Contains(answer.Key)).Select(answer => answer.Value).ToList();
        if (heard.Contains("rejected")) return "rejected";
        if (heard.Contains("countered")) return "countered";
        var awaited = asked.Count == 0 ? Math.Max(heard.Count, 1) : asked.Count;
        if (heard.Count(answer => answer == "accepted") == awaited) return "accepted";
        return heard.Contains(Reviewing) ? Reviewing : Open;
    }
}
