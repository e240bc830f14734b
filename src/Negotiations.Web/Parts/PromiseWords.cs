using Negotiations.Contracts.Answers;
using Negotiations.Domain;
using Negotiations.Domain.Facts;

namespace Negotiations.Web.Parts;

/// <summary>Promises in words.</summary>
public static class PromiseWords
{
    /// <summary>When it was promised; the reply to a paper is not promised, but due since some word about it.</summary>
    public static string Made(CommitmentList.Item item)
    {
        ArgumentNullException.ThrowIfNull(item);
        return $"{(item.Kind == ThingKind.Memo ? "the paper is of" : "promised")} {DateWords.Of(item.Made)}";
    }

    /// <summary>What is promised; a leg of an exchange begins with the word of its category, which is written out.</summary>
    public static string Of(CommitmentList.Item item)
    {
        ArgumentNullException.ThrowIfNull(item);
        return Narrator.Sentence(item.Leg is not null && item.What.StartsWith(item.Category, StringComparison.Ordinal)
            ? Words.Plain(item.Category) + item.What[item.Category.Length..] : item.What);
    }
}
