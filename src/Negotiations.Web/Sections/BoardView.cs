using Negotiations.Contracts.Answers;
using Negotiations.Web.Charts;

namespace Negotiations.Web.Sections;

/// <summary>The answers that the page of a negotiation shows together, all from one viewpoint.</summary>
/// <param name="Board">Where each track stands.</param>
/// <param name="Stages">The stages of each.</param>
/// <param name="Ledger">Promised against delivered.</param>
/// <param name="Disputed">The numbers on which voices differ; the first of them.</param>
/// <param name="Promised">What is promised, by due date.</param>
/// <param name="Proposals">What was proposed.</param>
/// <param name="Latest">The last facts, the latest first.</param>
/// <param name="Days">The days on which something happened, also after the view's.</param>
/// <param name="Marks">The facts that the view counts, to be drawn.</param>
public sealed record BoardView(
    Board Board, IReadOnlyList<StagesView> Stages, LedgerView Ledger, IReadOnlyList<MeasureView> Disputed,
        IReadOnlyList<CommitmentList.Item> Promised,
    IReadOnlyList<ProposalView.Item> Proposals, IReadOnlyList<FactShape> Latest, IReadOnlyList<DayView> Days,
    IReadOnlyList<FactMark> Marks);
