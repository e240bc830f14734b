namespace Negotiations.Domain;

/// <summary>A line of diplomacy is put on hold.</summary>
/// <param name="By">Who put it on hold; null when nobody says.</param>
/// <param name="Reason">Why, up to 2,000 characters.</param>
public sealed record TrackSuspended(ActorKey? By, string Reason) : Fact
{
    /// <inheritdoc/>
    public override string Describe() => "Track suspended" + (By is null ? "" : $" by {By}") + $": {Reason}";
}

/// <summary>A line of diplomacy goes on.</summary>
/// <param name="Reason">Why, up to 2,000 characters.</param>
public sealed record TrackResumed(string? Reason) : Fact
{
    /// <inheritdoc/>
    public override string Describe() => "Track resumed" + (Reason is null ? "" : $": {Reason}");
}

/// <summary>A line of diplomacy has ended.</summary>
/// <param name="Outcome">How.</param>
/// <param name="Reason">Why, up to 2,000 characters.</param>
public sealed record TrackClosed(TrackOutcome Outcome, string Reason) : Fact
{
    /// <inheritdoc/>
    public override string Describe() => $"Track closed ({Words.Of(Outcome)}): {Reason}";
}

/// <summary>How a line of diplomacy ended.</summary>
public enum TrackOutcome
{
    /// <summary>What it was for is done.</summary>
    Completed,

    /// <summary>It broke down.</summary>
    Collapsed,

    /// <summary>It goes on within another track.</summary>
    Merged,

    /// <summary>Events have overtaken it.</summary>
    Overtaken,
}
