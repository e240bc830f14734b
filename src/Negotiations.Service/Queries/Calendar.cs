using System.Globalization;
using System.Text.Json.Serialization;
using Marten;
using Negotiations.Domain;
using Negotiations.Domain.Ledgers;
using Negotiations.Domain.Time;
using Negotiations.Domain.Tracks;
using Negotiations.Service.Access;
using Negotiations.Service.Http;
using Negotiations.Store.Snapshots;

namespace Negotiations.Service.Queries;

/// <summary>
/// <c>GET /negotiations/{n}/calendar?from&amp;to</c>, and <c>/calendar</c> over all negotiations: what is due, by date; replies, agreed
/// rounds, exchanges, commitments.
/// It begins with the day that is asked about, so that what is overdue stands in it only when <c>from</c> says so.
/// </summary>
internal static class Calendar
{
    private static readonly string[] Parameters = [.. ListRequest.Parameters, "from", "to"];

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapQuery("/negotiations/{negotiation}/calendar", Get).Needs(Rights.Read).WithParameters(Parameters)
            .Tells<Page<Item>>(Area.Queries, "What is due in a negotiation, by date").WaitsForMinSequence();
        routes.MapQuery("/calendar", (HttpContext context, IQuerySession session, TimeProvider clock) => Get(null, context, session, clock))
            .Needs(Rights.None).WithParameters(Parameters).Tells<Page<Item>>(Area.Queries, "What is due in all negotiations, by date")
            .WaitsForMinSequence().Costs(Cost.Dear);
    }

    private static async Task<IResult> Get(string? negotiation, HttpContext context, IQuerySession session, TimeProvider clock)
    {
        var request = negotiation is null ? ListRequest.Read(context, "calendar")
            : await ListRequest.Read(context, "calendar", negotiation, session);
        if (request.Value is not var (viewpoint, part)) return Problems.Of(request.Refusal!);
        var day = viewpoint.AsOf ?? Days.Of(clock.GetUtcNow());
        if (!QueryParameters.TryRange(context.Request.Query, out var from, out var to, out var refusal)) return Problems.Of(refusal!);
        var (start, end) = (Days.Start(from ?? day), to is { } last ? Days.End(last) : DateTimeOffset.MaxValue);
        var found = new List<Item>();
        await foreach (var ledger in session.Ledgers(negotiation is null ? context.Caller().Readable : [negotiation], viewpoint,
            context.RequestAborted))
            found.AddRange(ledger.Dues()
                .Where(due => due.Home == ledger.Track.Key && due.Deadline is { } deadline && deadline.Moment >= start
                && deadline.Moment <= end).Select(due => Item.Of(due, ledger.Track, day)));
        var page = part.Cut([.. found.Where(item => string.CompareOrdinal(item.Position, part.After) > 0)
            .OrderBy(item => item.Position, StringComparer.Ordinal).Take(part.Limit + 1)], item => item.Position, context);
        return EtagResults.Of(context, page, isPast: viewpoint.IsPast(clock.GetUtcNow()));
    }

    /// <summary>Something due, and in how many days; below zero it is overdue.</summary>
    internal sealed record Item(Key Negotiation, Key Track, ThingKind Kind, Key Thing, Occurrence Due, Occurrence Deadline, int DaysLeft,
        bool Overdue, IReadOnlyList<ActorKey> By, string What)
    {
        /// <summary>Sorts by deadline, then by address.</summary>
        [JsonIgnore]
        public string Position =>
            $"{Deadline.Moment.UtcDateTime.ToString("yyyyMMddHHmmssffffff", CultureInfo.InvariantCulture)} {Negotiation}/{Track}/{Words.Of(Kind)}/{Thing}";

        public static Item Of(Due due, Track track, DateOnly day) => new(
            track.Negotiation, track.Key, due.Thing.Kind, due.Thing.Id, due.When, due.Deadline!,
            Days.Of(due.Deadline!.Moment).DayNumber - day.DayNumber, due.IsOverdue(day), due.By, due.What);
    }
}
