using JasperFx;
using JasperFx.Events;
using JasperFx.Events.Projections;
using Marten;
using Negotiations.Service.Json;
using Negotiations.Service.Querying;
using Npgsql;
using Weasel.Core;

namespace Negotiations.Service.Store;

/// <summary>How Marten keeps facts and snapshots.</summary>
internal static class StoreSetup
{
    /// <summary>The connection string that the store uses: what was given, with the settings that make commands quick and stale connections known.</summary>
    public static string Tuned(string connectionString) => new NpgsqlConnectionStringBuilder(connectionString)
    {
        NoResetOnClose = true,
        MaxAutoPrepare = 100,
        KeepAlive = 30,
        Timeout = 5,
        CommandTimeout = 15,
        ApplicationName = "negotiations",
    }.ConnectionString;

    /// <summary>Registers facts, snapshots, metadata and strictness.</summary>
    public static void Configure(StoreOptions store, string connectionString, string schema)
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
        foreach (var (fact, storedName) in FactCatalog.All) store.Events.MapEventType(fact, storedName);

        store.Schema.For<StoredTrack>().DocumentAlias("track").Index(track => track.Negotiation);
        store.Schema.For<StoredNegotiation>().DocumentAlias("negotiation");
        store.Schema.For<FactEntry>().DocumentAlias("fact").Duplicate(entry => entry.Position).Duplicate(entry => entry.Moment).Duplicate(entry => entry.ClaimsOn!)
            .Index(entry => new { entry.Negotiation, entry.Position }).FullTextIndex(entry => entry.Text);
        store.Projections.Add<FactIndexProjection>(ProjectionLifecycle.Inline);
        store.Projections.Add<TrackProjection>(ProjectionLifecycle.Inline);
        store.Projections.Add<NegotiationProjection>(ProjectionLifecycle.Inline);
        store.Projections.Errors.SkipApplyErrors = false;
        store.Projections.Errors.SkipSerializationErrors = false;
        store.Projections.Errors.SkipUnknownEvents = false;
    }
}
