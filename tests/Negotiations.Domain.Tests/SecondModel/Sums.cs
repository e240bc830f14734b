namespace Negotiations.Domain.Tests.SecondModel;

/// <summary>Sums of parts by speaker, and running totals rolled forward.</summary>
internal static class Sums
{
    /// <summary>Each speaker's sum over all parts; nobody's where only decisions speak.</summary>
    /// <param name="parts">What is summed.</param>
    /// <param name="direct">Whether the claims of the parts are claims on the sum's own measure.</param>
    public static IEnumerable<Vote> Over(IReadOnlyList<Part> parts, bool direct) =>
        Nothings(parts, direct).Select(nothing => Forward(nothing, parts));

    /// <summary>A vote for each speaker, before any part is added.</summary>
    /// <param name="parts">What is to be summed.</param>
    /// <param name="direct">Whether the claims of the parts are claims on the sum's own measure.</param>
    public static IEnumerable<Vote> Nothings(IReadOnlyList<Part> parts, bool direct)
    {
        var claims = parts.SelectMany(part => part.Claims).Where(claim => claim.Range is not null).ToList();
        List<string?> speakers = [.. claims.Select(claim => claim.Speaker).Distinct()];
        if (speakers.Count == 0 && parts.Any(part => part.Decided is not null)) speakers.Add(null);
        foreach (var speaker in speakers)
        {
            var facts = claims.Where(claim => direct && claim.Speaker == speaker).Select(claim => claim.Fact.Id).Distinct();
            yield return new Vote(speaker, ModelRange.Zero, ModelRange.Zero, speaker is not null, [.. facts]);
        }
    }

    /// <summary>A vote with all that its speaker counts of some parts added.</summary>
    public static Vote Forward(Vote vote, IEnumerable<Part> parts)
    {
        foreach (var part in parts)
        {
            var (range, own) = part.By(vote.Speaker);
            vote = vote.Plus(range, own);
        }

        return vote;
    }

    /// <summary>A running total with the parts after it added.</summary>
    public static Vote Forward(Vote total, DateTimeOffset moment, IEnumerable<Part> parts) =>
        Forward(total, parts.Where(part => part.Moment > moment));

    /// <summary>The known claims of each speaker's latest moment.</summary>
    public static IEnumerable<Claim> Latest(IEnumerable<Claim> claims) =>
        claims.Where(claim => claim.IsKnown).GroupBy(claim => claim.Speaker).SelectMany(series =>
            series.Where(claim => claim.Fact.Moment == series.Max(other => other.Fact.Moment)));
}
