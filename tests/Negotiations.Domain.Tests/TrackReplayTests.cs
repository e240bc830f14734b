using System.Text.Json;
using CsCheck;
using Negotiations.Contracts.Json;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Knowledge;
using Negotiations.Domain.Time;
using Negotiations.Domain.Tracks;

namespace Negotiations.Domain.Tests;

/// <summary>Step by step is the same as from the beginning, at every step.</summary>
public class TrackReplayTests
{
    [Fact]
    public void Through_the_world_every_step_is_the_state_as_of_its_day() =>
        Gen.Select(Generated.CorrectedFacts, Generated.Day, Gen.Int[0, 100]).Sample((facts, day, hours) =>
        {
            var viewpoint = new Viewpoint(KnownAt: FactBuilder.Start.AddHours(hours));
            var replay = TrackReplay.OverWorld(FactBuilder.Negotiation, FactBuilder.Remains, facts, viewpoint);

            foreach (var step in Enumerable.Range(0, 5).Select(i => day.AddDays(i * 60)))
            {
                replay.Advance(ReplayMoment.EndOf(Days.End(step)));
                Json(replay.State)
                    .ShouldBe(Json(Track.Fold(FactBuilder.Negotiation, FactBuilder.Remains, facts, viewpoint with { AsOf = step })));
            }
        });

    [Fact]
    public void Through_knowledge_every_step_is_the_state_as_known_then() =>
        Gen.Select(Generated.CorrectedFacts, Generated.Day).Sample((facts, day) =>
        {
            var viewpoint = new Viewpoint(AsOf: day);
            var replay = TrackReplay.OverKnowledge(FactBuilder.Negotiation, FactBuilder.Remains, facts, viewpoint);

            foreach (var step in Enumerable.Range(-10, 30).Select(i => FactBuilder.Start.AddHours(i * 10)))
            {
                replay.Advance(ReplayMoment.EndOf(step));
                Json(replay.State)
                    .ShouldBe(Json(Track.Fold(FactBuilder.Negotiation, FactBuilder.Remains, facts, viewpoint with { KnownAt = step })));
            }
        });

    [Fact]
    public void Each_fact_comes_once_and_in_order() =>
        Generated.CorrectedFacts.Sample(facts =>
        {
            var replay = TrackReplay.OverKnowledge(FactBuilder.Negotiation, FactBuilder.Remains, facts, Viewpoint.Now);
            var (told, moments) = (new List<Guid>(), new List<ReplayMoment>());

            while (replay.Next is { } next)
            {
                moments.Add(next);
                told.AddRange(replay.Advance(next).Select(fact => fact.Id));
            }

            // A fact whose confirmation lost its effect comes again when it becomes known by itself.
            told.Distinct().ShouldBe(facts.Where(fact => !fact.IsSetup).Select(fact => fact.Id), ignoreOrder: true);
            if (!facts.OfType<FactConfirmed>().Any()) told.ShouldBeUnique();
            moments.ShouldBe(moments.Order());
        });

    private static string Json(Track track) => JsonSerializer.Serialize(track, Formats.Stored);
}
