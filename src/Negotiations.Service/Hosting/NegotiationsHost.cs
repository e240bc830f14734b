using JasperFx;
using JasperFx.CodeGeneration;
using JasperFx.Events.Projections;
using Marten;
using Marten.Exceptions;
using Negotiations.Service.Access;
using Negotiations.Service.Bus;
using Negotiations.Service.Commands;
using Negotiations.Service.Deadlines;
using Negotiations.Service.Feeds;
using Negotiations.Service.Http;
using Negotiations.Service.Pages;
using Negotiations.Service.Queries;
using Negotiations.Service.Replays;
using Negotiations.Service.Sealing;
using Negotiations.Service.Transfer;
using Negotiations.Service.Transparency;
using Negotiations.Service.Witnessing;
using Negotiations.Store;
using Negotiations.Store.Following;
using Negotiations.Store.Log;
using Negotiations.Store.Snapshots;
using Negotiations.Store.SqlViews;
using Negotiations.Store.Transparency;
using Negotiations.Store.Verifying;
using Npgsql;
using Wolverine;
using Wolverine.ErrorHandling;
using Wolverine.Marten;

namespace Negotiations.Service.Hosting;

/// <summary>Puts the host together: store, bus and endpoints.</summary>
internal static class NegotiationsHost
{
    /// <summary>The setting for the schema of the store, and the schema where it is not set.</summary>
    public const string Schema = "Store:Schema", DefaultSchema = "negotiations";

    private const string ManyHosts = "Bus:ManyHosts";

    // Enough for a hundred writers on one track from several hosts; within a host, locks make commands queue.
    private static readonly TimeSpan[] Cooldowns =
        [.. new[] { 5, 10, 20, 40, 80, 160, 320, 640, 1000, 1000 }.Select(milliseconds => TimeSpan.FromMilliseconds(milliseconds))];

    private static readonly TimeSpan[] Waits = [.. new[] { 5, 30, 120, 600 }.Select(seconds => TimeSpan.FromSeconds(seconds))];

    /// <summary>Registers everything.</summary>
    /// <param name="builder">The host.</param>
    /// <param name="owner">How to connect as the owner of the store.</param>
    /// <param name="connection">How to connect as the service.</param>
    public static void AddNegotiations(this WebApplicationBuilder builder, string owner, string connection)
    {
        var (schema, manyHosts) = (builder.Configuration[Schema] ?? DefaultSchema, builder.Configuration.GetValue<bool>(ManyHosts));
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<IDeadlineSchedule, DeadlineSchedule>().AddSingleton<Recorder>().AddSingleton<CommandGroups>()
            .AddSingleton<CommandTrials>();
        builder.Services.AddSingleton<HighWaterMark>();
        builder.Services.AddSingleton(new StoreWatchSettings(
            Path.Combine(Folders.KeysOf(builder.Configuration), "store"),
            Database.MostSkew(builder.Configuration)));
        builder.Services.AddSingleton<StoreWatch>().AddHostedService(services => services.GetRequiredService<StoreWatch>());
        builder.Services.AddSingleton<CallerTurns>();
        builder.Services.AddHealthChecks().AddNegotiations();
        builder.Services.AddNegotiationsErrors();
        builder.Services.AddApiReference();
        builder.Services.AddHttpPipeline(builder.Configuration);
        builder.AddAccess();
        builder.Services.AddPages();
        builder.Services.AddSingleton(new RabbitLink(builder.Configuration.Broker()));
        builder.Services
            .AddMarten(store =>
            {
                StoreSetup.Configure(store, StoreSetup.Tuned(connection), schema, StoredDocuments.Configure);
                store.AutoCreateSchemaObjects = AutoCreate.None;
            })
            .UseLightweightSessions()
            .IntegrateWithWolverine(bus =>
                (bus.MessageStorageSchemaName, bus.TransportSchemaName, bus.UseWolverineManagedEventSubscriptionDistribution,
                bus.AutoCreate) = ($"{schema}_bus", $"{schema}_bus", true, AutoCreate.CreateOrUpdate))
            .PublishFacts(builder.Configuration);
        builder.Services.AddSingleton(new StoreOwner(StoreSetup.Tuned(owner), Database.MostSkew(builder.Configuration),
            StoredDocuments.Configure));
        builder.Services.AddSingleton(services =>
            new SqlViewSetup(StoreSetup.Tuned(owner), schema, SqlViewSetup.SchemaOf(schema, builder.Configuration),
            services.GetRequiredService<ILogger<SqlViewSetup>>()));
        builder.Services.AddHostedService(services => services.GetRequiredService<SqlViewSetup>());
        builder.Services.AddSingleton<SnapshotMender>();
        builder.Services.AddSingleton(services =>
            new Replayer(services.GetRequiredService<IDocumentStore>(), services.GetRequiredService<StoreOwner>(),
            services.GetRequiredService<SnapshotMender>(), services.GetRequiredService<SqlViewSetup>(),
            services.GetRequiredService<RecordLog>(),
            new CheckpointComparison(services.GetRequiredService<CheckpointFile>())));
        builder.Host.UseWolverine(bus =>
        {
            Configure(bus, manyHosts);
            bus.ListenToQueues(builder.Configuration);
        });
        builder.Services.AddHostedService<SenderRights>();
        builder.Services.AddHostedService(services => services.GetRequiredService<OperatorKey>());
        builder.Services.AddSingleton<MasterKeys>().AddSingleton<ListKeys>().AddHostedService<KeyReconciliation>();
        builder.Services.AddHostedService<ReplayStart>();
        builder.Services.AddHostedService<StoreGauges>();
        builder.Services.AddSingleton(services =>
            new RecordLog(services.GetRequiredService<IDocumentStore>(), LoggedDocuments.All, services.GetRequiredService<TimeProvider>()));
        builder.Services.AddSingleton(new CheckpointFile(Folders.KeysOf(builder.Configuration)));
        builder.Services.AddSingleton<LogKeys>().AddSingleton<ExportProofs>()
            .AddSingleton<Witnesses>().AddSingleton<WitnessedLogs>().AddSingleton<TimeStamps>().AddSingleton<LogFollower>()
            .AddHostedService(services => services.GetRequiredService<LogFollower>());
        builder.AddObservability();
        builder.Services.AddSingleton<ProjectionWatch>();
        builder.Services.AddHostedService(services => services.GetRequiredService<ProjectionWatch>());
        builder.Services.AddSingleton<IObserver<ShardState>>(services => services.GetRequiredService<ProjectionWatch>());
        builder.WebHost.ConfigureKestrel((context, kestrel) => HttpPipeline.Limit(kestrel, context.Configuration));
    }

