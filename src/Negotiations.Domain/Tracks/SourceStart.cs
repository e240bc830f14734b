namespace Negotiations.Domain.Tracks;

/// <summary>Since when a source reports on a track.</summary>
/// <param name="Source">The source, as it is compared.</param>
/// <param name="Day">The day of the first fact that it reports.</param>
public sealed record SourceStart(string Source, DateOnly Day);
