using System.Collections.Immutable;
using Negotiations.Domain.Claims;

namespace Negotiations.Domain.Ledgers;

/// <summary>One part of a sum: a leg at a hand-over, one return of children, or the reports of one period.</summary>
/// <param name="Claims">Who counts how many.</param>
/// <param name="Moment">When it took place.</param>
internal sealed record Part(ImmutableArray<Claim> Claims, DateTimeOffset Moment)
{
    /// <summary>What was decided for it; null where nothing was.</summary>
    public NumberRange? Decided { get; init; }

    /// <summary>The body that counted it, where bodies may count the same; null where it makes no difference.</summary>
    public Key? Body { get; init; }

    /// <summary>Whether one speaker's numbers for it are to be added; else they are different counts of the same.</summary>
    public bool AddsUp { get; init; }

    /// <summary>The number of a speaker; null where they are silent. Unknown numbers don't vote.</summary>
    public NumberRange? Of(string? speaker) => Number(Claims.Where(claim => claim.IsNumber && claim.Speaker() == speaker));

    /// <summary>What all speakers count, taken together; any number where none tells.</summary>
    public NumberRange OfAll() => NumberRange.Hull(Claims.Where(claim => claim.IsNumber).GroupBy(claim => claim.Speaker())
        .Select(claims => Number(claims)!.Value)) ?? NumberRange.Any;

    /// <summary>Whether two parts may count the same time.</summary>
    public bool Overlaps(Part other) => Claims[0].Occurred.Overlaps(other.Claims[0].Occurred);

    // A report counts once, however many members of one actor stand behind it.
    private NumberRange? Number(IEnumerable<Claim> claims)
    {
        var reports = claims.GroupBy(claim => claim.FactId)
            .Select(report => NumberRange.Hull(report.Select(claim => NumberRange.Of(claim.Value.Quantity!)))!.Value).ToArray();
        return reports is [] ? null : AddsUp ? NumberRange.Sum(reports) : NumberRange.Hull(reports);
    }
}
