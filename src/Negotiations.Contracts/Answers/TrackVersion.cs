using Negotiations.Domain;

namespace Negotiations.Contracts.Answers;

/// <summary>A track and a version of it.</summary>
/// <param name="Track">The track.</param>
/// <param name="Version">How many facts it holds.</param>
public sealed record TrackVersion(Key Track, long Version);
