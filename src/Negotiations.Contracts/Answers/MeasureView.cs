using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Negotiations.Domain;
using Negotiations.Domain.Claims;
using Negotiations.Domain.Ledgers;
using Negotiations.Domain.Time;

namespace Negotiations.Contracts.Answers;

/// <summary>A measure, every claim that is made for it, and whether they agree.</summary>
/// <param name="Measure">The address of the number.</param>
/// <param name="Status">Whether what is claimed agrees.</param>
/// <param name="Number">What the number is, as a range over what the claimants say; null where nothing is said, or it is no number.</param>
/// <param name="Accepted">The value that a person decided to use, while that stands.</param>
/// <param name="Claims">Every claim.</param>
/// <param name="Derived">What each speaker says through other measures, such as the sum of the stages.</param>
/// <param name="Reconciliation">The decision, if one was made and not taken back.</param>
public sealed record MeasureView(
    string Measure, ClaimStatus Status, Quantity? Number, ClaimValue? Accepted, IEnumerable<MeasureView.ClaimView> Claims,
    IEnumerable<MeasureView.DerivedView> Derived, MeasureView.DecisionView? Reconciliation)
{
    /// <summary>The number in words, such as <c>Exchange remains-1, from Russia to Ukraine, delivered</c>; told by lists of
    /// claims.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Title { get; init; }

    /// <summary>Of what is said of a measure.</summary>
    public static MeasureView Of(MeasureSummary standing) => new(
        standing.Measure.Text, standing.Status, standing.Number?.ToQuantity(), standing.Accepted,
        standing.Claims.Zip(standing.Places(), (claim, place) =>
            new ClaimView(claim.Value, claim.Claimant, claim.FactId, claim.Occurred, new SourceView(claim.Publisher, claim.Origin))
            {
                Series = place == SeriesPlace.Latest ? null : place,
                DeniedBy = claim.IsContested ? standing.Denials.GetValueOrDefault(claim.FactId, []).Select(FactView.Stated) : null,
            }),
        standing.Claims is not [] && standing.Measure is not (LegMeasure or ExchangeMeasure or ChildrenMeasure or CeasefireMeasure) ? []
            : standing.Votes.Where(vote => vote.Speaker != Vote.Nobody && vote.Total == vote.PerSide)
                .Select(vote => new DerivedView(vote.Speaker, vote.Total.ToQuantity())).Distinct(),
        standing.Decision is null ? null
            : new DecisionView(standing.Decision.Id, standing.Decision.Value, standing.Decision.Considered, standing.Decision.Rationale,
            standing.ReopenedBy));

    /// <summary>A measure and its negotiation.</summary>
    public sealed record Item(Key Negotiation, MeasureView Measure);

    /// <summary>One claimant's value.</summary>
    public sealed record ClaimView(ClaimValue Value, ActorKey? Claimant, Guid FactId, Occurrence Occurred, SourceView Source)
    {
        /// <summary>earlier or revised, where the same speaker gave a later number; left out where this is what they say now.</summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public SeriesPlace? Series { get; init; }

        /// <summary>Who says that it is not so; left out where nobody does.</summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public IEnumerable<JsonObject?>? DeniedBy { get; init; }
    }

    /// <summary>Where a claim was published; lists of claims tell the whole source, and the quotation.</summary>
    public sealed record SourceView(string? Publisher, Key? Origin)
    {
        /// <summary>The title of the publication.</summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public string? Title { get; init; }

        /// <summary>Where it can be read.</summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public string? Url { get; init; }

        /// <summary>When it became public.</summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public Occurrence? PublishedAt { get; init; }

        /// <summary>A short quotation.</summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public string? Quote { get; init; }
    }

    /// <summary>What a speaker says through other measures.</summary>
    public sealed record DerivedView(string Speaker, Quantity Value);

    /// <summary>What a person decided; contradicted by the facts in <c>reopenedBy</c>, it is open again.</summary>
    public sealed record DecisionView(Guid FactId, ClaimValue Value, IEnumerable<Guid> Considered, string Rationale,
        IEnumerable<Guid> ReopenedBy);
}
