namespace Negotiations.Service.Deadlines;

/// <summary>
/// Check whether what is awaited on a track has come. Each deadline has one such message in the bus's durable schedule, saved with the fact
/// that set the date. The track's state at that time decides: what was met, moved or withdrawn does not fire, and checking twice does no
/// harm.
/// </summary>
/// <param name="Negotiation">The negotiation.</param>
/// <param name="Track">The home track of what is awaited.</param>
/// <param name="At">The earliest time to check.</param>
/// <param name="Seen">The store's last sequence at the previous check; null the first time.</param>
public sealed record ReviewDeadlines(string Negotiation, string Track, DateTimeOffset At, long? Seen = null);
