using System.Collections.Immutable;
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
    public override IEnumerable<Refusal> Validate(DecisionContext context) =>
    [
        .. context.IsFree("round", new Thing(ThingKind.Round, Round)),
        .. Venue.Check(Venue),
        .. context.Knows("hosts", Hosts),
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
        new TalksHeld(Round, Format, Venue, Hosts, Delegations, Duration, Outcomes, Summary);

    private static IEnumerable<Refusal> Of(Delegation delegation, string field, DecisionContext context) =>
        context.Knows($"{field}.party", delegation.Party)
            .Concat(context.Knows($"{field}.head", delegation.Head))
            .Concat(context.Knows($"{field}.members", delegation.Members));
}
