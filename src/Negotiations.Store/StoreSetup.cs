using System.Text.Json;
using JasperFx;
using JasperFx.Events;
using JasperFx.Events.Projections;
using Marten;
using Marten.Events;
using Marten.Events.Projections;
using Marten.Services.Json.Transformations.SystemTextJson;
using Negotiations.Contracts.Json;
using Negotiations.Domain.Catalog;
using Negotiations.Store.Index;
using Negotiations.Store.Log;
using Negotiations.Store.Snapshots;
using Negotiations.Store.Verifying;
using Weasel.Core;

namespace Negotiations.Store;

/// <summary>How Marten keeps facts and snapshots.</summary>
internal static class StoreSetup
{
    // For quick commands, detection of dead connections and bounded waits. A cancelled wait breaks its connection: a later answer could
    // belong to a commit that is not safe. The connection string's own settings take precedence.
    private const string Defaults =
        "No Reset On Close=true;Max Auto Prepare=100;Keepalive=30;Timeout=5;Command Timeout=15;Cancellation Timeout=-1;"
            + "Application Name=negotiations";

    // How quickly the asynchronous projections see new facts, and how soon one that stopped is tried again.
    private static readonly TimeSpan FastPollInterval = TimeSpan.FromMilliseconds(50), SlowPollInterval = TimeSpan.FromMilliseconds(200),
    RetryInterval = TimeSpan.FromSeconds(5);

    /// <summary>The connection string that the store uses.</summary>
    public static string Tuned(string connectionString) => $"{Defaults};{connectionString}";

    /// <summary>Registers facts, snapshots, metadata and strictness.</summary>
    /// <param name="store">The store.</param>
    /// <param name="connectionString">How to connect.</param>
    /// <param name="schema">The schema of its tables.</param>
    /// <param name="documents">Registers what else the host keeps in it.</param>
    public static void Configure(StoreOptions store, string connectionString, string schema, Action<StoreOptions> documents)
    {
        store.Connection(connectionString);
        store.DatabaseSchemaName = schema;
        store.AutoCreateSchemaObjects = AutoCreate.CreateOrUpdate;
        store.UseSystemTextJsonForSerialization(EnumStorage.AsString, Casing.CamelCase, options => Formats.Store(options));
        store.Logger(new QuietLogger());
        ConfigureEvents(store.Events);
        ConfigureDocuments(store.Schema);
        documents(store);
        ConfigureProjections(store.Projections);
    }

    private static void ConfigureEvents(IEventStoreOptions events)
    {
        events.StreamIdentity = StreamIdentity.AsString;
        events.AppendMode = EventAppendMode.QuickWithServerTimestamps;
        events.EnableUniqueIndexOnEventId = true;
        events.MetadataConfig.EnableAll();
        events.MetadataConfig.UserNameEnabled = true;
        events.IgnoreIndex(StoreGuards.IncidentIndex);
        foreach (var type in FactTypes.All) events.MapEventType(type.Fact, type.StoredName);
        foreach (var (fact, storedName) in FactCatalog.OfThePast)
            events.Upcast(fact, storedName,
                JsonTransformations.Upcast(json => FactCatalog.Read(storedName, JsonSerializer.SerializeToUtf8Bytes(json.RootElement))));
    }

    private static void ConfigureDocuments(MartenRegistry documents)
    {
        documents.For<StoredTrack>().DocumentAlias("track").UseNumericRevisions(true).Index(track => track.Negotiation);
        documents.For<StoredNegotiation>().DocumentAlias("negotiation").UseNumericRevisions(true);
        documents.For<StoredThing>().DocumentAlias("thing");
        documents.For<FactEntry>().DocumentAlias("fact").Duplicate(entry => entry.Position).Duplicate(entry => entry.Moment)
            .Duplicate(entry => entry.ClaimsOn!)
            .Index(entry => new { entry.Negotiation, entry.Position })
            .FullTextIndex(FactSearch.Configuration, entry => entry.Text, entry => entry.Sentence);
        documents.For<ReplayJob>().DocumentAlias("replay");
    }

    private static void ConfigureProjections(ProjectionOptions projections)
    {
        projections.Add(new FactIndexProjection(), ProjectionLifecycle.Async, FactIndexProjection.StoredName);
        // Strict: an event that can't be applied stops its projection; none is skipped.
        projections.Errors.SkipApplyErrors = false;
        projections.Errors.SkipSerializationErrors = false;
        projections.Errors.SkipUnknownEvents = false;
        (projections.FastPollingTime, projections.SlowPollingTime, projections.HealthCheckPollingTime) =
            (FastPollInterval, SlowPollInterval, RetryInterval);
    }
}
