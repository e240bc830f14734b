namespace Negotiations.Service.Tests;

/// <summary>Tests over RabbitMQ share one service and run one after another: there is one queue for commands.</summary>
[CollectionDefinition]
public sealed class RabbitTestGroup : ICollectionFixture<ServiceUnderTest>;
