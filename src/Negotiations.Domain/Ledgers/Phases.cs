using Negotiations.Domain.Ceasefires;
using Negotiations.Domain.Commitments;
using Negotiations.Domain.Time;
using Negotiations.Domain.Tracks;

namespace Negotiations.Domain.Ledgers;

/// <summary>How far each thing of a track was kept from day to day, as a look at each day shows it with what is known now.</summary>
internal static class Phases
{
    /// <summary>The phases of each exchange, commitment and ceasefire, and of each list of children of which some returned.</summary>
    public static IEnumerable<IReadOnlyList<Phase>> Of(TrackLedger ledger)
    {
        var about = ledger.Track.ByThing();
        return ledger.Exchanges.Where(exchange => exchange is { IsContested: false, Held.Agreed: not null })
            .Select(exchange => ExchangePhases.Of(exchange, about(exchange.Held.Agreed!.Makes!.Value)))
            .Concat(ledger.Lists.Where(list => !list.IsContested).Select(list => Of(list, about(list.List.Makes!.Value))))
            .Concat(ledger.Track.Commitments.Values.Select(Of)).Concat(ledger.Track.Ceasefires.Values.Select(Of));
    }

    // A submitted list promises nothing; once some children came back, it is being kept.
    private static Phase[] Of(ChildLedger list, Track track) =>
    [
        .. from claims in list.Measures.SelectMany(measure => measure.Claims).Order().GroupBy(claim => Days.Of(claim.Moment()))
           let day = claims.Key
           where day >= list.List.Day()
           orderby day
           let then = track.On(day, list.List.Makes!.Value)
           let ledger = ChildLedger.Of(list.List, then, ClaimBook.Of(then))
           where ledger.IsKept
           select new Phase(day, ledger.Status == LegStatus.Fulfilled ? Keeping.Settled : Keeping.Kept, claims.Last().FactId),
    ];

    private static IReadOnlyList<Phase> Of(Commitment commitment)
    {
        if (commitment.Made is not { } made) return [];
        var (phases, isKept) = (new List<Phase> { new(made.Day(), Keeping.Agreed, made.Id) }, false);
        foreach (var assessed in commitment.Assessments.Where(assessed => assessed.Status != Assessment.Reported))
        {
            isKept |= assessed.Status is Assessment.Minimal or Assessment.Intermediate or Assessment.Full;
            phases.Add(new Phase(Days.Latest(made.Day(), assessed.Day()), assessed.Status switch
            {
                Assessment.Full => Keeping.Settled,
                Assessment.Breached or Assessment.Lapsed => isKept ? Keeping.Broken : Keeping.Ended,
                _ => isKept ? Keeping.Kept : Keeping.Agreed,
            }, assessed.Id));
        }
        return phases;
    }

    // Agreed before it begins, kept until it ends; then it no longer affects the stage. One for which no end was set is kept until it is
    // first said to be violated; from then on it is only agreed.
    private static IReadOnlyList<Phase> Of(Ceasefire ceasefire)
    {
        if (ceasefire.Declared is not { } declared) return [];
        var from = Days.Latest(declared.Day(), declared.From.Earliest is { } start ? Days.Of(start) : null);
        var phases = new List<Phase> { new(declared.Day(), Keeping.Agreed, declared.Id), new(from, Keeping.Kept, declared.Id) };
        if (declared.Until is null && ceasefire.FirstViolation is { } violated)
            phases.Add(new Phase(Days.Latest(from, violated.Day()), Keeping.Agreed, violated.Id));
        DateOnly?[] ends = [ceasefire.Ended?.Day(), declared.Until?.Latest is { } until ? Days.Later(Days.Of(until), 1) : null];
        if (ends.Min() is not { } end) return phases;
        var by = ceasefire.Ended is { } ended && ended.Day() == end ? ended.Id : (Guid?)null;
        end = Days.Latest(declared.Day(), end);
        return [.. phases.Where(phase => phase.From < end), new Phase(end, from < end ? Keeping.Broken : Keeping.Ended, by)];
    }
}
