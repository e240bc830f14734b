using Marten;
using Negotiations.Service.Access;
using Negotiations.Service.Sealing;

namespace Negotiations.Service.Hosting;

/// <summary>What the service keeps in the store beside facts and what follows from them.</summary>
internal static class StoredDocuments
{
    /// <summary>Registers it.</summary>
    public static void Configure(StoreOptions store)
    {
        store.Schema.For<ApiKey>().DocumentAlias("key");
        store.Schema.For<AuditEntry>().DocumentAlias("audit");
        store.Schema.For<SealedList>().DocumentAlias("sealed_list");
    }
}
