namespace Negotiations.Domain.Tests.SecondModel;

/// <summary>How far each commitment was kept.</summary>
internal sealed class Commitments(Seen seen)
{
    public const string NoReport = "noReport";

    public SortedDictionary<string, ModelCommitment> All()
    {
        var commitments = new SortedDictionary<string, ModelCommitment>(StringComparer.Ordinal);
        foreach (var commitment in seen.Things("commitment_made", "commitment")) commitments[commitment] = Of(commitment);
        return commitments;
    }

    public ModelCommitment Of(string commitment)
    {
        var statuses = Assessments(commitment).Select(fact => fact.Text("status")!).ToList();
        var status = statuses.LastOrDefault(status => status != "reported") ?? statuses.LastOrDefault() ?? NoReport;
        var contested = seen.IsContested(seen.Making("commitment_made", "commitment", commitment)!);
        return new ModelCommitment(status, status is not ("full" or "breached" or "lapsed"), contested);
    }

    /// <summary>Whether anything of it was ever found to be kept.</summary>
    public bool HasKept(string commitment) =>
        Assessments(commitment).Any(fact => fact.Text("status") is "minimal" or "intermediate" or "full");

    private IEnumerable<StoredFact> Assessments(string commitment) => seen.On("commitment", commitment, "commitment_assessed");
}
