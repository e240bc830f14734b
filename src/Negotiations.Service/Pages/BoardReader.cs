using Marten;
using Negotiations.Contracts.Answers;
using Negotiations.Domain;
using Negotiations.Domain.Claims;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Ledgers;
using Negotiations.Service.Http;
using Negotiations.Service.Queries;
using Negotiations.Store.Index;
using Negotiations.Store.Narration;
using Negotiations.Web.Sections;

namespace Negotiations.Service.Pages;

/// <summary>
/// What the page of a negotiation shows: the same derivations as the addresses of board, stages, ledger, claims, commitments and proposals
/// answer, of tracks that are read and weighed once.
/// </summary>
internal sealed class BoardReader(IQuerySession session, TimeProvider clock, PageAnswers answers, WeighedTracks tracks)
{
    /// <summary>All of it, or the reason why there is none.</summary>
    public async Task<Result<BoardView>> Read(string negotiation, ViewpointQuery query, HttpContext context)
    {
        var (from, at, cancellation) = (query.From, query.At(clock), context.RequestAborted);
        var read = await session.Negotiation(negotiation, from, context);
        if (read.Value is not { } stored) return read.Refusal!;
        var weighed = await tracks.Of(session, negotiation, from, cancellation);
        var standing = new Dictionary<WeighedTrack, TrackStatus>(ReferenceEqualityComparer.Instance);
        foreach (var track in weighed) standing[track] = track.At(at);
        var narrators = await session.Narrators([.. weighed.Select(track => track.State.LastMovement).OfType<Fact>()], cancellation);
        var narrator = narrators.Of(stored.State.Key);
        var search = await FactSearch.Of(session, negotiation, from, cancellation);
        var times = await IndexedTimes.Of(search.AtAnyTime(), negotiation, cancellation);
        IndexedTimes[] counting = [.. times.Where(fact => fact.HappenedBy(from.AsOf))];
        return new BoardView(
            Board.Of(stored.State, from, [.. weighed.Select(track => track.Gist.At(standing[track], at, narrator))]),
            [.. weighed.Select(track => new StagesView(track.State.Key, track.State.Title, StagesView.Of(standing[track].Stages)))],
            LedgerView.Of(negotiation, from, [.. weighed.Select(track => track.Gist.Ledger.AtHome())]),
            await Disputed(negotiation, weighed, search, counting, cancellation),
            await CommitmentEndpoints.Promised(weighed.Select(track => track.Gist.Ledger).ToAsyncEnumerable(), at),
            [.. weighed.SelectMany(track => ProposalEndpoints.Of(track.State, ProposalFilter.All, at))
                .OrderBy(item => item.Position, StringComparer.Ordinal)
                .Select(item => new ProposalView.Item(item.Negotiation, item.Home, item.View))],
            await answers.Latest(search, counting, context), DaysEndpoint.Of(times), PageAnswers.Marks(counting));
    }

    // Those of tracks are weighed already; incidents stand in the index alone.
    private async Task<IReadOnlyList<MeasureView>> Disputed(string negotiation, IReadOnlyList<WeighedTrack> tracks, FactSearch search,
        IndexedTimes[] counting, CancellationToken cancellation)
    {
        var onTracks = tracks.SelectMany(track => track.Measures);
        var incidents = counting.Any(fact => fact.IsIncident)
            ? await ClaimReader.Incidents(search, negotiation, cancellation) : [];
        return await session.Told(negotiation, [.. onTracks.Concat(incidents).Where(measure => measure.Status == ClaimStatus.Disputed)
            .DistinctBy(measure => measure.Measure).OrderBy(measure => measure.Measure.Group, StringComparer.Ordinal)
            .ThenBy(measure => measure.Measure.Text, StringComparer.Ordinal)], cancellation);
    }
}
