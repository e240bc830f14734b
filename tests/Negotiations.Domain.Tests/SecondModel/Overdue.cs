namespace Negotiations.Domain.Tests.SecondModel;

/// <summary>What is overdue at an instant.</summary>
internal static class Overdue
{
    public static IReadOnlyList<string> At(DateTimeOffset instant, Seen seen, Exchanges exchanges, Commitments commitments) =>
        [.. OpenMemos(seen).Concat(RoundsDue(seen)).Concat(ExchangesDue(seen, exchanges)).Concat(CommitmentsDue(seen, commitments))
            .Where(due => due.Due?.Deadline < instant).Select(due => due.Thing).Order(StringComparer.Ordinal)];

    /// <summary>Who is still reviewing a paper answers by the last date that was set.</summary>
    public static IEnumerable<(string Thing, ModelSpan? Due)> OpenMemos(Seen seen)
    {
        foreach (var memo in seen.All("memo_received").Select(fact => fact.Text("memo")!).Distinct())
        {
            var answers = seen.On("memo", memo, "memo_answered").ToList();
            if (answers is [.., var last] && last.Text("answer") != "reviewing") continue;
            var due = answers.LastOrDefault(answer => answer.SpanOf("replyDue") is not null)
                ?? seen.On("memo", memo, "memo_received").Last();
            yield return ($"memo/{memo}", due.SpanOf("replyDue"));
        }
    }

    private static IEnumerable<(string Thing, ModelSpan? Due)> RoundsDue(Seen seen) =>
        Rounds.Awaited(seen).Select(round => ($"round/{round.Round}", (ModelSpan?)round.Planned));

    private static IEnumerable<(string Thing, ModelSpan? Due)> ExchangesDue(Seen seen, Exchanges exchanges)
    {
        foreach (var exchange in exchanges.Ids)
        {
            var shape = exchanges.ShapeOf(exchange);
            if (shape.IsContested) continue;
            var open = shape.Legs.Any(leg => exchanges.LegOf(exchange, leg).Status is not (Exchanges.Fulfilled or Exchanges.Cancelled));
            var postponed = seen.On("exchange", exchange, "exchange_postponed").LastOrDefault();
            // Put off before it was agreed, it was agreed anew.
            if (postponed is not null && seen.Counting.SkipWhile(fact => fact != postponed).Contains(shape.Making!)) postponed = null;
            var due = postponed is null ? shape.Making!.SpanOf("due") : postponed.SpanOf("until");
            if (open) yield return ($"exchange/{exchange}", due);
        }
    }

    private static IEnumerable<(string Thing, ModelSpan? Due)> CommitmentsDue(Seen seen, Commitments commitments) =>
        commitments.All().Where(entry => entry.Value is { IsOpen: true, Contested: false })
            .Select(entry => (entry.Key, Made: seen.Making("commitment_made", "commitment", entry.Key)!))
            .Where(entry => entry.Made.Text("condition") is null)
            .Select(entry => ($"commitment/{entry.Key}", entry.Made.SpanOf("due")));
}
