using Negotiations.Domain.Context;
using Negotiations.Domain.Facts;
using static Negotiations.Domain.Tests.Scenario;

namespace Negotiations.Domain.Tests;

/// <summary>Incidents and what courts do: what bears on the talks.</summary>
public class ContextRuleTests
{
    private static readonly Key Incident = Key.Of("shelling-1"), Shelling = Key.Of("shelling"), Killed = Key.Of("persons-killed"),
        Children = Key.Of("children-killed");

    private static readonly RecordIncident RecordIncident = new()
    {
        Negotiation = RussiaUkraine,
        Tracks = OnRemains,
        Occurred = June2,
        Report = Newspaper,
        Incident = Incident,
        Kind = Shelling,
        By = [Ru],
        Against = [Ua],
        Place = "Kherson",
        Text = "A street was shelled",
        Figures = [new(Killed, Exactly(3)), new(Children, Exactly(1), Killed)],
    };

    private static readonly RecordLegalAction RecordLegalAction = new()
    {
        Negotiation = RussiaUkraine,
        Tracks = OnRemains,
        Occurred = June2,
        Report = Newspaper,
        Body = Tr,
        Action = "Arrest warrant",
        Subjects = [Ru],
        Text = "A warrant was issued",
    };

    internal static RuleRows Rows => new()
    {
        Accepted =
        [
            new(RecordIncident, new IncidentReported(Incident, Shelling, [Ru], [Ua], "Kherson", "A street was shelled",
                [new(Killed, Exactly(3)), new(Children, Exactly(1), Killed)])),
            new(RecordLegalAction, new LegalActionNoted(Tr, "Arrest warrant", [Ru], "A warrant was issued")),
        ],
        Actors =
        [
            new("by[1]", actor => RecordIncident with { By = [Ru, actor] }),
            new("against[1]", actor => RecordIncident with { Against = [Ua, actor] }),
            new("body", actor => RecordLegalAction with { Body = actor }),
            new("subjects[1]", actor => RecordLegalAction with { Subjects = [Ru, actor] }),
        ],
        Texts =
        [
            new("place", 200, text => RecordIncident with { Place = text }),
            new("text", 2_000, text => RecordIncident with { Text = text }),
            new("action", 300, text => RecordLegalAction with { Action = text }),
            new("text", 2_000, text => RecordLegalAction with { Text = text }),
        ],
        Lists =
        [
            new("by", 0, count => RecordIncident with { By = Many(count, _ => Ua) }),
            new("against", 0, count => RecordIncident with { Against = Many(count, _ => Ua) }),
            new("figures", 0, count =>
                RecordIncident with { Figures = Many(count, i => new IncidentFigure(Key.Of($"figure-{i}"), Exactly(i))) }),
            new("subjects", 1, count => RecordLegalAction with { Subjects = Many(count, _ => Ua) }),
        ],
        Twice =
        [
            new("by", "ua", RecordIncident with { By = [Ua, Ua] }),
            new("against", "ua", RecordIncident with { Against = [Ua, Ua] }),
            new("figures", "persons-killed", RecordIncident with { Figures = [new(Killed, Exactly(1)), new(Killed, Exactly(2))] }),
            new("subjects", "ru", RecordLegalAction with { Subjects = [Ru, Ru] }),
        ],
    };

    [Fact]
    public void A_figure_is_part_of_another_one_of_the_same_report()
    {
        Given().When(RecordIncident with { Figures = [new(Killed, Exactly(3)), new(Children, Exactly(1), Key.Of("b"))] })
            .ThenRefused("unknown-figure", "figures[1].partOf", "'b' is no other figure of this report");
        Given().When(RecordIncident with { Figures = [new(Killed, Exactly(3), Killed)] })
            .ThenRefused("unknown-figure", "figures[0].partOf", "'persons-killed'");
    }

    [Fact]
    public void The_same_incident_may_be_reported_again() =>
        Given(new IncidentReported(Incident, Shelling, [], [], null, "Shelling", [])).When(RecordIncident).ThenAccepted();

    [Fact]
    public void What_is_not_known_of_an_incident_is_left_out() =>
        Given().When(RecordIncident with { By = [], Against = [], Place = null, Figures = [] })
        .Then(new IncidentReported(Incident, Shelling, [], [], null, "A street was shelled", []));
}
