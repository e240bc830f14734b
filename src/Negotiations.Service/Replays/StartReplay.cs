using Negotiations.Domain;
using Negotiations.Store.Verifying;

namespace Negotiations.Service.Replays;

/// <summary>Asks for a replay.</summary>
/// <param name="Mode">Whether it is only to look, or to repair.</param>
public sealed record StartReplay(ReplayMode Mode)
{
    /// <summary>The projection; null for all.</summary>
    public ReplayProjection? Projection { get; init; }

    /// <summary>The negotiation; null for all.</summary>
    public Key? Negotiation { get; init; }

    /// <summary>The track; null for all of the negotiation.</summary>
    public Key? Track { get; init; }
}
