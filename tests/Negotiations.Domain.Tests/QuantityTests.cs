using CsCheck;

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
    public void A_quantity_below_zero_an_empty_range_and_an_absurd_number_are_refused(QuantityForm form, long first, int? second, string code) =>
        Quantity.Of(form, first, second, Basis.Unspecified).Refusal!.Code.ShouldBe(code);

    [Fact]
    public void Meeting_is_mutual_and_means_a_shared_number() => Gen.Select(Generated.Quantity, Generated.Quantity).Sample((left, right) =>
    {
        left.Meets(right).ShouldBe(right.Meets(left));
        left.Meets(right).ShouldBe(Math.Max(left.Low, right.Low) <= Math.Min(left.High ?? long.MaxValue, right.High ?? long.MaxValue));
        left.Meets(Quantity.Unknown).ShouldBeTrue();
    });
}
