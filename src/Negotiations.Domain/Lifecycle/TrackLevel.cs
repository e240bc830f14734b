namespace Negotiations.Domain.Lifecycle;

/// <summary>How official a track is.</summary>
public enum TrackLevel
{
    /// <summary>Track One: governments.</summary>
    One,

    /// <summary>Track One and a Half: officials in a private capacity.</summary>
    OneAndAHalf,

    /// <summary>Track Two: no officials.</summary>
    Two,
}
