using CsCheck;
using Negotiations.Domain.Claims;
using Negotiations.Domain.Commitments;
using Negotiations.Domain.Exchanges;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Ledgers;

namespace Negotiations.Domain.Tests;

/// <summary>What was promised and what was delivered, leg by leg and list by list.</summary>
public class LedgerTests
{
    private static readonly NumberRange Unknown = NumberRange.Any;

    [Fact]
    public void So_many_for_so_many_is_kept_leg_by_leg()
    {
        var ledger = Ledger(FactBuilder.Exchange(quantity: FactBuilder.Exactly(6000, Basis.PerSide)).On("2025-06-02"),
            FactBuilder.Stage("one", FactBuilder.Exactly(1212)).On("2025-06-11"),
            FactBuilder.Stage("two", FactBuilder.Exactly(4845)).On("2025-06-16"),
            FactBuilder.Stage("three", FactBuilder.Exactly(27), "ua-ru").On("2025-06-11"));

        Shown(ledger.Legs[0])
            .ShouldBe((Range(6000), Range(6057), Range(0), Range(57), new Share(1, 1), "2025-06-11", "2025-06-16", LegStatus.Fulfilled));
        Shown(ledger.Legs[1])
            .ShouldBe((Range(6000), Range(27), Range(5973), Range(0), new Share(0.0045m, 0.0045m), "2025-06-11", "2025-06-11",
            LegStatus.Partial));
        ledger.Status.ShouldBe(LegStatus.Partial);
    }

    [Fact]
    public void Each_stage_tells_who_counts_how_many()
    {
        var ledger = Ledger(FactBuilder.Exchange().On("2025-06-02"),
            FactBuilder.Stage("last", FactBuilder.Exactly(1245)).On("2025-06-16", "ua"),
            FactBuilder.Figure("exchange/remains-1/stage/last/ru-ua", FactBuilder.Exactly(1248)).On("2025-06-16", "ru"));

        var delivery = ledger.Stages.Single().Deliveries.Single();

        delivery.Quantity.ShouldBe(new NumberRange(1245, 1248));
        delivery.Counted.Claims.Select(claim => (claim.Claimant!.ToString(), claim.Value.Quantity!.First))
            .ShouldBe([("ua", 1245), ("ru", 1248)], ignoreOrder: true);
        (delivery.Counted.Status, ledger.Legs[0].IsDisputed).ShouldBe((ClaimStatus.Disputed, true));
    }

    [Fact]
    public void All_for_all_is_never_fulfilled_by_a_number()
    {
        var ledger = Ledger(OneLeg(ExchangeTerms.AllForAll, FactBuilder.Exactly(1000)).On("2025-06-02"),
            FactBuilder.Stage("one", FactBuilder.Exactly(1000)).On("2025-06-11"));
        Shown(ledger.Legs[0]).ShouldBe((Range(1000), Range(1000), Unknown, null, null, "2025-06-11", "2025-06-11", LegStatus.Partial));
        Ledger(OneLeg(ExchangeTerms.AllForAll, null).On("2025-06-02"), FactBuilder.Assessed(Assessment.Full, "remains-1")
            .On("2025-07-23")).Status.ShouldBe(LegStatus.Fulfilled);
    }

    [Theory]
    [InlineData(ExchangeTerms.Category)]
    [InlineData(ExchangeTerms.Unilateral)]
    public void A_category_or_one_side_alone_is_kept_when_the_number_is_reached(ExchangeTerms terms)
    {
        Ledger(OneLeg(terms, FactBuilder.Exactly(60)).On("2025-06-02"), FactBuilder.Stage("one", FactBuilder.Exactly(60))
            .On("2025-06-11")).Status.ShouldBe(LegStatus.Fulfilled);
        Ledger(OneLeg(terms, FactBuilder.Exactly(60)).On("2025-06-02"), FactBuilder.Stage("one", FactBuilder.Exactly(59))
            .On("2025-06-11")).Legs[0].Outstanding.ShouldBe(Range(1));
    }

    [Fact]
    public void Stages_of_undisclosed_size_are_not_zero()
    {
        var ledger = Ledger([OneLeg(null, Quantity.Unknown).On("2025-06-02"), .. Enumerable.Range(1, 3)
            .Select(stage => FactBuilder.Stage($"{stage}", Quantity.Unknown).On("2025-06-11"))]);

        ledger.Stages.Length.ShouldBe(3);
        Shown(ledger.Legs[0]).ShouldBe((Unknown, Unknown, Unknown, null, null, "2025-06-11", "2025-06-11", LegStatus.Partial));
    }

    [Fact]
    public void A_stage_at_which_none_were_handed_over_delivers_nothing() =>
        Ledger(OneLeg(null, FactBuilder.Exactly(60)).On("2025-06-02"), FactBuilder.Stage("one", FactBuilder.Exactly(0)).On("2025-06-11"))
            .Legs[0].ShouldSatisfyAllConditions(leg => leg.Status.ShouldBe(LegStatus.NothingDelivered), leg => leg.First.ShouldBeNull());

