namespace Negotiations.Domain.Facts;

/// <summary>A leg of an exchange as sentences tell it.</summary>
/// <param name="From">Who hands over.</param>
/// <param name="To">Who receives.</param>
/// <param name="Of">Who or what is handed over.</param>
/// <param name="Category">The same as a word of a closed list.</param>
public sealed record ToldLeg(ActorKey From, ActorKey To, Noun Of, Enum Category)
{
    /// <summary>Who hands over, and who receives.</summary>
    public IEnumerable<ActorKey> Ends => [From, To];
}
