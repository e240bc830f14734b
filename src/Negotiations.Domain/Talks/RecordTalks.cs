using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Negotiations.Domain.Claims;
using Negotiations.Domain.Commands;
using Negotiations.Domain.Facts;

namespace Negotiations.Domain.Talks;

/// <summary>Records that delegations met.</summary>
public sealed record RecordTalks : TrackCommand
{
    /// <summary>The round's id; a round that was scheduled keeps its id.</summary>
    public required Key Round { get; init; }

    /// <summary>How they met.</summary>
    public RoundFormat? Format { get; init; }

    /// <summary>Where they met.</summary>
    public Venue? Venue { get; init; }

    /// <summary>Who hosted them.</summary>
    public ImmutableArray<ActorKey> Hosts { get; init; } = [];

    /// <summary>Who met; at least one.</summary>
    public required ImmutableArray<Delegation> Delegations { get; init; }

    /// <summary>Who mediated, at the table or between the delegations.</summary>
    [OmittedWhileEmpty]
    public ImmutableArray<ActorKey> Mediators { get; init; } = [];

    /// <summary>The round of which this meeting was a part, such as the plenary that followed it; the round must be known.</summary>
    public Key? PartOf { get; init; }

    /// <summary>How long, in minutes.</summary>
    public Quantity? Duration { get; init; }

    /// <summary>What it meant for each track; the fact is appended to these tracks too.</summary>
    public ImmutableArray<Outcome> Outcomes { get; init; } = [];

    /// <summary>What else is said of it, up to 2,000 characters.</summary>
    public string? Summary { get; init; }

    /// <inheritdoc/>
    public override ImmutableArray<Key> Concerns => [.. Tracks.Concat(Outcomes.Select(outcome => outcome.Track)).Distinct()];

    /// <inheritdoc/>
    public override Thing? Makes => new Thing(ThingKind.Round, Round);

    /// <inheritdoc/>
    [JsonIgnore]
    public override ImmutableArray<Thing> AlsoNames => PartOf is null ? [] : [new Thing(ThingKind.Round, PartOf)];

    /// <inheritdoc/>
    public override IEnumerable<Refusal> Validate(DecisionContext context) =>
    [
        .. context.IsFree("round", new Thing(ThingKind.Round, Round)),
        .. Venue.Check(Venue),
        .. context.Knows("hosts", Hosts),
        .. context.Knows("mediators", Mediators),
        .. Whole(context),
        .. Checks.Count("delegations", Delegations, 1),
        .. Checks.Distinct("delegations", Delegations.Select(delegation => delegation.Party)),
        .. Checks.Distinct("outcomes", Outcomes.Select(outcome => $"{outcome.Track} by {outcome.Claimant?.ToString() ?? "the report"}")),
        .. Delegations.SelectMany((delegation, i) => Of(delegation, $"delegations[{i}]", context)),
        .. Checks.Count("outcomes", Outcomes),
        .. Outcomes.SelectMany((outcome, i) => context.Knows($"outcomes[{i}].claimant", outcome.Claimant)),
        .. Checks.Text("summary", Summary, Checks.TextLimit),
    ];

    /// <inheritdoc/>
    public override Fact Handle(DecisionContext context) =>
        new TalksHeld(Round, Format, Venue, Hosts, Delegations, Duration, Outcomes, Summary) { Mediators = Mediators, PartOf = PartOf };

    private IEnumerable<Refusal> Whole(DecisionContext context)
    {
        if (PartOf is null) return [];
        if (PartOf == Round)
            return [Refusal.Rule("part-of-itself", "partOf", "a meeting is no part of itself: name the round that it belonged to")];
        return context.Tracks.Any(track => track.Find<Round>(PartOf)?.Held?.PartOf is not null)
            ? [Refusal.Rule("part-of-a-part", "partOf", $"'{PartOf}' is itself a part of a round: name that round")]
            : context.Holds("partOf", new Thing(ThingKind.Round, PartOf));
    }

    private static IEnumerable<Refusal> Of(Delegation delegation, string field, DecisionContext context) =>
        context.Knows($"{field}.party", delegation.Party)
            .Concat(context.Knows($"{field}.head", delegation.Head))
            .Concat(context.Knows($"{field}.members", delegation.Members));
}
