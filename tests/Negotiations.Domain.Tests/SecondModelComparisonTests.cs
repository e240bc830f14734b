using System.Text.Json;
using System.Text.Json.Nodes;
using Negotiations.Contracts.Json;
using Negotiations.Domain.Catalog;
using Negotiations.Domain.Claims;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Ledgers;
using Negotiations.Domain.Tests.SecondModel;
using Negotiations.Domain.Time;
using Negotiations.Domain.Tracks;

namespace Negotiations.Domain.Tests;

/// <summary>The derivation held against one that was written apart from it, over many histories and viewpoints.</summary>
public class SecondModelComparisonTests
{
    private const int Count = 400, DailyCount = 150, DailyLength = 180;
    private static readonly DateTimeOffset Now = new(2025, 9, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Both_say_the_same_of_every_history_from_every_viewpoint()
    {
        for (var number = 0; number < Count; number++)
        {
            var facts = Histories.Of(number);
            var stored = facts.Select(Stored).ToArray();
            foreach (var from in ViewpointsOf(facts, number))
            {
                var model = ModelTrack.Look(stored, "remains", from.AsOf, from.KnownAt, from.RecordedUntil, Now);
                Lines(Ledger(facts, from), from).ShouldBe(Lines(model), $"history {number} from {from}:\n" + Told(stored));
            }
        }
    }

    [Fact]
    public void Both_say_the_same_of_every_day_one_after_another()
    {
        for (var number = 0; number < DailyCount; number++)
        {
            var facts = Histories.Of(number);
            var stored = facts.Select(Stored).ToArray();
            var first = facts.Min(fact => fact.Day()).AddDays(-1);
            List<(string Stage, DateOnly Since)> spans = [("exploratory", first)];
            foreach (var (day, stage) in ModelTrack.Stages(stored, "remains", first, DailyLength))
            {
                if (stage != spans[^1].Stage) spans.Add((stage, day));
                var status = TrackStatus.Of(Ledger(facts, new Viewpoint(day)), Days.End(day));
                Spans(status).ShouldBe(spans.Skip(1), $"history {number} as of {day:yyyy-MM-dd}:\n" + Told(stored));
            }
        }
    }

    private static IEnumerable<Viewpoint> ViewpointsOf(Fact[] facts, int number)
    {
        var fact = facts[number % facts.Length];
        return [Viewpoint.Now, new Viewpoint(fact.Day()), new Viewpoint(fact.Day().AddDays(90 + (number % 60))),
            new Viewpoint(KnownAt: fact.KnownByItself()),
            new Viewpoint(fact.Day(), fact.KnownByItself().AddDays(3), fact.Recorded.At.AddDays(5))];
    }

    private static ModelFact Stored(Fact fact) => new(FactTypes.All.First(type => type.Fact == fact.GetType()).StoredName,
        (JsonObject)JsonSerializer.SerializeToNode(fact, fact.GetType(), Formats.Stored)!);

    // While nothing has happened there may be no span.
    private static IEnumerable<(string Stage, DateOnly Since)> Spans(TrackStatus status) =>
        status.Stages.SkipWhile(span => span.Stage == Stage.Exploratory).Select(span => (Words.Of(span.Stage), span.From));

    private static string Told(ModelFact[] facts) =>
        string.Join('\n', facts.Select(fact => $"{fact.StoredName} {fact.Json.ToJsonString()}"));

    private static TrackLedger Ledger(Fact[] facts, Viewpoint from) =>
        TrackLedger.Of(Track.Fold(FactBuilder.Negotiation, FactBuilder.Remains, facts, from));

    private static string[] Lines(TrackLedger ledger, Viewpoint from)
    {
        var instant = from.AsOf is { } day ? Days.End(day) : Now;
        var status = TrackStatus.Of(ledger, instant);
        return
        [
            $"stage {Words.Of(status.Stage)}",
            $"since {(status.Stage == Stage.Exploratory ? null : status.Since):yyyy-MM-dd}",
            $"overdue {string.Join(' ', status.Overdue.Select(due => due.Thing.ToString()).Order(StringComparer.Ordinal))}",
            .. ledger.Book.All().Where(measure => measure.Claims is not []).Select(Line).Order(StringComparer.Ordinal),
            .. ledger.Exchanges.SelectMany(exchange => exchange.Legs.Select(leg =>
                $"{exchange.Exchange}/{leg.Leg.Leg}: agreed {Text(leg.Agreed)}"
                + $" delivered {Text(leg.Delivered)} outstanding {Text(leg.Outstanding)} {Words.Of(leg.Status)} {exchange.IsContested}"))
                .Order(StringComparer.Ordinal),
            .. ledger.Lists.Select(list => $"list {list.List.List}: {Text(list.Listed)} {Text(list.Reviewed)} {Text(list.Returned)}"
                + $" {Words.Of(list.Status)} {list.IsContested}"),
            .. ledger.Promises.Where(promise => promise.Thing.Kind == ThingKind.Commitment)
                .Select(promise => $"commitment {promise.Thing.Id}: {promise.Status} {promise.IsContested}"),
            .. MoreLines(ledger.Track, status, instant),
        ];
    }

    private static IEnumerable<string> MoreLines(Track track, TrackStatus status, DateTimeOffset instant) =>
    [
        $"stalled {status.Stalled} uncovered {status.UncoveredSince:yyyy-MM-dd}",
        .. track.Proposals.Where(proposal => proposal.Value.Made is not null)
            .Select(proposal => $"proposal {proposal.Key}: {Words.Of(proposal.Value.StatusAt(instant))}").Order(StringComparer.Ordinal),
        .. track.Agreements.Where(agreement => agreement.Value.Signed is not null)
            .Select(agreement => $"agreement {agreement.Key}: {agreement.Value.Status}").Order(StringComparer.Ordinal),
        .. track.Positions.Select(position => $"position {position.Key} {position.Value.Id}").Order(StringComparer.Ordinal),
    ];

    private static string Line(MeasureSummary measure) =>
        $"{measure.Measure}: {Words.Of(measure.Status)} {Text(measure.Number)} "
        + string.Join(' ', measure.Claims.Select(claim => $"{claim.Claimant}/{claim.FactId}/{claim.IsContested}")
            .Order(StringComparer.Ordinal));

    private static string[] Lines(ModelView view) =>
    [
        $"stage {view.Stage}", $"since {(view.Stage == "exploratory" ? null : view.Since):yyyy-MM-dd}",
        $"overdue {string.Join(' ', view.Overdue)}",
        .. view.Measures.Where(measure => measure.Value.Claims.Count > 0).Select(Line).Order(StringComparer.Ordinal),
        .. view.Legs.Select(leg => $"{leg.Key}: agreed {Text(leg.Value.Agreed)} delivered {Text(leg.Value.Delivered)} outstanding "
            + $"{Text(leg.Value.Outstanding)} {leg.Value.Status} {leg.Value.Contested}").Order(StringComparer.Ordinal),
        .. view.Lists.Select(list => $"list {list.Key}: {Text(list.Value.Listed)} {Text(list.Value.Reviewed)} {Text(list.Value.Returned)}"
            + $" {list.Value.Status} {list.Value.Contested}"),
        .. view.Commitments.Select(commitment => $"commitment {commitment.Key}: {commitment.Value.Status} {commitment.Value.Contested}"),
        $"stalled {view.IsStalled} uncovered {view.UncoveredSince:yyyy-MM-dd}",
        .. view.Proposals.Select(proposal => $"proposal {proposal.Key}: {proposal.Value}").Order(StringComparer.Ordinal),
        .. view.Agreements.Select(agreement => $"agreement {agreement.Key}: {agreement.Value}").Order(StringComparer.Ordinal),
        .. view.Positions.Select(position => $"position {position.Key} {position.Value}").Order(StringComparer.Ordinal),
    ];

    private static string Line(KeyValuePair<string, ModelMeasure> measure) =>
        $"{measure.Key}: {measure.Value.Status} {(measure.Value.Low is { } low ? $"{low}..{measure.Value.High}" : "-")} "
        + string.Join(' ', measure.Value.Claims.Select(claim => $"{claim.Claimant}/{claim.FactId}/{claim.Contested}")
            .Order(StringComparer.Ordinal));

    private static string Text(NumberRange? range) => range is { } known ? $"{known.Low}..{known.High}" : "-";

    private static string Text(ModelRange? range) => range is { } known ? $"{known.Low}..{known.High}" : "-";
}
