using System.Collections.Immutable;

namespace Negotiations.Domain;

/// <summary>A meeting of delegations was proposed or agreed.</summary>
/// <param name="Round">The round's id.</param>
/// <param name="Planned">When it is to be held.</param>
/// <param name="Status">Whether the others agreed to it.</param>
/// <param name="By">Who proposed it; none when it is not said.</param>
/// <param name="Venue">Where it is to be held.</param>
/// <param name="Format">How the delegations are to meet.</param>
public sealed record RoundScheduled(
    Key Round, Occurrence Planned, RoundStatus Status, ImmutableArray<ActorKey> By, Venue? Venue, RoundFormat? Format) : Fact
{
    /// <inheritdoc/>
    public override (ThingKind Kind, Key Id)? Makes => (ThingKind.Round, Round);

    /// <inheritdoc/>
    public override bool IsPlan => true;

    /// <inheritdoc/>
    public override string Describe() => $"Round {Round} {Words.Of(Status)} for {Planned}";
}

/// <summary>A planned meeting was put off.</summary>
/// <param name="Round">The round's id.</param>
/// <param name="By">Who put it off.</param>
/// <param name="Planned">When it is to be held instead; null when nobody says.</param>
/// <param name="Reason">Why, up to 2,000 characters.</param>
public sealed record RoundPostponed(Key Round, ActorKey? By, Occurrence? Planned, string? Reason) : Fact
{
    /// <inheritdoc/>
    public override (ThingKind Kind, Key Id)? Names => (ThingKind.Round, Round);

    /// <inheritdoc/>
    public override string Describe() => $"Round {Round} postponed" + (Planned is null ? "" : $" to {Planned}");
}

/// <summary>Delegations met.</summary>
/// <param name="Round">The round's id.</param>
/// <param name="Format">How they met.</param>
/// <param name="Venue">Where they met.</param>
/// <param name="Hosts">Who hosted them.</param>
/// <param name="Delegations">Who met.</param>
/// <param name="Duration">How long, in minutes.</param>
/// <param name="Outcomes">What it meant for each track, by claimant.</param>
/// <param name="Summary">What else is said of it, up to 2,000 characters.</param>
public sealed record TalksHeld(
    Key Round, RoundFormat? Format, Venue? Venue, ImmutableArray<ActorKey> Hosts, ImmutableArray<Delegation> Delegations,
    Quantity? Duration, ImmutableArray<Outcome> Outcomes, string? Summary) : Fact
{
    /// <inheritdoc/>
    public override (ThingKind Kind, Key Id)? Makes => (ThingKind.Round, Round);

    /// <inheritdoc/>
    public override bool IsActivity => true;

    /// <inheritdoc/>
    public override string Describe() =>
        $"Talks held: {Round}" + (Venue is null ? "" : $" in {Venue.Name}") + $", {string.Join(" and ", Delegations.Select(delegation => delegation.Party))}";

    /// <inheritdoc/>
    protected override IEnumerable<(Measure, ClaimValue, ActorKey?)> States()
    {
        if (Duration is not null) yield return (Measure.Duration(Round), ClaimValue.Of(Duration), null);
        foreach (var outcome in Outcomes) yield return (Measure.Outcome(Round, outcome.Track), ClaimValue.Of(outcome.Result), outcome.Claimant);
    }
}

/// <summary>Where delegations meet.</summary>
/// <param name="Name">The place, up to 200 characters.</param>
/// <param name="Country">The country, as ISO 3166-1 alpha-2 or a name, up to 100 characters.</param>
public sealed record Venue(string Name, string? Country = null);

/// <summary>One side at the table.</summary>
/// <param name="Party">Whose delegation.</param>
/// <param name="Head">Who led it.</param>
public sealed record Delegation(ActorKey Party, ActorKey? Head = null)
{
    /// <summary>Its other members who are named in public.</summary>
    public ImmutableArray<ActorKey> Members { get; init; } = [];
}

/// <summary>What a round meant for a track.</summary>
/// <param name="Track">The track.</param>
/// <param name="Result">What came of it.</param>
/// <param name="Claimant">Whose word that is; null for the claimants of the report.</param>
public sealed record Outcome(Key Track, TalksResult Result, ActorKey? Claimant = null);

/// <summary>Whether a planned round stands.</summary>
public enum RoundStatus
{
    /// <summary>One side proposed it.</summary>
    Proposed,

    /// <summary>The sides agreed to it.</summary>
    Agreed,
}

/// <summary>How delegations meet.</summary>
public enum RoundFormat
{
    /// <summary>Face to face.</summary>
    Direct,

    /// <summary>Apart, with a go-between in the same place.</summary>
    Proximity,

    /// <summary>A mediator travels between them.</summary>
    Shuttle,

    /// <summary>Heads of state or government meet.</summary>
    Summit,

    /// <summary>Undisclosed contacts.</summary>
    BackChannel,
}

/// <summary>What came of a round.</summary>
public enum TalksResult
{
    /// <summary>A breakthrough.</summary>
    Breakthrough,

    /// <summary>Something was agreed.</summary>
    Agreement,

    /// <summary>Progress short of agreement.</summary>
    Progress,

    /// <summary>No progress.</summary>
    NoProgress,

    /// <summary>The talks broke down.</summary>
    Breakdown,
}
