using System.Text.Json.Nodes;
using Negotiations.Contracts.Answers;
using Negotiations.Domain;
using Negotiations.Domain.Claims;
using Negotiations.Web.Parts;

namespace Negotiations.Web.Charts;

/// <summary>One voice on a number: who says it, and what.</summary>
/// <param name="Claimant">The actor or member; null for the publication's own voice.</param>
/// <param name="Publisher">Where it was published.</param>
/// <param name="Value">What is said.</param>
/// <param name="Fact">The fact in which it is said.</param>
public sealed record Voice(ActorKey? Claimant, string? Publisher, ClaimValue Value, Guid Fact)
{
    /// <summary>What each voice says now; what a later word of the same speaker replaced is left out.</summary>
    public static IReadOnlyList<Voice> Of(MeasureView measure) =>
        [.. (measure ?? throw new ArgumentNullException(nameof(measure))).Claims.Where(claim => claim.Series is null)
            .Select(claim => new Voice(claim.Claimant, claim.Source.Publisher, claim.Value, claim.FactId))
            .Concat(measure.Claims.Any() ? [] : measure.Derived.Select(derived => new Voice(
                ActorKey.TryParse(derived.Speaker, out var actor) ? actor : null, derived.Speaker, ClaimValue.Of(derived.Value),
                    Guid.Empty)))
            .DistinctBy(voice => (voice.Claimant, voice.Claimant is null ? voice.Publisher : null, voice.Value))];

    /// <summary>Who says that a number is not so; none where nobody does.</summary>
    public static IReadOnlyList<Voice> Denying(MeasureView measure) =>
        [.. (measure ?? throw new ArgumentNullException(nameof(measure))).Claims.SelectMany(claim => claim.DeniedBy ?? [], (claim,
            denial) => (claim, denial))
            .Where(one => one.denial is not null).Select(one => new Voice(
                (one.denial!["claimants"] as JsonArray)?.FirstOrDefault() is { } speaker ? ActorKey.Of(speaker.Text()) : null,
                one.denial.Text("publisher"), one.claim.Value, one.denial.Id("factId"))).DistinctBy(voice => voice.Fact)];
}
