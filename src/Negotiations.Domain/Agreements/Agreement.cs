using System.Collections.Immutable;
using Negotiations.Domain.Facts;

namespace Negotiations.Domain.Agreements;

/// <summary>An agreement, who joined it, how it was changed and how it ended.</summary>
/// <param name="Signed">That it was signed; null when that was found false or is not known yet.</param>
public sealed record Agreement(AgreementSigned? Signed = null)
{
    /// <summary>The word for the status of an agreement that has not ended.</summary>
    public const string InForce = "inForce";

    /// <summary>Who joined it, in world order.</summary>
    public ImmutableArray<AgreementJoined> Joined { get; init; } = [];

    /// <summary>Its changes, in world order.</summary>
    public ImmutableArray<AgreementAmended> Amended { get; init; } = [];

    /// <summary>Its ends and the withdrawals from it, in world order.</summary>
    public ImmutableArray<AgreementEnded> Ends { get; init; } = [];

    /// <summary>
    /// The fact by which it is no longer in force; null while it is. Who withdraws leaves it in force between the others, while there are
    /// two; what has ended is not brought back by who joins later.
    /// </summary>
    public AgreementEnded? Ended
    {
        get
        {
            HashSet<Key> parties = [.. (Signed?.Signatories ?? []).Select(actor => actor.Actor)];
            foreach (var fact in Enumerable.Empty<Fact>().Concat(Joined).Concat(Ends).OrderBy(fact => fact.Rank()))
            {
                if (fact is AgreementJoined joined) parties.Add(joined.By.Actor);
                if (fact is not AgreementEnded end) continue;
                if (end is not { How: AgreementEnd.Withdrawn, By: { } by }) return end;
                parties.Remove(by.Actor);
                if (parties.Count + (Signed?.SignatoryNames.Length ?? 0) < 2) return end;
            }
            return null;
        }
    }

    /// <summary>In force, or how it ended, as a word.</summary>
    public string Status => Ended is { } end ? Words.Of(end.How) : InForce;

    /// <summary>Whether an actor, or a member of it, signed or joined it.</summary>
    public bool Has(ActorKey actor) =>
        (Signed?.Signatories ?? []).Concat(Joined.Select(joined => joined.By)).Any(party => party.Actor == actor.Actor);
}
