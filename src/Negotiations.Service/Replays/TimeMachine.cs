using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Marten;
using Negotiations.Contracts.Answers;
using Negotiations.Contracts.Json;
using Negotiations.Domain;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Time;
using Negotiations.Domain.Tracks;
using Negotiations.Service.Access;
using Negotiations.Service.Http;
using Negotiations.Service.Queries;
using Negotiations.Store.Log;
using Negotiations.Store.Narration;
using Negotiations.Store.Snapshots;

namespace Negotiations.Service.Replays;

/// <summary>
/// <c>GET /negotiations/{n}/replay?from&amp;to&amp;step&amp;over</c>: the board step by step, over world time or knowledge, one line of
/// JSON a step. Every fact is read once, whatever the number of steps. Each step shows its new facts and which tracks they changed. A step
/// by date is the board as <c>GET /negotiations/{n}</c> shows it with <c>asOf</c> (over the world) or <c>knownAt</c> (over knowledge) of
/// that date.
/// </summary>
internal static class TimeMachine
{
    private const int MostSteps = 5_000;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapQuery("/negotiations/{negotiation}/replay", Get).Needs(Rights.Read).MayMiss()
            .WithParameters([.. ViewpointQuery.Names, .. StepsQuery.Names])
            .Tells<string>(Area.Queries, "The board from step to step, through the world or through knowledge; one JSON object a line",
            NdJson.MediaType).WaitsForMinSequence().Costs(Cost.Dear);

    private static async Task<IResult> Get(
        string negotiation, ViewpointQuery query, StepsQuery wanted, HttpContext context, IQuerySession session, TimeProvider clock) =>
        await Steps(negotiation, query, wanted, context, session, clock) is var read && read.Value is { } lines
            ? Results.Stream(stream => Write(stream, lines, context.RequestAborted), "application/x-ndjson") : Problems.Of(read.Refusal!);

    /// <summary>The steps one after another; each is made when it is asked for.</summary>
    public static async Task<Result<IEnumerable<JsonObject>>> Steps(
        string negotiation, ViewpointQuery query, StepsQuery wanted, HttpContext context, IQuerySession session, TimeProvider clock)
    {
        var (from, cancellation) = (query.From, context.RequestAborted);
        if (await session.Missing(negotiation, context) is { } unknown) return unknown;
        var tracks = await session.StoredTracks(negotiation, cancellation);
        var facts = await Facts(session, tracks, cancellation);
        var replays = Replays(tracks, facts, from, wanted.IsOverWorld);
        if (Range(wanted, replays) is not var (first, last))
            return Refusal.NotFound("nothing-happened", null, "nothing is known on the tracks of this negotiation");
        if (wanted.Step != StepsQuery.ByFact && Dates(first, last, wanted.Step).Take(MostSteps + 1).Count() > MostSteps)
            return Refusal.Malformed("too-many-steps", "step",
                $"from {first:yyyy-MM-dd} to {last:yyyy-MM-dd} there are more than {MostSteps} steps; choose a longer step, or 'from' "
                    + "and 'to'");
        var narrators = await session.Narrators([.. facts.Values.SelectMany(some => some)], cancellation);
        var replay = new BoardReplay([.. replays.Select(replay => new TrackCursor(replay.Track, replay.Replay, narrators))], narrators,
            wanted.IsOverWorld ? null : from.AsOf is { } day ? Days.End(day) : clock.GetUtcNow());
        return new Result<IEnumerable<JsonObject>>(wanted.Step == StepsQuery.ByFact ? replay.ByFact(Days.Start(first), Days.End(last))
            : replay.ByDate(Dates(first, last, wanted.Step)), null);
    }

