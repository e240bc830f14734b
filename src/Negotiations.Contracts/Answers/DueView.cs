using Negotiations.Domain;
using Negotiations.Domain.Ledgers;
using Negotiations.Domain.Time;

namespace Negotiations.Contracts.Answers;

/// <summary>Something awaited, as readers see it.</summary>
public sealed record DueView(ThingKind Kind, Key Thing, Occurrence Due, IReadOnlyList<ActorKey> By, string What)
{
    /// <summary>Of what is due; null of nothing.</summary>
    public static DueView? Of(Due? due) => due is null ? null : new DueView(due.Thing.Kind, due.Thing.Id, due.When, due.By, due.What);
}
