namespace Negotiations.Domain.Claims;

/// <summary>What one speaker says of a measure: one range, or, where the basis is unspecified, one for each reading.</summary>
/// <param name="Speaker">Whose word it is, by <see cref="Claim.Speaker"/>.</param>
/// <param name="Total">The range when an unspecified number counts the total.</param>
/// <param name="PerSide">The range when an unspecified number counts each side; the same where the basis is specified.</param>
/// <param name="Stated">The number as it was stated.</param>
/// <param name="Fact">The fact that says it in so many words; null for what follows from several.</param>
public sealed record Vote(string Speaker, NumberRange Total, NumberRange PerSide, NumberRange Stated, Guid? Fact)
{
    /// <summary>
    /// Whether part of the number is what others say of hand-overs on which the speaker is silent. A borrowed number is nobody's voice.
    /// </summary>
    public bool IsBorrowed { get; init; }

    /// <summary>A number that can be read in one way only.</summary>
    public static Vote Definite(string speaker, NumberRange range, Guid? fact = null) => new(speaker, range, range, range, fact);

    /// <summary>Whether some reading shares a number with a range.</summary>
    public bool Meets(NumberRange range) => Readings.Any(reading => NumberRange.Share([reading, range]));

    /// <summary>The readings.</summary>
    public IEnumerable<NumberRange> Readings => [Total, PerSide];

    /// <summary>Whether the votes agree: under every reading, under some, or under none.</summary>
    public static ClaimStatus Compare(IReadOnlyCollection<Vote> votes)
    {
        if (NumberRange.Share(votes.Select(vote => vote.Total)) && NumberRange.Share(votes.Select(vote => vote.PerSide)))
            return votes.Where(vote => !vote.IsBorrowed).Select(vote => vote.Speaker).Distinct().Count() > 1
                ? ClaimStatus.Corroborated : ClaimStatus.Single;
        return Meetings(votes).Any() ? ClaimStatus.Ambiguous : ClaimStatus.Disputed;
    }

    /// <summary>The numbers at which every vote is met under some reading of it; ranges meet, if at all, at the start of one.</summary>
    public static IEnumerable<long> Meetings(IReadOnlyCollection<Vote> votes) =>
        votes.SelectMany(vote => vote.Readings.Select(reading => reading.Low)).Distinct()
            .Where(number => votes.All(vote => vote.Readings.Any(reading => reading.Holds(number))));
}
