using System.Text.Json.Nodes;
using Marten;
using Negotiations.Domain;
using Negotiations.Service.Http;
using Negotiations.Service.Store;

namespace Negotiations.Service.Querying;

/// <summary><c>GET /negotiations/{n}/tracks/{t}</c>: the whole state of a track, now or as of a date.</summary>
internal sealed record TrackStatus(
    string Negotiation, string Track, Subject? Subject, string? Title, TrackLevel? Level, DateOnly? AsOf, long Version,
    Stage Stage, DateOnly? StageSince, bool Stalled, Movement? LastMovement, DueView? Next, int Overdue, IReadOnlyList<DueView?> OverdueItems,
    IEnumerable<TrackStatus.RoundView> Rounds, IEnumerable<TrackStatus.MemoView> Memos, IEnumerable<JsonObject?> Positions,
    IEnumerable<JsonObject?> ChildLists, IEnumerable<JsonObject?> Exchanges, IEnumerable<JsonObject?> Commitments, IEnumerable<TrackStatus.MeasureView> Claims)
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/negotiations/{negotiation}/tracks/{track}", Get).WithParameters("asOf", MinSequence.Name).WaitsForMinSequence();

    private static async Task<IResult> Get(string negotiation, string track, HttpContext context, IQuerySession session, TimeProvider clock)
    {
        if (!QueryParameters.TryDate("asOf", context.Request.Query["asOf"].FirstOrDefault(), out var asOf, out var refusal)) return Problems.Of(refusal!);
        var read = await session.Track(negotiation, track, context.RequestAborted);
        if (read.Value is not { } stored) return Problems.Of(read.Refusal!);
        if (asOf is { } day) stored = (await session.AsOf([stored], day, context.RequestAborted))[0];
        return Answers.Of(context, Of(stored, asOf, asOf ?? Days.Of(clock.GetUtcNow())), stored.Version);
    }

    private static TrackStatus Of(StoredTrack stored, DateOnly? asOf, DateOnly day)
    {
        var (state, standing) = (stored.State, Standing.Of(stored.State, day));
        return new TrackStatus(
            state.Negotiation.Value, state.Key.Value, state.Opened?.Subject, state.Opened?.Title, state.Opened?.Level, asOf, stored.Version,
            standing.Stage, standing.Since, standing.Stalled, state.LastMovement, DueView.Of(standing.Next),
            standing.Overdue.Length, [.. standing.Overdue.Select(DueView.Of)],
            state.Rounds.Select(round => new RoundView(round.Key, FactView.Stated(round.Value.Scheduled), FactView.Stated(round.Value.Held))),
            state.Memos.Select(memo => new MemoView(memo.Key, memo.Value.IsOpen, memo.Value.ReplyDue, FactView.Stated(memo.Value.Received), FactView.Stated(memo.Value.Answer))),
            state.Positions.Values.Select(FactView.Stated), state.ChildLists.Values.Select(FactView.Stated),
            state.Exchanges.Values.Select(Exchange), state.Commitments.Values.Select(FactView.Stated),
            state.Claims.Select(measure => new MeasureView(measure.Key, measure.Value.Select(ClaimView.Of))));
    }

    // What a leg's quantity means stands in its name: agreed.
    private static JsonObject? Exchange(ExchangeAgreed exchange)
    {
        var view = FactView.Stated(exchange)!;
        foreach (var leg in view["legs"]!.AsArray().Select(leg => leg!.AsObject()))
        {
            leg["agreed"] = leg["quantity"]?.DeepClone();
            leg.Remove("quantity");
        }
        view["agreed"] = view["quantity"]?.DeepClone();
        view.Remove("quantity");
        return view;
    }

    /// <summary>A round, planned or held.</summary>
    internal sealed record RoundView(string Round, JsonObject? Scheduled, JsonObject? Held);

    /// <summary>A paper and where its answer stands.</summary>
    internal sealed record MemoView(string Memo, bool Open, Occurrence? ReplyDue, JsonObject? Received, JsonObject? Answer);

    /// <summary>A measure and what is claimed for it.</summary>
    internal sealed record MeasureView(string Measure, IEnumerable<ClaimView> Claims);
}

/// <summary>Something awaited, as readers see it.</summary>
internal sealed record DueView(ThingKind Kind, Key Thing, Occurrence Due, IReadOnlyList<ActorKey> By, string What)
{
    public static DueView? Of(Due? due) => due is null ? null : new DueView(due.Kind, due.Thing, due.When, due.By, due.What);
}

/// <summary>A claim, as readers see it.</summary>
internal sealed record ClaimView(ClaimValue Value, ActorKey? Claimant, Guid FactId, Occurrence Occurred, ClaimView.SourceView Source)
{
    public static ClaimView Of(Claim claim) => new(claim.Value, claim.Claimant, claim.FactId, claim.Occurred, new SourceView(claim.Publisher, claim.Origin));

    /// <summary>Where the claim was published.</summary>
    internal sealed record SourceView(string? Publisher, Key? Origin);
}
