using System.Collections.Immutable;

namespace Negotiations.Domain.Proposals;

/// <summary>An offer on the table, and what became of it.</summary>
/// <param name="Made">The offer; null when it was found false or is not known yet.</param>
/// <param name="Withdrawn">That it was taken back, if it was.</param>
public sealed record Proposal(ProposalMade? Made = null, ProposalWithdrawn? Withdrawn = null)
{
    /// <summary>The answers in world order; the last of each actor holds.</summary>
    public ImmutableArray<ProposalAnswered> Answers { get; init; } = [];

    /// <summary>What came of it, by fact.</summary>
    public ImmutableSortedDictionary<Guid, ProposalOutcome> Outcomes { get; init; } =
        ImmutableSortedDictionary<Guid, ProposalOutcome>.Empty;

    /// <summary>Whether more is known of it here than what came of it.</summary>
    public bool IsHere => Made is not null || Withdrawn is not null || Answers is not [];

    /// <summary>Where it stands at an instant.</summary>
    public ProposalStatus StatusAt(DateTimeOffset at)
    {
        var said = Said();
        return said is ProposalStatus.Open or ProposalStatus.Reviewing && Made?.ValidUntil?.Deadline().Moment < at
            ? ProposalStatus.Lapsed : said;
    }

    /// <summary>Whether it is on the table at an instant.</summary>
    public bool IsOpenAt(DateTimeOffset at) => Made is not null && StatusAt(at) is ProposalStatus.Open or ProposalStatus.Reviewing;

    // What was said of it, whatever the date. An offer to several is accepted when all of them accept it; who is not asked doesn't answer.
    private ProposalStatus Said()
    {
        if (Outcomes.Values.Any(outcome => outcome.IsAgreed)) return ProposalStatus.Accepted;
        if (Withdrawn is not null && Answers.All(answer => answer.Rank().CompareTo(Withdrawn.Rank()) < 0)) return ProposalStatus.Withdrawn;
        Key[] asked = [.. (Made?.To ?? []).Select(actor => actor.Actor).Distinct()];
        var last = Answers.Where(answer => asked is [] || asked.Contains(answer.By.Actor)).ToLookup(answer => answer.By.Actor)
            .Select(answers => answers.Last().Answer).ToArray();
        return last.Contains(ProposalAnswer.Rejected) ? ProposalStatus.Rejected
            : last.Contains(ProposalAnswer.Countered) ? ProposalStatus.Countered
            : last is not [] && last.Length >= asked.Length && last.All(answer => answer == ProposalAnswer.Accepted)
                ? ProposalStatus.Accepted
            : last.Contains(ProposalAnswer.Reviewing) ? ProposalStatus.Reviewing : ProposalStatus.Open;
    }
}
