namespace Negotiations.Service.Commands;

/// <summary>
/// Instants of recording: to the microsecond, never twice the same, and later than all that their streams hold, whichever host wrote that
/// by whichever clock. What is said of a fact later must be known as later.
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
