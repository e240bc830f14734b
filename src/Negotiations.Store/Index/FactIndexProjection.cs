using System.Runtime.CompilerServices;
using JasperFx.Events;
using Marten;
using Marten.Events.Projections;
using Negotiations.Domain.Facts;
using Negotiations.Store.Log;
using Negotiations.Store.Narration;

namespace Negotiations.Store.Index;

/// <summary>
/// Adds a fact's entry soon after the fact is recorded, in the order of the store; only the home copy makes one. Queries that must see a
/// certain fact use <c>minSequence</c>.
/// </summary>
internal sealed partial class FactIndexProjection : EventProjection
{
    /// <summary>The projection's name, and the shard by which the store keeps how far it has come. Stored; never changes.</summary>
    public const string StoredName = "timeline", Shard = $"{StoredName}:All";

    // What the sentences of a batch need is read once for all of it; the table forgets what is no longer used.
    private readonly ConditionalWeakTable<IEvent, Narrators> narrators = [];

    // It takes events of every type, so that an unknown one stops it too.
    public FactIndexProjection() => Name = StoredName;

    public override async Task EnrichEventsAsync(IQuerySession querySession, IReadOnlyList<IEvent> events, CancellationToken cancellation)
    {
        var homes = events.Where(e => e.IsHome()).ToArray();
        var read = await querySession.Narrators([.. homes.Select(e => (Fact)e.Data)], cancellation);
        foreach (var e in homes) narrators.AddOrUpdate(e, read);
    }

    public override ValueTask ApplyAsync(IDocumentOperations operations, IEvent e, CancellationToken cancellation)
    {
        if (!e.IsHome()) return ValueTask.CompletedTask;
        var fact = (Fact)e.Data;
        using var span = Telemetry.Follow($"index {fact.Word()}", e.GetHeader(Headers.Trace));
        operations.Store(FactEntry.Of(fact, e.Id, narrators.TryGetValue(e, out var known) ? known.Of(fact) : Narrator.None));
        return ValueTask.CompletedTask;
    }
}
