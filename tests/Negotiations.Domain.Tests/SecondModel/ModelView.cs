namespace Negotiations.Domain.Tests.SecondModel;

/// <summary>What the second model answers on a track.</summary>
/// <param name="Stage">Where the track stands.</param>
/// <param name="Since">Since which day; null when it never stood elsewhere.</param>
/// <param name="Overdue">The things that are overdue, such as <c>exchange/remains-1</c>, sorted.</param>
/// <param name="Measures">What is said of each measure, by its text.</param>
/// <param name="Legs">The legs of the exchanges, by <c>exchange/leg</c>.</param>
/// <param name="Lists">The lists of children, by their id.</param>
/// <param name="Commitments">The commitments, by their id.</param>
public sealed record ModelView(
    string Stage, DateOnly? Since, IReadOnlyList<string> Overdue, IReadOnlyDictionary<string, ModelMeasure> Measures,
    IReadOnlyDictionary<string, ModelLeg> Legs, IReadOnlyDictionary<string, ModelList> Lists,
    IReadOnlyDictionary<string, ModelCommitment> Commitments)
{
    /// <summary>The status of each proposal, by its id; only those whose making counts.</summary>
    public required IReadOnlyDictionary<string, string> Proposals { get; init; }

    /// <summary><c>inForce</c> or how it ended for each agreement, by its id; only those whose signing counts.</summary>
    public required IReadOnlyDictionary<string, string> Agreements { get; init; }

    /// <summary>The facts of the latest positions, by <c>actor</c> or <c>actor on thing</c>.</summary>
    public required IReadOnlyDictionary<string, string> Positions { get; init; }

    /// <summary>The first day of those without coverage up to the day asked; null if that day is covered.</summary>
    public required DateOnly? UncoveredSince { get; init; }

    /// <summary>Whether nothing moved for 90 days while something is open.</summary>
    public required bool IsStalled { get; init; }
}

/// <summary>What is said of a measure.</summary>
/// <param name="Status">single, corroborated, ambiguous, disputed or reconciled.</param>
/// <param name="Accepted">The word, or the quantity as JSON, of the decision on this measure that stands.</param>
/// <param name="Low">The least that it may be; null when nothing is said, and for words.</param>
/// <param name="High">The most that it may be; null when there is no upper end.</param>
/// <param name="Claims">Who says something of it; empty where it only follows from other measures.</param>
public sealed record ModelMeasure(string Status, string? Accepted, long? Low, long? High, IReadOnlyList<ModelClaim> Claims);

/// <summary>One voice on a measure.</summary>
/// <param name="Claimant">Whose word it is; null for the publication's own voice.</param>
/// <param name="FactId">The fact that states it.</param>
/// <param name="Contested">Whether that fact is denied.</param>
public sealed record ModelClaim(string? Claimant, string FactId, bool Contested);

/// <summary>One leg of an exchange.</summary>
public sealed record ModelLeg(
    ModelRange? Agreed, ModelRange? Delivered, ModelRange? Outstanding, ModelRange? Surplus, string Status, bool Contested);

/// <summary>One list of children.</summary>
public sealed record ModelList(ModelRange? Listed, ModelRange? Reviewed, ModelRange? Returned, string Status, bool Contested);

/// <summary>One commitment; its status is the word of its last assessment, or <c>noReport</c>.</summary>
public sealed record ModelCommitment(string Status, bool IsOpen, bool Contested);
