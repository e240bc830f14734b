using CsCheck;
using Negotiations.Web.Charts;

namespace Negotiations.Web.Tests;

public sealed class TimeScaleTests
{
    private static readonly Gen<DateOnly[]> Days = Gen.Int[0, 4_000].Select(day => new DateOnly(2020, 1, 1).AddDays(day)).Array[1, 40];

    [Fact]
    public void Days_keep_their_order_and_have_a_place_between_the_edges() => Days.Sample(days =>
    {
        var scale = TimeScale.Of(days);
        var places = days.Order().Select(scale.At).ToArray();
        places.ShouldBe(places.Order());
        places.ShouldAllBe(place => place >= 0 && place <= 100);
        days.Distinct().Select(scale.At).Distinct().Count().ShouldBe(days.Distinct().Count());
    });

    [Fact]
    public void Names_on_the_axis_stand_apart_and_in_no_break() => Days.Sample(days =>
    {
        var scale = TimeScale.Of(days);
        var places = scale.Ticks.Select(tick => scale.At(tick.Day)).ToArray();
        places.Zip(places.Skip(1), (left, right) => right - left).ShouldAllBe(distance => distance >= 11.999);
        places.ShouldAllBe(place => !scale.Breaks.Any(gap => place > gap.From && place < gap.To));
    });

    [Fact]
    public void A_long_empty_stretch_is_compressed_and_told()
    {
        var scale = TimeScale.Of([.. Enumerable.Range(0, 20).Select(day => new DateOnly(2025, 6, 1).AddDays(day)), new DateOnly(2026, 11,
            28)]);

        scale.Breaks.Select(gap => gap.Days).ShouldBe([526]);
        (scale.At(new DateOnly(2026, 11, 28)) - scale.At(new DateOnly(2025, 6, 20))).ShouldBeLessThan(10);
    }

    [Fact]
    public void What_lies_outside_is_held_at_the_edge()
    {
        var scale = TimeScale.Of([new DateOnly(2025, 6, 1), new DateOnly(2025, 6, 30)]);

        (scale.At(DateOnly.MinValue), scale.At(DateOnly.MaxValue)).ShouldBe((0, 100));
    }
}
