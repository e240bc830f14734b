using System.Runtime.CompilerServices;
using Marten;

namespace Negotiations.Store.Snapshots;

/// <summary>What is kept in memory of a store: snapshots and facts, decoded. Nothing of it is ever taken for true unasked.</summary>
public sealed class StoreMemory : IDisposable
{
    private const int UsualMegabytes = 64, UsualFacts = 100_000;
    private static readonly ConditionalWeakTable<IDocumentStore, StoreMemory> Stores = [];

    private StoreMemory(int megabytes, int facts) => (States, Facts) = (new StateCache(megabytes * 1024L * 1024), new FactMemory(facts));

    internal StateCache States { get; }

    internal FactMemory Facts { get; }

    /// <summary>How much may be kept of a store; to be said before it is used.</summary>
    /// <param name="store">The store.</param>
    /// <param name="megabytes">Of snapshots, as JSON; <c>null</c> for the usual.</param>
    /// <param name="facts">How many facts; <c>null</c> for the usual.</param>
    public static void Limit(IDocumentStore store, int? megabytes, int? facts) =>
        Stores.AddOrUpdate(store, new StoreMemory(megabytes ?? UsualMegabytes, facts ?? UsualFacts));

    /// <summary>What is kept of a store.</summary>
    internal static StoreMemory Of(IDocumentStore store) => Stores.GetValue(store, _ => new StoreMemory(UsualMegabytes, UsualFacts));

    /// <inheritdoc/>
    public void Dispose()
    {
        States.Dispose();
        Facts.Dispose();
    }
}
