using System.Text.Json;
using CsCheck;
using Negotiations.Contracts.Json;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Tracks;

namespace Negotiations.Domain.Tests;

/// <summary>Facts that are added one after another give the state that a fold of all of them gives.</summary>
public class CorrectedTrackTests
{
    [Fact]
    public void Every_step_is_the_fold_of_all_facts_until_then() =>
        Gen.Select(Generated.CorrectedFacts, Gen.Int[0, 100], Gen.Bool.Array[60]).Sample((generated, share, isSpokenOf) =>
        {
            var facts = generated.DistinctBy(fact => fact.Id).ToArray();
            var (first, rest) = (facts[..(facts.Length * share / 100)], facts[(facts.Length * share / 100)..]);
            // Which facts will be spoken of may be known or not, rightly or wrongly.
            var spokenOf = facts.Where((_, i) => isSpokenOf[i % isSpokenOf.Length]).Select(fact => fact.Id);
            var track = new CorrectedTrack(Fold(first), first, spokenOf);

            for (var i = 0; i < rest.Length; i++) Json(track.With(rest[i])).ShouldBe(Json(Fold([.. first, .. rest[..(i + 1)]])));
        });

    private static Track Fold(Fact[] facts) => Track.Fold(FactBuilder.Negotiation, FactBuilder.Remains, facts);

    private static string Json(Track track) => JsonSerializer.Serialize(track, Formats.Stored);
}
