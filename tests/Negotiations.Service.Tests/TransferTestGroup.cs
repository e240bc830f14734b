namespace Negotiations.Service.Tests;

/// <summary>Tests of exports and imports share two services and run one after another.</summary>
[CollectionDefinition]
public sealed class TransferTestGroup : ICollectionFixture<TwoServices>;
