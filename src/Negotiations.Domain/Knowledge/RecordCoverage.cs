using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Negotiations.Domain.Commands;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Time;

namespace Negotiations.Domain.Knowledge;

/// <summary>
/// Records what a source covers, so that its silence is told from quiet: a track whose sources have all ended is <c>uncovered</c>, not
/// dormant.
/// </summary>
public sealed record RecordCoverage : Command
{
    /// <summary>The publisher, or the agency that publications repeat, as reports name it, up to 200 characters.</summary>
    public required string Source { get; init; }

    /// <summary>From when it covers the tracks.</summary>
    public required Occurrence From { get; init; }

    /// <summary>Until when; without it, it still does.</summary>
    public Occurrence? Until { get; init; }

    /// <summary>The tracks; without them, every track that the negotiation has when this is recorded.</summary>
    public ImmutableArray<Key> Tracks { get; init; } = [];

    /// <summary>Every track of the negotiation, where the command names none.</summary>
    [JsonIgnore]
    public ImmutableArray<Key> Every { get; init; } = [];

    /// <inheritdoc/>
    public override ImmutableArray<Key> Concerns => Tracks is [] ? Every : Tracks;

    /// <inheritdoc/>
    public override IEnumerable<Refusal> Validate(DecisionContext context) =>
    [
        .. Checks.Text("source", Source, Checks.NameLimit),
        .. Checks.Count("tracks", Tracks),
        .. Checks.Distinct("tracks", Tracks),
        .. Concerns is [] ? [Refusal.Rule("empty-list", "tracks", "the negotiation has no track yet that could be covered")]
            : Array.Empty<Refusal>(),
        .. Until?.Latest < From.Earliest ? [Refusal.Rule("empty-range", "until", "it would end before it begins")]
            : Array.Empty<Refusal>(),
    ];

    /// <inheritdoc/>
    public override Fact Handle(DecisionContext context) => new CoverageRecorded(Source, From, Until);
}
