using Negotiations.Domain.Context;
using Negotiations.Domain.Exchanges;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Positions;
using static Negotiations.Domain.Tests.Scenario;

namespace Negotiations.Domain.Tests;

/// <summary>Positions: on their own, on an actor, on a thing.</summary>
public class PositionRuleTests
{
    private static readonly RecordPosition Record = new()
    {
        Negotiation = RussiaUkraine,
        Tracks = OnRemains,
        Occurred = June2,
        Report = Newspaper,
        Actor = Ua,
        Stance = Stance.Condition,
        Text = "Bodies first",
        On = Of("exchange/e-1"),
        Condition = "A list",
    };

    private static readonly ExchangeAgreed Agreed = new(Key.Of("e-1"), null,
        [new ExchangeLeg(Key.Of("ru-ua"), Ru, Ua, LegCategory.Remains)], null, null);
    private static readonly IncidentReported Shelling = new(Key.Of("shelling-1"), Key.Of("shelling"), [], [], null, "Shelling", []);

    internal static RuleRows Rows => new()
    {
        Given = [Agreed],
        Accepted = [new(Record, new PositionStated(Ua, Stance.Condition, "Bodies first", Of("exchange/e-1"), "A list"))],
        Actors =
        [
            new("actor", actor => Record with { Actor = actor }),
            new("on", actor => Record with { On = new ActorReference(actor) }),
        ],
        Texts =
        [
            new("text", 2_000, text => Record with { Text = text }),
            new("condition", 2_000, text => Record with { Condition = text }),
        ],
        Things =
        [
            .. Enum.GetValues<ThingKind>().Select(kind => new ThingRow("on", kind,
                id => Record with { On = new ThingReference(new Thing(kind, id)) })),
        ],
    };

    [Fact]
    public void A_position_may_be_on_an_actor_or_on_nothing()
    {
        Given().When(Record with { On = Of("ru/putin") }).ThenRefused("unknown-actor", "on", "(asked for 'ru/putin' among");
        Given().When(Record with { On = Of("ua/umerov") }).ThenAccepted();
        Given().When(Record with { On = null, Condition = null })
            .Then(new PositionStated(Ua, Stance.Condition, "Bodies first", null, null));
    }

    [Fact]
    public void A_member_that_is_misspelt_is_looked_for_among_those_known() =>
        Given(Agreed).When(Record with { Actor = ActorKey.Of("ua/umerow") })
            .ThenRefused("unknown-actor", "actor", "(asked for 'ua/umerow' among ru, tr, ua, ua/umerov)");

    [Fact]
    public void A_thing_that_is_misspelt_is_looked_for_among_those_of_its_kind() =>
        Given(Agreed).When(Record with { On = Of("exchange/e-9") })
            .ThenRefused("unknown-exchange", "on", "no exchange 'e-9' is known on remains (asked for 'e-9' among e-1)");

    [Fact]
    public void A_position_may_be_on_an_incident_of_any_track()
    {
        Given(Shelling with { Tracks = OnTalks }).When(Record with { On = Of("incident/shelling-1") }).Recorded()
            .Tracks.ShouldBe([OnRemains[0], OnTalks[0]]);
        Given(Shelling).When(Record with { On = Of("incident/nowhere") }).ThenRefused("unknown-incident", "on", "'nowhere'");
    }

    [Fact]
    public void A_thing_that_is_contested_may_still_be_spoken_of() =>
        Given(Agreed with { Id = Id(1) }, new Knowledge.FactDenied(Id(1), null)).When(Record).ThenAccepted();

    [Fact]
    public void A_thing_that_was_found_false_may_not() =>
        Given(Agreed with { Id = Id(1) }, new Knowledge.FactRetracted(Id(1), "x")).When(Record)
            .ThenRefused("unknown-exchange", "on", "'e-1'");

    private static Reference Of(string text) => Reference.TryParse(text, out var reference) ? reference : throw new FormatException(text);
}
