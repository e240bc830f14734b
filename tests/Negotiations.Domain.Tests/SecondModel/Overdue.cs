namespace Negotiations.Domain.Tests.SecondModel;

/// <summary>What is overdue at an instant.</summary>
internal static class Overdue
{
    public static IReadOnlyList<string> At(DateTimeOffset instant, Seen seen, Exchanges exchanges, Commitments commitments) =>
        [.. Memos(seen).Concat(RoundsDue(seen)).Concat(ExchangesDue(seen, exchanges)).Concat(CommitmentsDue(seen, commitments))
            .Where(due => due.Due?.Deadline < instant).Select(due => due.Thing).Order(StringComparer.Ordinal)];

    private static IEnumerable<(string Thing, ModelSpan? Due)> Memos(Seen seen) =>
        seen.All("memo_received").Select(fact => fact.Text("memo")!).Distinct().Select(memo =>
            ($"memo/{memo}", seen.On("memo", memo, "memo_received", "memo_answered").Last().SpanOf("replyDue")));

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
