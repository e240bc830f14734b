using Negotiations.Domain.Claims;

namespace Negotiations.Domain.Tests;

public class KeyTests
{
    [Theory]
    [InlineData("remains", true)]
    [InlineData("0-1", true)]
    [InlineData("a123456789012345678901234567890123456789012345678901234567890123", true)]
    [InlineData("a1234567890123456789012345678901234567890123456789012345678901234", false)]
    [InlineData("", false)]
    [InlineData("-a", false)]
    [InlineData("Remains", false)]
    [InlineData("a b", false)]
    [InlineData("a/b", false)]
    [InlineData("a\n", false)]
    [InlineData("ä", false)]
    public void A_key_is_lower_case_letters_digits_and_hyphens(string text, bool accepted) => Key.TryParse(text, out _).ShouldBe(accepted);

    [Theory]
    [InlineData("ua", true)]
    [InlineData("ua/umerov", true)]
    [InlineData("ua/", false)]
    [InlineData("/umerov", false)]
    [InlineData("ua/umerov/aide", false)]
    public void An_actor_is_a_key_or_a_member_of_one(string text, bool accepted)
    {
        ActorKey.TryParse(text, out var actor).ShouldBe(accepted);
        if (accepted) actor!.ToString().ShouldBe(text);
    }

    [Theory]
    [InlineData("exchange/remains-1", ThingKind.Exchange)]
    [InlineData("memo/a", ThingKind.Memo)]
    [InlineData("ru/putin", null)]
    [InlineData("memo", null)]
    public void A_position_is_about_a_thing_or_an_actor(string text, ThingKind? kind)
    {
        Reference.TryParse(text, out var reference).ShouldBeTrue();
        (reference as ThingReference)?.Thing.Kind.ShouldBe(kind!.Value);
        (reference is ActorReference).ShouldBe(kind is null);
        reference!.ToString().ShouldBe(text);
    }

    [Theory]
    [InlineData("round/istanbul-2/duration", typeof(DurationMeasure), null)]
    [InlineData("round/istanbul-2/outcome/ceasefire", typeof(OutcomeMeasure), null)]
    [InlineData("exchange/remains-1/terms", typeof(TermsMeasure), null)]
    [InlineData("exchange/remains-1/agreed", typeof(ExchangeMeasure), null)]
    [InlineData("exchange/remains-1/ru-ua/delivered", typeof(LegMeasure), "ru-ua")]
    [InlineData("exchange/remains-1/stage/2025-06-11/ru-ua", typeof(StageMeasure), "ru-ua")]
    [InlineData("children/list-339/returned", typeof(ChildrenMeasure), null)]
    [InlineData("incident/kherson/persons-killed", typeof(IncidentMeasure), null)]
    public void A_measure_is_the_address_of_a_number(string text, Type type, string? leg)
    {
        Measure.TryParse(text, out var measure).ShouldBeTrue();
        (measure!.GetType(), (measure as LegMeasure)?.Leg.Value ?? (measure as StageMeasure)?.Leg.Value, measure.Text)
            .ShouldBe((type, leg, text));
    }

    [Theory]
    [InlineData("exchange/remains-1")]
    [InlineData("exchange/remains-1/promised")]
    [InlineData("exchange/Remains/agreed")]
    [InlineData("weather/kyiv/rain")]
    [InlineData("")]
    public void Anything_else_is_no_measure(string text) => Measure.TryParse(text, out _).ShouldBeFalse();
}
