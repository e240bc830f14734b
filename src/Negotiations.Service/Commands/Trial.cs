using System.Collections.Immutable;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Tracks;

namespace Negotiations.Service.Commands;

/// <summary>What commands would do, if they were recorded.</summary>
/// <param name="Decisions">What was decided on each.</param>
/// <param name="Facts">The facts that they would become.</param>
/// <param name="Tracks">The tracks that would change, before and after.</param>
internal sealed record Trial(ImmutableArray<Decision> Decisions, ImmutableArray<Fact> Facts, ImmutableArray<(Track Before,
    Track After)> Tracks);
