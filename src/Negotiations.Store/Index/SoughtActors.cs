using Negotiations.Domain;
using Negotiations.Domain.Setup;

namespace Negotiations.Store.Index;

/// <summary>
/// Actors as search finds them: by the names that they have now, also in facts that were indexed under others. In the index stands a token
/// for each actor, by which a query for a name asks too.
/// </summary>
/// <param name="negotiation">The negotiation.</param>
internal sealed class SoughtActors(Negotiation negotiation)
{
    private readonly (string Token, string[] Name)[] actors = [.. negotiation.Actors.Where(actor => actor.Value.Name is not null)
        .Select(actor => (Token(actor.Key), SearchText.Words(actor.Value.Name!)))];

    /// <summary>The token of an actor: one word, as no text has it.</summary>
    public static string Token(ActorKey actor) =>
        $"zq{actor.ToString().Replace("-", "zqh", StringComparison.Ordinal).Replace("/", "zqm", StringComparison.Ordinal)}";

    /// <summary>The tokens of those in whose name some words stand, one after another.</summary>
    /// <param name="words">The words.</param>
    /// <param name="isWhole">Whether the last of them is whole; else it is the beginning of one.</param>
    public IEnumerable<string> Named(string[] words, bool isWhole) => actors.Where(actor =>
        Enumerable.Range(0, Math.Max(0, actor.Name.Length - words.Length + 1)).Any(start => words.Index().All(word =>
            word.Index < words.Length - 1 || isWhole ? actor.Name[start + word.Index] == word.Item
                : actor.Name[start + word.Index].StartsWith(word.Item, StringComparison.Ordinal)))).Select(actor => actor.Token);
}
