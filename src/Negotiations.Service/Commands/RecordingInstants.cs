namespace Negotiations.Service.Commands;

/// <summary>
/// Instants of recording: to the microsecond, never twice the same, and later than all in their streams, whichever host's clock set that.
/// What is recorded about a fact must be known later than the fact.
/// </summary>
internal sealed class RecordingInstants(TimeProvider clock)
{
    private long lastMicrosecond;

    /// <summary>The instant to record at, after the last one of the streams.</summary>
    public DateTimeOffset After(DateTimeOffset lastOfStreams)
    {
        var now = clock.GetUtcNow().UtcTicks / TimeSpan.TicksPerMicrosecond;
        long last, next;
        do
        {
            last = Interlocked.Read(ref lastMicrosecond);
            next = Math.Max(now, last + 1);
        }
        while (Interlocked.CompareExchange(ref lastMicrosecond, next, last) != last);
        return new DateTimeOffset(Math.Max(next,
            (lastOfStreams.UtcTicks / TimeSpan.TicksPerMicrosecond) + 1) * TimeSpan.TicksPerMicrosecond, TimeSpan.Zero);
    }
}
