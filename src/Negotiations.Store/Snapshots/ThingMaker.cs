using System.Collections.Immutable;
using Negotiations.Domain;

namespace Negotiations.Store.Snapshots;

/// <summary>A fact that makes a thing.</summary>
/// <param name="Fact">The fact.</param>
/// <param name="IsPlan">Whether it only plans it.</param>
/// <param name="Tracks">The tracks that it concerns, the home track first.</param>
internal sealed record ThingMaker(Guid Fact, bool IsPlan, ImmutableArray<Key> Tracks);
