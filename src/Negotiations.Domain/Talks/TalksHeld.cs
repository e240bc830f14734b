using System.Collections.Immutable;
using Negotiations.Domain.Claims;
using Negotiations.Domain.Facts;

namespace Negotiations.Domain.Talks;

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
    /// <summary>Who mediated, at the table or between the delegations.</summary>
    [OmittedWhileEmpty]
    public ImmutableArray<ActorKey> Mediators { get; init; } = [];

    /// <summary>The round of which this meeting was a part; null where it was a round of its own.</summary>
    public Key? PartOf { get; init; }

    /// <inheritdoc/>
    public override Thing? Makes => new Thing(ThingKind.Round, Round);

    /// <inheritdoc/>
    public override bool IsActivity => true;

    /// <inheritdoc/>
    public override IEnumerable<Thing> AlsoNames() => PartOf is null ? [] : [new Thing(ThingKind.Round, PartOf)];

    /// <inheritdoc/>
    protected override IEnumerable<ActorKey?> NamedActors() =>
        [.. Hosts, .. Mediators,
        .. Delegations.SelectMany(delegation => delegation.Members.Prepend(delegation.Party).Append(delegation.Head)),
        .. Outcomes.Select(outcome => outcome.Claimant)];

    /// <inheritdoc/>
    protected override IEnumerable<string?> OwnTexts() => [Venue?.Name, .. Outcomes.Select(outcome => Words.Of(outcome.Result)), Summary];

    /// <inheritdoc/>
    protected override string Say(Narrator narrator) =>
        narrator.Do([.. Delegations.Select(delegation => delegation.Party)], "holds", "hold")
        + (Format switch
        {
            null => " talks",
            RoundFormat.Summit => " a summit",
            RoundFormat.BackChannel => " back-channel talks",
            _ => $" {Words.Of(Format.Value)} talks",
        })
        + With(" in ", Venue?.Name) + (Hosts is [] ? "" : $", hosted by {narrator.Names(Hosts)}")
        + (Mediators is [] ? "" : $", mediated by {narrator.Names(Mediators)}")
        + With(", for ", Duration is null or { Form: QuantityForm.Unknown } ? null : new Noun("minute", "minutes").Counted(Duration))
        + (PartOf is null ? $" (round {Round})" : $" (meeting {Round} of round {PartOf})");

    /// <inheritdoc/>
    protected override IEnumerable<(Measure, ClaimValue, ActorKey?)> States()
    {
        if (Duration is not null) yield return (Measure.Duration(Round), ClaimValue.Of(Duration), null);
        foreach (var outcome in Outcomes)
            yield return (Measure.Outcome(Round, outcome.Track), ClaimValue.Of(outcome.Result), outcome.Claimant);
    }
}
