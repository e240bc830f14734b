using Negotiations.Contracts.Answers;
using Negotiations.Web.Charts;

namespace Negotiations.Web.Sections;

/// <summary>The answers that the page of a track shows together, all from one viewpoint.</summary>
/// <param name="Track">Its state.</param>
/// <param name="Ledger">Promised against delivered, with all that is claimed.</param>
/// <param name="Measures">Every number on it, told.</param>
/// <param name="Facts">Its facts, the last first, as far as the page goes.</param>
/// <param name="Days">The days on which something happened, also after the view's.</param>
/// <param name="Marks">The facts that the view counts, to be drawn.</param>
public sealed record TrackPageView(TrackView Track, LedgerView Ledger, IReadOnlyList<MeasureView> Measures,
    IReadOnlyList<FactShape> Facts, IReadOnlyList<DayView> Days, IReadOnlyList<FactMark> Marks);
