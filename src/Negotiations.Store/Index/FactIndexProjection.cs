using JasperFx.Events;
using Marten;
using Marten.Events.Projections;
using Negotiations.Domain.Facts;
using Negotiations.Store.Log;

namespace Negotiations.Store.Index;

/// <summary>
/// Adds a fact's entry soon after the fact is recorded, in the order of the store; only the home copy makes one. Queries that must see a
/// certain fact use <c>minSequence</c>.
/// </summary>
internal sealed partial class FactIndexProjection : EventProjection
{
    /// <summary>The projection's name, and the shard by which the store keeps how far it has come. Stored; never changes.</summary>
    public const string StoredName = "timeline", Shard = $"{StoredName}:All";

    // It takes events of every type, so that an unknown one stops it too.
    public FactIndexProjection() => Name = StoredName;

    public override ValueTask ApplyAsync(IDocumentOperations operations, IEvent e, CancellationToken cancellation)
    {
        if (!e.IsHome()) return ValueTask.CompletedTask;
        var fact = (Fact)e.Data;
        using var span = Telemetry.Follow($"index {fact.Word()}", e.GetHeader(Headers.Trace));
        operations.Store(FactEntry.Of(fact, e.Id));
        return ValueTask.CompletedTask;
    }
}
