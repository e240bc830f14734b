using System.Collections.Immutable;
using System.Text.Json.Serialization;
using JasperFx.Metadata;

namespace Negotiations.Store.Verifying;

/// <summary>A replay that somebody asked for, and how far it has come. It is kept in the store, so that it survives a restart.</summary>
public sealed record ReplayJob : IVersioned
{
    /// <summary>Differences beyond so many are counted, not listed.</summary>
    public const int Listed = 500;

    /// <summary>The job.</summary>
    public required Guid Id { get; init; }

    /// <summary>Whether it only looks or also repairs.</summary>
    public required ReplayMode Mode { get; init; }

    /// <summary>The projection; null for all.</summary>
    public ReplayProjection? Projection { get; init; }

    /// <summary>The negotiation; null for all.</summary>
    public string? Negotiation { get; init; }

    /// <summary>The track; null for all of the negotiation, and its own stream.</summary>
    public string? Track { get; init; }

    /// <summary>Where it stands.</summary>
    public ReplayStatus Status { get; init; } = ReplayStatus.Queued;

    /// <summary>What it is doing.</summary>
    public ReplayPhase Phase { get; init; }

    /// <summary>Up to where the phase has come: a stream, a fact, a sequence.</summary>
    public string Position { get; init; } = "";

    /// <summary>Events gone through.</summary>
    public long Done { get; init; }

    /// <summary>Events to go through, as counted at the start.</summary>
    public long Total { get; init; }

    /// <summary>How many differences were found.</summary>
    public long DifferenceCount { get; init; }

    /// <summary>How many of them are events that are not as they were recorded.</summary>
    public long EventFaults { get; init; }

    /// <summary>The first of them.</summary>
    public ImmutableArray<Difference> Differences { get; init; } = [];

    /// <summary>How many documents were mended.</summary>
    public long Mended { get; init; }

    /// <summary>
    /// How many events and entries came after the last checkpoint outside the database, so that nothing contradicts a change of them; null
    /// where the log was not looked at.
    /// </summary>
    public long? Unproven { get; init; }

    /// <summary>When it was asked for, UTC.</summary>
    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>When it began, UTC.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it last came further, UTC.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>When it ended, UTC.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Why it failed.</summary>
    public string? Fault { get; init; }

    /// <summary>For the store's check of concurrent changes.</summary>
    public Guid Version { get; set; }

    /// <summary>Whether it has ended, in whichever way.</summary>
    [JsonIgnore]
    public bool IsFinished => Status is ReplayStatus.Completed or ReplayStatus.Failed or ReplayStatus.Cancelled;

    /// <summary>With further events gone through and what was found in them.</summary>
    public ReplayJob With(long events, IReadOnlyCollection<Difference> found, long mended) => this with
    {
        Done = Done + events,
        DifferenceCount = DifferenceCount + found.Count,
        EventFaults = EventFaults + found.Count(difference => difference.Projection is null),
        Differences = [.. Differences, .. found.Take(Math.Max(0, Listed - Differences.Length))],
        Mended = Mended + mended,
    };

    /// <summary>At the beginning of a phase.</summary>
    public ReplayJob In(ReplayPhase phase) => this with { Phase = phase, Position = "" };

    /// <summary>Whether a whole new index of facts is built beside the current one; a part of it is mended in place.</summary>
    [JsonIgnore]
    public bool BuildsIndex => this is { Mode: ReplayMode.Rebuild, Negotiation: null } && Covers(ReplayProjection.Timeline);

    /// <summary>Whether a projection is asked for.</summary>
    public bool Covers(ReplayProjection projection) => Projection is null || Projection == projection;
}