    /// <summary>Maps every endpoint.</summary>
    public static void UseNegotiations(this WebApplication app)
    {
        StoreMemory.Limit(app.Services.GetRequiredService<IDocumentStore>(), app.Configuration.GetValue<int?>("Memory:Megabytes"),
            app.Configuration.GetValue<int?>("Memory:Facts"));
        app.UseHttpPipeline();
        PageRoutes.Map(app);
        CommandEndpoints.Map(app);
        NegotiationEndpoint.Map(app);
        BoardEndpoint.Map(app);
        TrackEndpoint.Map(app);
        RoundEndpoint.Map(app);
        TimelineEndpoint.Map(app);
        ChangesEndpoints.Map(app);
        StagesEndpoint.Map(app);
        DaysEndpoint.Map(app);
        FacetsEndpoint.Map(app);
        ActorsEndpoint.Map(app);
        MeasureEndpoint.Map(app);
        PositionEndpoint.Map(app);
        ProposalEndpoints.Map(app);
        AgreementEndpoints.Map(app);
        ClaimEndpoint.Map(app);
        LedgerEndpoints.Map(app);
        CommitmentEndpoints.Map(app);
        CalendarEndpoints.Map(app);
        FactEndpoints.Map(app);
        ProofEndpoint.Map(app);
        LogEndpoints.Map(app);
        WitnessEndpoint.Map(app);
        SealedListEndpoints.Map(app);
        KeyEndpoints.Map(app);
        AuditEndpoint.Map(app);
        ReplayEndpoints.Map(app);
        DeadLetterEndpoints.Map(app);
        TimeMachine.Map(app);
        FactStream.Map(app);
        FactFeeds.Map(app);
        AgendaFeed.Map(app);
        Export.Map(app);
        Import.Map(app);
        CsvExport.Map(app);
        Health.Map(app);
        ApiReference.Map(app);
    }

    private static void Configure(WolverineOptions bus, bool manyHosts)
    {
        bus.ApplicationAssembly = typeof(NegotiationsHost).Assembly;
        bus.CodeGeneration.TypeLoadMode = TypeLoadMode.Static;
        bus.Durability.Mode = manyHosts ? DurabilityMode.Balanced : DurabilityMode.Solo;
        bus.Durability.ScheduledJobPollingTime = TimeSpan.FromSeconds(1);
        // A killed host's messages are taken over by another, or by itself after a restart, within half a minute.
        bus.Durability.FirstHealthCheckExecution = TimeSpan.FromSeconds(1);
        bus.Durability.HealthCheckPollingTime = TimeSpan.FromSeconds(3);
        bus.Durability.StaleNodeTimeout = TimeSpan.FromSeconds(10);
        // The message of an exception may hold what was sent.
        bus.Tracking.RecordExceptionsOnSpans = false;
        bus.DefaultSerializer = new QuietSerializer();
        bus.Policies.AddMiddleware(typeof(InsideOnly), chain => InsideOnly.IsFor(chain.MessageType));
        bus.Policies.ForwardHandledTypes(new EveryCommand());
        bus.Policies.UseDurableLocalQueues();
        bus.Policies.MessageExecutionLogLevel(LogLevel.None);
        bus.Policies.MessageSuccessLogLevel(LogLevel.None);
        bus.Policies.MessageFailureLogLevel(LogLevel.Debug);
        bus.OnException<ConcurrencyException>()
            .Or<ExistingStreamIdCollisionException>()
            .Or<StreamLockedException>()
            .Or<JasperFx.Events.ExistingStreamIdCollisionException>()
            .Or<JasperFx.Events.StreamLockedException>()
            .Or<DocumentAlreadyExistsException>()
            .Or<StaleSnapshotException>()
            .Or<PostgresException>(IsOfRace).OrInner<PostgresException>(IsOfRace)
            .RetryWithCooldown(Cooldowns).WithFullJitter();
        // Messages from a queue wait until the database is back; direct callers get an error and may retry.
        bus.OnException<NpgsqlException>().OrInner<NpgsqlException>().Or<OutcomeUnknownException>().Or<TimeoutException>()
            .Or<OperationCanceledException>().ScheduleRetryIndefinitely(Waits);
    }

    // Somebody else was quicker: decided again, it may be fine.
    private static bool IsOfRace(PostgresException fault) => fault.SqlState is PostgresErrorCodes.UniqueViolation
        or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected;
}
