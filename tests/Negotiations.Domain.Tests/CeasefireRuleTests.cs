using Negotiations.Domain.Ceasefires;
using Negotiations.Domain.Context;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Knowledge;
using Negotiations.Domain.Time;
using static Negotiations.Domain.Tests.Scenario;

namespace Negotiations.Domain.Tests;

/// <summary>Ceasefires: declared, broken and ended.</summary>
public class CeasefireRuleTests
{
    private static readonly Key Easter = Key.Of("easter"), May = Key.Of("may"), Shots = Key.Of("shots"), Mortars = Key.Of("mortars");
    private static readonly Occurrence From = Occurrence.Of("2025-06-09"), Until = Occurrence.Of("2025-06-10");

    private static readonly RecordCeasefire Declare = new()
    {
        Negotiation = RussiaUkraine,
        Tracks = OnRemains,
        Occurred = June2,
        Report = Newspaper,
        Ceasefire = May,
        By = [Ru, Ua],
        Kind = CeasefireKind.Humanitarian,
        Scope = "All fronts",
        From = From,
        Until = Until,
    };

    private static readonly RecordCeasefireEnd End = new()
    {
        Negotiation = RussiaUkraine,
        Tracks = OnRemains,
        Occurred = June2,
        Report = Newspaper,
        Ceasefire = Easter,
        How = CeasefireEnd.Expired,
    };

    private static readonly RecordCeasefireViolation Violate = new()
    {
        Negotiation = RussiaUkraine,
        Tracks = OnRemains,
        Occurred = June2,
        Report = Newspaper,
        Ceasefire = Easter,
        By = Ru,
        Text = "Shots were fired",
        Figures = [new(Shots, Exactly(9)), new(Mortars, Exactly(2), Shots)],
    };

    private static readonly CeasefireDeclared Declared = new(Easter, [Ru], CeasefireKind.General, null, June2, null);
    private static readonly CeasefireEnded Ended = new CeasefireEnded(Easter, CeasefireEnd.Collapsed) { Id = Id(1) };

    internal static RuleRows Rows => new()
    {
        Given = [Declared],
        Accepted =
        [
            new(Declare, new CeasefireDeclared(May, [Ru, Ua], CeasefireKind.Humanitarian, "All fronts", From, Until)),
            new(End, new CeasefireEnded(Easter, CeasefireEnd.Expired)),
            new(Violate, new CeasefireViolated(Easter, Ru, "Shots were fired", [new(Shots, Exactly(9)), new(Mortars, Exactly(2), Shots)])),
        ],
        Actors =
        [
            new("by[1]", actor => Declare with { By = [Ru, actor] }),
            new("by", actor => Violate with { By = actor }),
        ],
        Texts =
        [
            new("scope", 2_000, text => Declare with { Scope = text }),
            new("text", 2_000, text => Violate with { Text = text }),
        ],
        Lists =
        [
            new("by", 1, count => Declare with { By = Many(count, _ => Ua) }),
            new("figures", 0, count => Violate with { Figures = Many(count, i => new IncidentFigure(Key.Of($"figure-{i}"), Exactly(i))) }),
        ],
        Twice =
        [
            new("by", "ua", Declare with { By = [Ua, Ua] }),
            new("figures", "shots", Violate with { Figures = [new(Shots, Exactly(1)), new(Shots, Exactly(2))] }),
        ],
        Things =
        [
            new("ceasefire", ThingKind.Ceasefire, id => End with { Ceasefire = id }),
            new("ceasefire", ThingKind.Ceasefire, id => Violate with { Ceasefire = id }),
        ],
    };

    [Fact]
    public void A_ceasefire_does_not_end_before_it_begins()
    {
        Given().When(Declare with { From = Until, Until = From }).ThenRefused("empty-range", "until", "it would end before it begins");
        foreach (var (from, until) in new[] { ("2025-06-10", "2025-06-10"), ("2025-06-10", "2025-06"), ("2025-06-10", "2025-06-01/.."),
            ("../2025-06-10", "2025-06-01"), ("2030", "2031") })
            Given().When(Declare with { From = Occurrence.Of(from), Until = Occurrence.Of(until) }).ThenAccepted();
        Given().When(Declare with { Until = null, Scope = null })
            .Then(new CeasefireDeclared(May, [Ru, Ua], CeasefireKind.Humanitarian, null, From, null));
    }

    [Fact]
    public void A_ceasefire_ends_once_unless_the_end_was_found_false()
    {
        Given(Declared, Ended).When(End).ThenConflicts("ceasefire-ended", "ceasefire", "the ceasefire 'easter' has ended already");
        Given(Declared, Ended, new FactRetracted(Id(1), "x")).When(End).ThenAccepted();
        Given(Declared, Ended).When(Violate).ThenAccepted();
    }

    [Fact]
    public void An_end_that_was_told_on_another_track_of_the_ceasefire_counts() =>
        Given(Declared with { Tracks = [OnTerms[0], OnTalks[0]] }, Ended with { Tracks = OnTerms }).When(End)
            .ThenConflicts("ceasefire-ended", "ceasefire", "'easter'");

    [Fact]
    public void A_figure_of_a_violation_is_part_of_another_one_of_the_same_report() =>
        Given(Declared).When(Violate with { Figures = [new(Shots, Exactly(9), Mortars)] })
            .ThenRefused("unknown-figure", "figures[0].partOf", "'mortars' is no other figure of this report");

    [Fact]
    public void What_is_not_known_of_a_violation_is_left_out() =>
        Given(Declared).When(Violate with { By = null, Text = null, Figures = [] }).Then(new CeasefireViolated(Easter, null, null, []));
}
