using Negotiations.Domain.Facts;
using Negotiations.Domain.Knowledge;
using Negotiations.Domain.Ledgers;
using Negotiations.Domain.Time;
using static Negotiations.Domain.Tests.Scenario;

namespace Negotiations.Domain.Tests;

/// <summary>What sources cover: the silence of one that doesn't is not quiet.</summary>
public class CoverageRuleTests
{
    private static readonly RecordCoverage Record = new()
    {
        Negotiation = RussiaUkraine,
        Source = "A newspaper",
        From = Occurrence.Of("2024"),
        Until = Occurrence.Of("2025-05"),
        Tracks = OnRemains,
    };

    internal static RuleRows Rows => new()
    {
        Accepted = [new(Record, new CoverageRecorded("A newspaper", Occurrence.Of("2024"), Occurrence.Of("2025-05")))],
        Texts = [new("source", 200, text => Record with { Source = text })],
        Lists = [new("tracks", 0, count => Record with { Tracks = Many(count, i => Key.Of($"track-{i}")), Every = OnRemains })],
        Twice = [new("tracks", "remains", Record with { Tracks = [OnRemains[0], OnRemains[0]] })],
    };

    [Fact]
    public void It_ends_after_it_begins_and_is_on_a_track()
    {
        Given().When(Record with { Until = Occurrence.Of("2023") }).ThenRefused("empty-range", "until");
        Given().When(Record with { Tracks = [] }).ThenRefused("empty-list", "tracks", "no track yet");
        Given().When(Record with { Tracks = [], Every = [OnRemains[0], OnTalks[0]] }).Recorded().Tracks
            .ShouldBe([OnRemains[0], OnTalks[0]]);
    }

    [Fact]
    public void A_track_whose_only_source_stops_is_uncovered_and_not_dormant()
    {
        var talks = FactBuilder.Talks().On("2025-01-10");
        CoverageRecorded Until(string? until) => new CoverageRecorded("A Newspaper", Occurrence.Of("2024"),
            until is null ? null : Occurrence.Of(until)).On("2025-06-01");

        At(talks, Until("2025-02-28")).ShouldBe((Stage.Active, null), "2025-02-01");
        At("2025-03-05", talks, Until("2025-02-28")).ShouldBe((Stage.Active, Day("2025-03-01")));
        At("2025-08-01", talks, Until("2025-02-28")).ShouldBe((Stage.Uncovered, Day("2025-03-01")));
        At("2025-08-01", talks, Until(null)).ShouldBe((Stage.Dormant, null));
        At("2025-08-01", talks).ShouldBe((Stage.Dormant, null));
        At("2025-08-01", talks, Until("2025-02-28"), Of("Another", FactBuilder.Position("ua").On("2025-02-01")))
            .ShouldBe((Stage.Dormant, null));
        At("2025-08-01", talks, Until("2025-02-28"), Until(null)).ShouldBe((Stage.Dormant, null));
    }

    private static Fact Of(string publisher, Fact fact) =>
        fact with { Report = fact.Report! with { Source = new Source { Publisher = publisher } } };

    private static (Stage, DateOnly?) At(params Fact[] facts) => At("2025-02-01", facts);

    private static (Stage, DateOnly?) At(string day, params Fact[] facts) =>
        TrackStatus.Of(FactBuilder.Track(facts), Days.End(Day(day))) is var status ? (status.Stage, status.UncoveredSince) : default;

    private static DateOnly Day(string day) => DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture);
}
