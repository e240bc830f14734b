using Negotiations.Domain;
using Negotiations.Domain.Ledgers;
using Negotiations.Domain.Time;

namespace Negotiations.Service.Queries;

/// <summary>Something awaited, as readers see it.</summary>
internal sealed record DueView(ThingKind Kind, Key Thing, Occurrence Due, IReadOnlyList<ActorKey> By, string What)
{
    public static DueView? Of(Due? due) => due is null ? null : new DueView(due.Thing.Kind, due.Thing.Id, due.When, due.By, due.What);
}
