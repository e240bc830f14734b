using Negotiations.Domain;

namespace Negotiations.Contracts.Answers;

/// <summary>The actors of a negotiation, <c>GET /negotiations/{n}/actors</c>, and who owes what to whom.</summary>
/// <param name="Actors">Actors and members by key.</param>
/// <param name="Owed">What is open between them, by who owes it.</param>
public sealed record ActorsView(IReadOnlyList<Board.Person> Actors, IReadOnlyList<ActorsView.Debt> Owed)
{
    /// <summary>What one owes another.</summary>
    /// <param name="By">Who owes it.</param>
    /// <param name="To">To whom; null where nobody is named.</param>
    /// <param name="Open">How many promises are open.</param>
    /// <param name="Overdue">How many of them are overdue.</param>
    public sealed record Debt(Key By, Key? To, int Open, int Overdue);

    /// <summary>The actors of a board, and what some promises say that they owe.</summary>
    public static ActorsView Of(IReadOnlyList<Board.Person> actors, IEnumerable<CommitmentList.Item> promised)
    {
        var open = from item in promised
                   where item.Open && !item.Contested
                   from giver in item.By.Select(actor => actor.Actor).Distinct()
                   from receiver in item.To.Select(actor => (Key?)actor.Actor).DefaultIfEmpty(null).Distinct()
                   select (Item: item, Giver: giver, Receiver: receiver);
        return new ActorsView(actors, [.. open.GroupBy(one => (one.Giver, one.Receiver))
            .OrderBy(debt => (debt.Key.Giver.Value, debt.Key.Receiver?.Value ?? ""))
            .Select(debt => new Debt(debt.Key.Giver, debt.Key.Receiver, debt.Count(), debt.Count(one => one.Item.Overdue)))]);
    }
}
