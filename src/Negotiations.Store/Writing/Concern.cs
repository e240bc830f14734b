using System.Collections.Immutable;
using Negotiations.Domain;

namespace Negotiations.Store.Writing;

/// <summary>Which tracks a command concerns.</summary>
/// <param name="Tracks">Those on which its fact counts, the home track first.</param>
/// <param name="Further">Those that hold it only because it names something of theirs.</param>
/// <param name="HasIncident">Whether an incident that it names was reported.</param>
internal sealed record Concern(ImmutableArray<Key> Tracks, ImmutableArray<Key> Further, bool HasIncident);
