using CsCheck;
using Negotiations.Domain.Claims;
using Negotiations.Domain.Facts;

namespace Negotiations.Domain.Tests;

public class QuantityTests
{
    [Theory]
    [InlineData(QuantityForm.Value, 6000, null, 6000, 6000)]
    [InlineData(QuantityForm.AtLeast, 40, null, 40, null)]
    [InlineData(QuantityForm.AtMost, 9, null, 0, 9)]
    [InlineData(QuantityForm.About, 60, null, 54, 66)]
    [InlineData(QuantityForm.About, 5, null, 4, 6)]
    [InlineData(QuantityForm.Between, 18, 25, 18, 25)]
    [InlineData(QuantityForm.Value, 0, null, 0, 0)]
    public void A_quantity_is_a_range(QuantityForm form, int first, int? second, int low, int? high)
    {
        var quantity = Quantity.Of(form, first, second, Basis.Unspecified).Value.ShouldNotBeNull();

        quantity.Low.ShouldBe(low);
        quantity.High.ShouldBe(high);
    }

    [Theory]
    [InlineData(QuantityForm.Value, -1, null, "negative-quantity")]
    [InlineData(QuantityForm.Between, 25, 18, "empty-range")]
    [InlineData(QuantityForm.Value, long.MaxValue, null, "quantity-too-large")]
    public void A_quantity_below_zero_an_empty_range_and_an_absurd_number_are_refused(QuantityForm form, long first, int? second,
        string code) =>
        Quantity.Of(form, first, second, Basis.Unspecified).Refusal!.Code.ShouldBe(code);

    [Fact]
    public void Ranges_share_a_number_when_none_ends_before_another_begins() =>
        Gen.Select(Generated.Quantity, Generated.Quantity, Generated.Quantity).Sample((one, two, three) =>
    {
        NumberRange[] ranges = [NumberRange.Of(one), NumberRange.Of(two), NumberRange.Of(three)];

        NumberRange.Share(ranges).ShouldBe(ranges.Any(range => ranges.All(other => other.Holds(range.Low))));
        NumberRange.Share([ranges[0], NumberRange.Of(Quantity.Unknown)]).ShouldBeTrue();
    }, iter: 1000);

    [Fact]
    public void A_sum_beyond_the_largest_number_is_at_least_that()
    {
        var (most, one) = (new NumberRange(Quantity.Largest, Quantity.Largest), new NumberRange(1, 1));

        NumberRange.Sum([most, one]).ToQuantity().ShouldBe(Quantity.Of(QuantityForm.AtLeast, Quantity.Largest, null, Basis.Unspecified)
            .Value);
        NumberRange.Sum([new(Quantity.Largest - 1, Quantity.Largest - 1), one]).ShouldBe(most);
        NumberRange.Sum(Enumerable.Repeat(most, 10_000)).ShouldBe(new NumberRange(Quantity.Largest, null));
        NumberRange.Sum([new(5, Quantity.Largest), one]).ShouldBe(new NumberRange(6, null));
    }

    [Fact]
    public void What_is_left_and_what_is_beyond_make_up_the_difference() =>
        Gen.Select(Gen.Long[0, 9000], Gen.Long[0, 9000]).Sample((promised, delivered) =>
    {
        var (agreed, done) = (new NumberRange(promised, promised), new NumberRange(delivered, delivered));

        (agreed.Minus(done).Low - done.Minus(agreed).Low).ShouldBe(promised - delivered);
        agreed.Minus(done).Plus(done.Minus(agreed)).Low.ShouldBe(Math.Abs(promised - delivered));
    });
}