    [Theory]
    [InlineData(Assessment.Breached)]
    [InlineData(Assessment.Lapsed)]
    public void What_was_not_delivered_when_an_exchange_ended_is_cancelled_until_something_more_is_handed_over(Assessment end)
    {
        Fact[] facts =
        [
            OneLeg(null, FactBuilder.Exactly(60)).On("2025-06-02"),
            FactBuilder.Stage("one", FactBuilder.Exactly(10)).On("2025-06-11"),
            FactBuilder.Assessed(end, "remains-1").On("2025-06-20"),
        ];

        var (ended, resumed) = (Ledger(facts), Ledger([.. facts, FactBuilder.Stage("two", FactBuilder.Exactly(10)).On("2025-06-21")]));

        (ended.Status, ended.Legs[0].Delivered, ended.Legs[0].Outstanding).ShouldBe((LegStatus.Cancelled, Range(10), Range(0)));
        (resumed.Status, resumed.Legs[0].Outstanding).ShouldBe((LegStatus.Partial, Range(40)));
    }

    [Theory]
    [InlineData(0, 0, 0, 100, null, null)]
    [InlineData(57, 60, 60, 60, 0.95, 1.0)]
    [InlineData(70, 70, 60, 60, 1.0, 1.0)]
    [InlineData(10, null, 60, 60, 0.1666, 1.0)]
    [InlineData(10, 10, 40, null, 0.0, 0.25)]
    public void The_share_is_a_range_and_ends_at_one(long low, int? high, long agreedLow, int? agreedHigh, double? least, double? most) =>
        Share.Of(new NumberRange(low, high), new NumberRange(agreedLow, agreedLow == 0 ? 0 : agreedHigh))
            .ShouldBe(least is null ? null : new Share((decimal)least, (decimal)most!));

    [Fact]
    public void A_list_of_children_is_a_ledger_too()
    {
        Fact list = FactBuilder.ChildList(339).On("2025-06-02");

        var none = List(list);
        var some = List(list, FactBuilder.Returned(FactBuilder.Exactly(5)).On("2025-06-10"),
            FactBuilder.Returned(Quantity.Unknown).On("2025-06-20"));

        (none.Returned, none.Outstanding, none.Status).ShouldBe((Range(0), Range(339), LegStatus.NothingDelivered));
        (some.Returned, some.Outstanding, some.Status, some.Returns.Length)
            .ShouldBe((new NumberRange(5, null), new NumberRange(0, 334), LegStatus.Partial, 2));
    }

    [Fact]
    public void What_each_side_gave_and_received_stands_side_by_side()
    {
        var ledger = TrackLedger.Of(FactBuilder.Track(
            FactBuilder.Exchange(quantity: FactBuilder.Exactly(6000, Basis.PerSide)).On("2025-06-02"),
            FactBuilder.Stage("one", FactBuilder.Exactly(6057)).On("2025-06-16"),
            FactBuilder.Stage("two", FactBuilder.Exactly(78), "ua-ru").On("2025-06-16"),
            FactBuilder.Returned(FactBuilder.Exactly(3), list: null).On("2025-06-20")));

        Reciprocity.Of(ledger.Exchanges, ledger.Lists, ledger.ReturnsOutsideLists).ShouldBe(
        [
            new Reciprocity(Key.Of("ru"), LegCategory.Remains, Range(6057), Range(78), Range(0), Range(5922)),
            new Reciprocity(Key.Of("ua"), LegCategory.Remains, Range(78), Range(6057), Range(5922), Range(0)),
            new Reciprocity(Key.Of("ru"), LegCategory.Children, Range(3), Range(0), Range(0), Range(0)),
            new Reciprocity(Key.Of("ua"), LegCategory.Children, Range(0), Range(3), Range(0), Range(0)),
        ]);
    }

    [Fact]
    public void Whatever_was_recorded_the_ledger_adds_up() => Generated.Facts.Sample(facts =>
    {
        var ledger = TrackLedger.Of(FactBuilder.Track(facts));

        ledger.Exchanges.SelectMany(exchange => exchange.Legs)
            .ShouldAllBe(leg => leg.Share == null || (leg.Share.Low >= 0 && leg.Share.Low <= leg.Share.High && leg.Share.High <= 1));
        ledger.Exchanges.SelectMany(exchange => exchange.Legs).Where(leg => leg.Status is LegStatus.Fulfilled or LegStatus.Cancelled)
            .ShouldAllBe(leg => leg.Outstanding == NumberRange.Zero);
        ledger.Dues().ShouldAllBe(due => due.Thing.Kind == ThingKind.Round
            || ledger.Promises.Any(promise => promise.IsOpen && promise.Thing == due.Thing));
        ledger.Dues().Select(due => (due.Thing, due.Deadline))
            .ShouldBe(ledger.Track.Dues().Select(due => (due.Thing, due.Deadline)), ignoreOrder: true);
    });

    private static ExchangeAgreed OneLeg(ExchangeTerms? terms, Quantity? quantity) =>
        new(Key.Of("remains-1"), terms,
            [new ExchangeLeg(Key.Of("ru-ua"), ActorKey.Of("ru"), ActorKey.Of("ua"), LegCategory.Remains, quantity)], null, null);

    private static ExchangeLedger Ledger(params Fact[] facts) => TrackLedger.Of(FactBuilder.Track(facts)).Exchanges.Single();

    private static ChildLedger List(params Fact[] facts) => TrackLedger.Of(FactBuilder.Track(facts)).Lists.Single();

    private static NumberRange Range(long number) => new(number, number);

    private static (NumberRange?, NumberRange, NumberRange?, NumberRange?, Share?, string?, string?, LegStatus) Shown(LegLedger leg) =>
        (leg.Agreed, leg.Delivered, leg.Outstanding, leg.Surplus, leg.Share, leg.First?.Text, leg.Last?.Text, leg.Status);
}
