using System.Collections.Immutable;

namespace Negotiations.Domain;

/// <summary>Something that is awaited by a date.</summary>
/// <param name="Kind">What sort of thing.</param>
/// <param name="Thing">Its id.</param>
/// <param name="When">By when; it is overdue on the day after its last day.</param>
/// <param name="By">Who owes it; none when all do or nothing tells.</param>
/// <param name="What">What is awaited, in a few words.</param>
public sealed record Due(ThingKind Kind, Key Thing, Occurrence When, ImmutableArray<ActorKey> By, string What)
{
    /// <summary>Whether the date has passed by the start of a day; what has no end is never overdue.</summary>
    public bool IsOverdue(DateOnly day) => When.Latest < Days.Start(day);
}

/// <summary>What is awaited on a track.</summary>
public static class Awaited
{
    /// <summary>Replies, agreed rounds, exchanges and unconditional commitments that have a date and are outstanding.</summary>
    public static IEnumerable<Due> Dues(this Track track) =>
        track.Memos.Values.SelectMany(Reply).Concat(track.Rounds.Values.SelectMany(Meeting))
            .Concat(track.Exchanges.Values.SelectMany(exchange => Completion(track, exchange))).Concat(track.Commitments.Values.SelectMany(Promise));

    private static IEnumerable<Due> Reply(Memo memo)
    {
        if (memo.ReplyDue is not { } due || (memo.Received?.Memo ?? memo.Answer?.Memo) is not { } id) yield break;
        if ((memo.Received?.To ?? memo.Answer?.By) is not { } by) yield break;
        yield return new Due(ThingKind.Memo, id, due, [by], $"reply to memo {id}");
    }

    private static IEnumerable<Due> Meeting(Round round)
    {
        if (round is { Held: null, Planned: { } planned, Scheduled: { Status: RoundStatus.Agreed } plan })
            yield return new Due(ThingKind.Round, plan.Round, planned, plan.By, $"round {plan.Round}");
    }

    private static IEnumerable<Due> Completion(Track track, Exchange exchange)
    {
        if (exchange is { Agreed: { } agreed, Due: { } due } && !ExchangeLedger.Of(track, agreed.Exchange).IsSettled)
            yield return new Due(ThingKind.Exchange, agreed.Exchange, due, [.. agreed.Legs.Select(leg => leg.From).Distinct()], $"exchange {agreed.Exchange}");
    }

    private static IEnumerable<Due> Promise(Commitment commitment)
    {
        if (commitment is { IsOpen: true, Made: { Due: { } due, Condition: null } made })
            yield return new Due(ThingKind.Commitment, made.Commitment, due, made.By, $"commitment {made.Commitment}");
    }
}
