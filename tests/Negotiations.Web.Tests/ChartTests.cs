using Bunit;
using Negotiations.Contracts.Answers;
using Negotiations.Domain;
using Negotiations.Domain.Claims;
using Negotiations.Domain.Ledgers;
using Negotiations.Web.Charts;
using static Negotiations.Web.Tests.Shown;

namespace Negotiations.Web.Tests;

/// <summary>Where charts draw what.</summary>
public sealed class ChartTests
{
    private static readonly DateOnly First = new(2025, 6, 1);

    [Fact]
    public void A_stage_is_drawn_from_its_first_day_to_the_next()
    {
        using var context = In(Looking());
        var scale = TimeScale.Of([First, First.AddDays(10), First.AddDays(20)]);
        var lane = context.Render<Lane>(parameters => parameters.Add(lane => lane.Scale, scale).Add(lane => lane.Marks, [])
            .Add(lane => lane.Spans, [Span(Stage.Active, 0, 9), Span(Stage.Agreed, 10, null)]));

        var stages = lane.FindAll("svg > svg").Where(svg => svg.QuerySelector("rect[class^=x-]") is not null).ToArray();
        stages.Select(stage => stage.QuerySelector("rect")!.ClassName).ShouldBe(["x-active", "x-agreed"]);
        (Place(stages[0].GetAttribute("x")) + Place(stages[0].GetAttribute("width"))).ShouldBe(Place(stages[1].GetAttribute("x")), 0.02);
        (Place(stages[1].GetAttribute("x")) + Place(stages[1].GetAttribute("width"))).ShouldBe(scale.At(scale.Last), 0.02);
    }

    [Fact]
    public void Facts_of_one_day_and_kind_are_one_mark_and_an_imprecise_date_is_a_range()
    {
        using var context = In(Looking());
        var marks = new[] { Mark("talksHeld", 3, null), Mark("talksHeld", 3, null), Mark("exchangeStageCompleted", 3, null),
            Mark("positionStated", 8, 2) };
        var lane = context.Render<Lane>(parameters => parameters.Add(lane => lane.Scale, TimeScale.Of([First, First.AddDays(20)]))
            .Add(lane => lane.Spans, []).Add(lane => lane.Marks, marks));

        (lane.FindAll("path.talk").Count, lane.FindAll("circle.deliv").Count, lane.FindAll("rect.tick").Count, lane.FindAll("line.range")
            .Count)
            .ShouldBe((1, 1, 1, 1));
        lane.Markup.ShouldContain("talks, 2 facts");
    }

    [Fact]
    public void What_lies_after_the_chosen_day_is_hatched()
    {
        using var context = In(Looking("asOf=2025-06-11"));
        var scale = TimeScale.Of([First, First.AddDays(10), First.AddDays(20)]);
        var lane = context.Render<Lane>(parameters => parameters.Add(lane => lane.Scale, scale).Add(lane => lane.Spans, [])
            .Add(lane => lane.Marks, []).Add(lane => lane.Until, First.AddDays(10)));

        Place(lane.Find("rect[fill='url(#later)']").GetAttribute("x")).ShouldBe(scale.At(First.AddDays(10)), 0.01);
    }

    [Fact]
    public void A_meter_ends_at_what_was_delivered_and_marks_the_promise()
    {
        using var context = In(Looking());
        var meter = context.Render<Meter>(parameters => parameters.Add(meter => meter.Agreed, Exactly(100)).Add(meter => meter.Delivered,
            Exactly(50)));

        var (got, promise) = (Place(meter.Find("rect.got").GetAttribute("width")), Place(meter.Find("line.prom").GetAttribute("x1")));
        (got / promise).ShouldBe(0.5, 0.01);
    }

    [Fact]
    public void Voices_stand_on_one_scale_in_the_order_of_their_numbers()
    {
        using var context = In(Looking());
        var dumbbell = context.Render<Dumbbell>(parameters => parameters.Add(one => one.Voices, [Voice("b", 6060), Voice("a", 6057)]));

        dumbbell.FindAll("text.halo").Select(text => text.TextContent.Trim()).ShouldBe(["Aland 6,057", "Bland 6,060"]);
        dumbbell.FindAll("svg.dumb > svg").Select(svg => Place(svg.GetAttribute("x"))).ToArray().ShouldSatisfyAllConditions(
            places => places.ShouldBe(places.Order()), places => (places[1] - places[0]).ShouldBeGreaterThan(20));
    }

    [Theory]
    [InlineData(6057, 6060)]
    [InlineData(80, 472)]
    [InlineData(0, 1)]
    [InlineData(5, 5)]
    [InlineData(1, 1_000_000_000_000_000)]
    public void A_scale_of_numbers_holds_them_and_has_few_marks(long low, long high)
    {
        var scale = NumberScale.Of([low, high]);

        (scale.At(low), scale.At(high)).ShouldSatisfyAllConditions(ends => ends.Item1.ShouldBeInRange(4.9, 95.1), ends =>
            ends.Item2.ShouldBeInRange(4.9, 95.1));
        scale.Ticks.Count().ShouldBeInRange(2, 8);
    }

    private static StagesView.Span Span(Stage stage, int from, int? to) => new(stage, First.AddDays(from), to is null ? null
        : First.AddDays(to.Value), null);

    private static FactMark Mark(string type, int day, int? start) =>
        new(Guid.NewGuid(), type, ["t"], start is null ? null : First.AddDays(start.Value), First.AddDays(day), First.AddDays(day));

    private static Voice Voice(string actor, long number) => new(ActorKey.Of(actor), null, ClaimValue.Of(Exactly(number)), Guid.NewGuid());

    private static Quantity Exactly(long number) => Quantity.Exactly(number).Value!;
}
