namespace Negotiations.Domain.Tests.SecondModel;

/// <summary>One thing counted towards a sum: what one leg delivered at one stage, or one report of children.</summary>
/// <param name="Moment">When it happened.</param>
/// <param name="Claims">What is said of it.</param>
/// <param name="Decided">What was decided of it.</param>
/// <param name="Leg">The leg that delivered it, if any.</param>
/// <param name="Body">The body that reports what it reviewed itself, if any.</param>
internal sealed record Part(
    DateTimeOffset Moment, IReadOnlyList<Claim> Claims, ModelRange? Decided, string? Leg = null, string? Body = null)
{
    /// <summary>The part as a speaker counts it: as decided, in their own word, in the others', or any number.</summary>
    public (ModelRange Range, bool Own) By(string? speaker)
    {
        if (Decided is { } decided) return (decided, true);
        var known = Claims.Where(claim => claim.Range is not null).ToList();
        var own = known.Where(claim => claim.Speaker == speaker).ToList();
        if (own.Count > 0) return (ModelRange.HullOf(own.Select(claim => claim.Range!.Value)), true);
        if (known.Count > 0) return (ModelRange.HullOf(known.Select(claim => claim.Range!.Value)), false);
        return (ModelRange.Any, false);
    }
}
