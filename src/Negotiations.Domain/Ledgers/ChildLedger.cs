using System.Collections.Immutable;
using Negotiations.Domain.Children;
using Negotiations.Domain.Claims;
using Negotiations.Domain.Tracks;

namespace Negotiations.Domain.Ledgers;

/// <summary>
/// A list of children as a ledger: how many it names, how many cases were reviewed, how many children came back. Numbers only, never a
/// name.
/// </summary>
/// <param name="List">The list.</param>
/// <param name="Listed">How many it names.</param>
/// <param name="Reviewed">How many cases were reviewed, as far as is known.</param>
/// <param name="Returned">How many came back, as far as is known.</param>
/// <param name="Measures">Who claims each of these.</param>
/// <param name="Returns">The returns of this list, in world order.</param>
/// <param name="Reviews">The reviews of its cases, in world order; those of two bodies may be of the same cases.</param>
public sealed record ChildLedger(
    ChildListSubmitted List, NumberRange Listed, NumberRange Reviewed, NumberRange Returned, ImmutableArray<MeasureSummary> Measures,
    ImmutableArray<ChildrenReturned> Returns, ImmutableArray<ChildCasesReviewed> Reviews)
{
    /// <summary>How many have not come back.</summary>
    public NumberRange Outstanding => Listed.Minus(Returned);

    /// <summary>How far the list is settled.</summary>
    public LegStatus Status =>
        Listed != NumberRange.Any && Returned.Low >= Listed.High ? LegStatus.Fulfilled : Returned.High == 0 ? LegStatus.NothingDelivered
        : LegStatus.Partial;

    /// <summary>Whether some children came back: a return that was not of none, or a total of at least one, that nobody denies.</summary>
    internal bool IsKept => Returned.High != 0 && Measures[2].Claims.Any(claim =>
        claim is { IsContested: false, Value.Quantity: { } counted } && (claim.IsIncrement ? counted.High != 0 : counted.Low > 0));

    /// <summary>Whether any of its numbers conflict.</summary>
    public bool IsDisputed => Measures.Any(measure => measure.Status == ClaimStatus.Disputed);

    /// <summary>Whether it is denied that it was submitted.</summary>
    public bool IsContested { get; init; }

    internal static ChildLedger Of(ChildListSubmitted list, Track track, ClaimBook book)
    {
        ImmutableArray<MeasureSummary> measures =
            [book.Of(Measure.Listed(list.List)), book.Of(Measure.Reviewed(list.List)), book.Of(Measure.Returned(list.List))];
        return new ChildLedger(list, measures[0].Number ?? NumberRange.Any, measures[1].Number ?? NumberRange.Zero,
            measures[2].Number ?? NumberRange.Zero, measures,
            [.. track.Returns.Values.Where(returned => returned.List == list.List).OrderBy(returned => returned.Rank())],
            [.. track.Reviews.Values.Where(reviewed => reviewed.List == list.List).OrderBy(reviewed => reviewed.Rank())]);
    }
}
