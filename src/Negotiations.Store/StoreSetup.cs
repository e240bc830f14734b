using System.Text.Json;
using JasperFx;
using JasperFx.Events;
using JasperFx.Events.Projections;
using Marten;
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
    // What makes commands quick, stale connections known and waiting end. A wait that is cut breaks its connection: an answer that came
    // after could be that to a commit which is not safe.
    // What a connection string says itself goes before.
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

        store.Events.StreamIdentity = StreamIdentity.AsString;
        store.Events.AppendMode = EventAppendMode.QuickWithServerTimestamps;
        store.Events.UseIdentityMapForAggregates = true;
        store.Events.EnableUniqueIndexOnEventId = true;
        store.Events.MetadataConfig.EnableAll();
        store.Events.MetadataConfig.UserNameEnabled = true;
        foreach (var type in FactTypes.All) store.Events.MapEventType(type.Fact, type.StoredName);
        foreach (var (fact, storedName) in FactCatalog.OfThePast)
            store.Events.Upcast(fact, storedName,
                JsonTransformations.Upcast(json => FactCatalog.Read(storedName, JsonSerializer.SerializeToUtf8Bytes(json.RootElement))));

        store.Schema.For<StoredTrack>().DocumentAlias("track").Index(track => track.Negotiation);
        store.Schema.For<StoredNegotiation>().DocumentAlias("negotiation");
        store.Schema.For<StoredThing>().DocumentAlias("thing");
        store.Schema.For<FactEntry>().DocumentAlias("fact").Duplicate(entry => entry.Position).Duplicate(entry => entry.Moment)
            .Duplicate(entry => entry.ClaimsOn!)
            .Index(entry => new { entry.Negotiation, entry.Position }).FullTextIndex(entry => entry.Text);
        store.Schema.For<ReplayJob>().DocumentAlias("replay");
        documents(store);
        store.Projections.Add<FactIndexProjection>(ProjectionLifecycle.Async);
        store.Projections.Add<TrackProjection>(ProjectionLifecycle.Inline);
        store.Projections.Add<NegotiationProjection>(ProjectionLifecycle.Inline);
        store.Events.IgnoreIndex(StoreGuards.IncidentIndex);
        // Strictly: what cannot be applied stops its projection, and nothing is passed over.
        store.Projections.Errors.SkipApplyErrors = false;
        store.Projections.Errors.SkipSerializationErrors = false;
        store.Projections.Errors.SkipUnknownEvents = false;
        (store.Projections.FastPollingTime, store.Projections.SlowPollingTime, store.Projections.HealthCheckPollingTime) =
            (FastPollInterval, SlowPollInterval, RetryInterval);
    }
}
