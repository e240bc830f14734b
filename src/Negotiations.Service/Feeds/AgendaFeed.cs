using System.Text;
using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;
using Marten;
using Negotiations.Domain;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Ledgers;
using Negotiations.Domain.Setup;
using Negotiations.Domain.Time;
using Negotiations.Service.Access;
using Negotiations.Service.Http;
using Negotiations.Service.Queries;
using Negotiations.Store.Log;
using Negotiations.Store.Snapshots;

namespace Negotiations.Service.Feeds;

/// <summary>
/// <c>GET /negotiations/{n}/calendar.ics</c> and <c>…/tracks/{t}/calendar.ics</c>: rounds and what is due, as an iCalendar (RFC 5545) to
/// subscribe to. An entry keeps its UID, each recorded change raises its SEQUENCE, and a withdrawn entry stays as CANCELLED.
/// </summary>
internal static class AgendaFeed
{
    private const string MediaType = "text/calendar; charset=utf-8", Product = "-//Negotiations//Negotiations//EN";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapQuery("/negotiations/{negotiation}/calendar.ics", (string negotiation, HttpContext context, IQuerySession session) =>
            Get(negotiation, null, context, session)).Needs(Rights.Read).MayMiss().WithParameters(MinSequence.Name)
            .Tells<string>(Area.Feeds, "Rounds and what is due in a negotiation, for calendars", "text/calendar").WaitsForMinSequence();
        routes.MapQuery("/negotiations/{negotiation}/tracks/{track}/calendar.ics",
            (string negotiation, string track, HttpContext context, IQuerySession session) => Get(negotiation, track, context, session))
            .Needs(Rights.Read).MayMiss().WithParameters(MinSequence.Name)
            .Tells<string>(Area.Feeds, "Rounds and what is due on a track, for calendars", "text/calendar").WaitsForMinSequence();
    }

    private static async Task<IResult> Get(string negotiation, string? track, HttpContext context, IQuerySession session)
    {
        var cancellation = context.RequestAborted;
        var read = await session.Negotiation(negotiation, Viewpoint.Now, context);
        if (read.Value is not { State: var state }) return Problems.Of(read.Refusal!);
        if (track is not null && (await session.Track(negotiation, track, Viewpoint.Now, context)).Refusal is { } unknown)
            return Problems.Of(unknown);
        var tracks = await session.Query<StoredTrack>()
            .Where(known => known.Negotiation == negotiation && (track == null || known.Id == negotiation + "/" + track))
            .OrderBy(known => known.Id).Select(known => new Ends(known.Id, known.Version)).ToListAsync(cancellation);
        // Nothing depends on today, so an unchanged calendar is answered without building it.
        if (EtagResults.IsMadeOf(context, string.Join(';', [$"{negotiation}@{read.Value.Version}",
            .. tracks.Select(known => $"{known.Id}@{known.Version}")])))
            return Results.StatusCode(StatusCodes.Status304NotModified);

        var facts = tracks.ToDictionary(known => known.Id, _ => new List<Fact>());
        await foreach (var (stream, fact) in session.FactsForFold([.. facts.Keys], cancellation)) facts[stream].Add(fact);
        var agendas = facts.Select(stream =>
            (Track: StreamKeys.Split(stream.Key).Track, Entries: Agenda.Of(state.Key, StreamKeys.Split(stream.Key).Track, stream.Value)));
        var calendar = new Ical.Net.Calendar { ProductId = Product, Method = "PUBLISH" };
        calendar.AddProperty("X-WR-CALNAME", track is null ? state.Title ?? negotiation
            : $"{state.Title ?? negotiation}: {track}");
        foreach (var (home, entries) in agendas)
            calendar.Events.AddRange(entries.Select(entry => Event(entry, state, home, context.Request)));
        return Results.Bytes(Encoding.UTF8.GetBytes(new CalendarSerializer().SerializeToString(calendar)!), MediaType);
    }

    private static CalendarEvent Event(AgendaEntry entry, Negotiation state, Key track, HttpRequest request)
    {
        var (negotiation, (start, end)) = (state.Key, Times(entry));
        return new CalendarEvent
        {
            Uid = $"{Words.Of(entry.Thing.Kind)}.{entry.Thing.Id}.{track}.{negotiation}@negotiations",
            Summary = entry.By is [] ? entry.What : $"{entry.What} ({string.Join(", ", entry.By.Select(state.NameOf))})",
            Description = $"{entry.When}, as recorded on the track {track} of {negotiation}.",
            Location = entry.Place,
            Url = new Uri($"{request.Scheme}://{request.Host}{request.PathBase}/negotiations/{negotiation}/tracks/{track}"),
            Status = entry.Status switch
            {
                AgendaStatus.Tentative => EventStatus.Tentative,
                AgendaStatus.Confirmed => EventStatus.Confirmed,
                _ => EventStatus.Cancelled
            },
            Sequence = entry.Changes,
            Start = start,
            End = end,
            Transparency = TransparencyType.Transparent,
            Created = Stamp(entry.Created),
            LastModified = Stamp(entry.Changed),
            DtStamp = Stamp(entry.Changed),
        };
    }

    // Days are whole-day entries. What is due stands on its last day, or where it has no end on its first; what has no known start, on the
    // day it ended.
    private static (CalDateTime Start, CalDateTime? End) Times(AgendaEntry entry)
    {
        var (earliest, latest) = (entry.When.Earliest ?? entry.When.Latest!.Value, entry.When.Latest ?? entry.When.Earliest!.Value);
        if (earliest == latest) return (Stamp(latest), null);
        var (first, last) = (entry.Thing.Kind == ThingKind.Round ? Days.Of(earliest) : Days.Of(latest), Days.Of(latest));
        return (new CalDateTime(first), last == DateOnly.MaxValue ? null : new CalDateTime(last.AddDays(1)));
    }

    private static CalDateTime Stamp(DateTimeOffset instant) => new(instant.UtcDateTime, CalDateTime.UtcTzId);

    private sealed record Ends(string Id, long Version);
}
