using System.Collections.Immutable;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Lifecycle;
using Negotiations.Domain.Talks;
using Negotiations.Domain.Tracks;

namespace Negotiations.Domain.Ledgers;

/// <summary>
/// Everything that was ever on a track's agenda, with how often it changed. Changes are counted in the order of recording, so that a
/// published count never becomes smaller.
/// </summary>
public static class Agenda
{
    /// <summary>The agenda of a track, without what has its home on another.</summary>
    /// <param name="negotiation">The negotiation.</param>
    /// <param name="track">The track.</param>
    /// <param name="facts">The facts of its stream, in any order.</param>
    public static IReadOnlyCollection<AgendaEntry> Of(Key negotiation, Key track, IEnumerable<Fact> facts)
    {
        var entries = new SortedDictionary<(ThingKind, Key), AgendaEntry>();
        var replay = TrackReplay.OverRecording(negotiation, track, facts);
        while (replay.Next is { } next)
        {
            var before = replay.State;
            replay.Advance(next);
            if (Awaited.AwaitsTheSame(before, replay.State)) continue;
            var current = Current(replay.State).ToDictionary(entry => (entry.Thing.Kind, entry.Thing.Id));
            foreach (var (id, entry) in current) entries[id] = Count(entries.GetValueOrDefault(id), entry, next.RecordedAt);
            foreach (var (id, gone) in entries.Where(entry => !current.ContainsKey(entry.Key)).ToArray())
                entries[id] = Count(gone, gone with { Status = AgendaStatus.Cancelled }, next.RecordedAt);
        }
        return entries.Values;
    }

    private static AgendaEntry Count(AgendaEntry? before, AgendaEntry entry, DateTimeOffset at) =>
        before is null ? entry with { Created = at, Changed = at }
        : before.SaysTheSame(entry) ? before
        : entry with { Created = before.Created, Changes = before.Changes + 1, Changed = at };

    private static IEnumerable<AgendaEntry> Current(Track track)
    {
        var isHeldUp = track.Lifecycle.Last is TrackClosed or TrackSuspended;
        return track.Rounds.Values.SelectMany(round => Meeting(round, track.Key, isHeldUp)).Concat(
            from promise in Awaited.DatedAtHome(track)
            where promise is { Due: not null, Condition: null }
            group promise by promise.Thing into promised
            let first = promised.First()
            let open = promised.Where(promise => promise.IsOpen).ToArray()
            let what = first.Thing.Kind == ThingKind.Memo ? $"reply to memo {first.Thing.Id}"
                : first.Thing.Kind == ThingKind.Exchange ? $"exchange {first.Thing.Id}" : first.What
            select new AgendaEntry(first.Thing, first.Due!, isHeldUp && open is not [] ? AgendaStatus.Cancelled
                : AgendaStatus.Confirmed,
                open is [] ? $"Was due ({first.Status}): {what}" : $"Due: {what}",
                [.. (open is [] ? promised : open.AsEnumerable()).SelectMany(promise => promise.By).Distinct()], null));
    }

    private static IEnumerable<AgendaEntry> Meeting(Round round, Key track, bool isHeldUp)
    {
        if (((Fact?)round.Scheduled ?? round.Held) is not { } home || home.Tracks[0] != track) yield break;
        var id = round.Scheduled?.Round ?? round.Held!.Round;
        var (status, what) = round.Progress switch
        {
            RoundProgress.Held => (AgendaStatus.Confirmed, $"Talks held: {id}"),
            RoundProgress.Proposed => (AgendaStatus.Tentative, $"Talks proposed: {id}"),
            _ when round.Scheduled!.Status == RoundStatus.Proposed => (AgendaStatus.Tentative, $"Talks proposed: {id}"),
            _ => (AgendaStatus.Confirmed, $"Talks agreed: {id}"),
        };
        // Put off without a new date, a round is shown as cancelled on its planned day.
        var when = round.Held?.Occurred ?? round.Planned;
        var isOff = when is null || (isHeldUp && round.Held is null);
        yield return new AgendaEntry(new Thing(ThingKind.Round, id), when ?? round.Scheduled!.Planned, isOff ? AgendaStatus.Cancelled
            : status, when is null ? $"Talks put off: {id}" : what,
            round.Scheduled?.By ?? [], (round.Held?.Venue ?? round.Scheduled?.Venue)?.Name);
    }
}
