namespace Negotiations.Service.Deadlines;

/// <summary>
/// Look whether what is awaited on a track has come. Each deadline has one of these in the bus's durable schedule, saved with the fact that
/// set the date; what it finds is
/// decided by the track as it then is, so that what was met, moved or withdrawn meanwhile does not fire, and looking twice does no harm.
/// </summary>
/// <param name="Negotiation">The negotiation.</param>
/// <param name="Track">The home track of what is awaited.</param>
/// <param name="At">Not to be looked at before.</param>
/// <param name="Seen">How far the store had come when it was looked at last; null the first time.</param>
public sealed record ReviewDeadlines(string Negotiation, string Track, DateTimeOffset At, long? Seen = null);
