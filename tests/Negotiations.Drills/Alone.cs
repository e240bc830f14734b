namespace Negotiations.Drills;

/// <summary>Tests that look at times, and so have the machine to themselves.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
