namespace Negotiations.Drills;

/// <summary>The real clock, set wrong.</summary>
internal sealed class JumpingClock : TimeProvider
{
    /// <summary>By how much it is wrong.</summary>
    public TimeSpan Offset { get; set; }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Offset;
}