    private static async Task Write(Stream stream, IEnumerable<JsonObject> lines, CancellationToken cancellation)
    {
        foreach (var line in lines)
        {
            await stream.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(line, Formats.Line), cancellation);
            await stream.WriteAsync("\n"u8.ToArray(), cancellation);
            await stream.FlushAsync(cancellation);
        }
    }

    private static async Task<Dictionary<string, List<Fact>>> Facts(IQuerySession session, IReadOnlyList<StoredTrack> tracks,
        CancellationToken cancellation)
    {
        var facts = tracks.ToDictionary(track => track.Id, _ => new List<Fact>());
        await foreach (var (stream, fact) in session.AllFacts([.. facts.Keys], cancellation)) facts[stream].Add(fact);
        return facts;
    }

    private static List<(StoredTrack Track, TrackReplay Replay)> Replays(IReadOnlyList<StoredTrack> tracks,
        Dictionary<string, List<Fact>> facts, Viewpoint from, bool isOverWorld) =>
        [.. tracks.Select(track => (track, StreamKeys.Split(track.Id) is var (negotiation, key) && isOverWorld
            ? TrackReplay.OverWorld(negotiation, key, facts[track.Id], from)
                : TrackReplay.OverKnowledge(negotiation, key, facts[track.Id], from)))];

    // By default from the first fact to the last.
    private static (DateOnly First, DateOnly Last)? Range(StepsQuery wanted, List<(StoredTrack Track, TrackReplay Replay)> replays)
    {
        var days = replays.Select(replay => (replay.Replay.Next, replay.Replay.End)).Where(ends => ends.Next is not null).ToArray();
        if (days is []) return null;
        var (first, last) = (wanted.Days.From ?? Days.Of(days.Min(ends => ends.Next!.Value.At)), wanted.Days.To
            ?? Days.Of(days.Max(ends => ends.End!.Value.At)));
        return (first, last < first ? first : last);
    }

    private static IEnumerable<DateOnly> Dates(DateOnly first, DateOnly last, string step)
    {
        for (var (day, i) = (first, 1); ; i++)
        {
            yield return day < last ? day : last;
            if (day >= last) yield break;
            var days = step switch { StepsQuery.Day => i, StepsQuery.Week => 7 * i, _ => -1 };
            if ((days >= 0 ? first.DayNumber + days : first.DayNumber + (31L * i)) > DateOnly.MaxValue.DayNumber) yield break;
            day = days >= 0 ? first.AddDays(days) : first.AddMonths(i);
        }
    }

    /// <summary>The replay of one track, and the last line sent of it.</summary>
    private sealed class TrackCursor(StoredTrack stored, TrackReplay replay, Narrators narrators)
    {
        private Track? seen;
        private Board.WithoutDetails? gist;

        public TrackReplay Replay => replay;

        public string LastLine { get; private set; } = "";

        public JsonNode Line(DateTimeOffset at)
        {
            if (!ReferenceEquals(seen, replay.State) || gist is null) (seen, gist) =
                (replay.State, Board.WithoutDetails.Of(replay.State, stored.Version));
            return JsonSerializer.SerializeToNode(gist.At(at, narrators.Of(replay.State.Negotiation)), Formats.Line)!;
        }

        /// <summary>Remembers a line; true if it differs from the one before.</summary>
        public bool Tells(JsonNode line)
        {
            var text = line.ToJsonString();
            if (text == LastLine) return false;
            LastLine = text;
            return true;
        }
    }

    /// <summary>Replays all tracks in step. <c>fixedAt</c> is the board's instant where it stays.</summary>
    private sealed class BoardReplay(IReadOnlyList<TrackCursor> cursors, Narrators narrators, DateTimeOffset? fixedAt)
    {
        public IEnumerable<JsonObject> ByDate(IEnumerable<DateOnly> dates) =>
            dates.Select(date => Step(date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), ReplayMoment.EndOf(Days.End(date)),
                fixedAt ?? Days.End(date)));

        public IEnumerable<JsonObject> ByFact(DateTimeOffset from, DateTimeOffset until)
        {
            if (from > DateTimeOffset.MinValue)
                foreach (var cursor in cursors) cursor.Replay.Advance(ReplayMoment.EndOf(from - TimeSpan.FromMicroseconds(1)));
            while (cursors.Where(cursor => cursor.Replay.Next is not null).Select(cursor => cursor.Replay.Next!.Value)
                .DefaultIfEmpty(ReplayMoment.EndOf(DateTimeOffset.MaxValue)).Min() is var next && next.At <= until)
                yield return Step(next.At.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFZ", CultureInfo.InvariantCulture), next,
                    fixedAt ?? next.At);
        }

        private JsonObject Step(string at, ReplayMoment until, DateTimeOffset instant)
        {
            var facts = cursors.SelectMany(cursor => cursor.Replay.Advance(until)).DistinctBy(fact => fact.Id).OrderBy(fact => fact.Rank())
                .ToArray();
            var lines = cursors.Select(cursor => (TrackCursor: cursor, Line: cursor.Line(instant))).ToArray();
            return new JsonObject
            {
                ["at"] = at,
                ["facts"] = new JsonArray([.. facts.Select(Line)]),
                ["changed"] = new JsonArray([.. lines.Where(line => line.TrackCursor.Tells(line.Line))
                    .Select(line => (JsonNode)line.TrackCursor.Replay.State.Key.Value)]),
                ["tracks"] = new JsonArray([.. lines.Select(line => line.Line)]),
            };
        }

        private JsonNode Line(Fact fact) => new JsonObject
        {
            ["factId"] = fact.Id,
            ["type"] = fact.Word(),
            ["occurred"] = fact.Occurred.Text,
            ["tracks"] = JsonSerializer.SerializeToNode(fact.Tracks, Formats.Line),
            ["summary"] = narrators.SentenceOf(fact),
        };
    }
}
