using CsCheck;
using Negotiations.Domain.Children;
using Negotiations.Domain.Claims;
using Negotiations.Domain.Commitments;
using Negotiations.Domain.Exchanges;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Knowledge;
using Negotiations.Domain.Ledgers;
using Negotiations.Domain.Talks;
using Negotiations.Domain.Tracks;

namespace Negotiations.Domain.Tests;

/// <summary>The arithmetic of claims, with the numbers of 2 June 2025.</summary>
public class ClaimBookTests
{
    private const string Whole = "exchange/remains-1/agreed", ToUkraine = "exchange/remains-1/ru-ua/agreed",
    ToRussia = "exchange/remains-1/ua-ru/agreed";

    [Fact]
    public void Unspecified_12000_and_6000_are_ambiguous_for_6000_a_side_makes_12000()
    {
        var track = FactBuilder.Track(Agreed(), Claim(Whole, 6000, "newslooks"), Claim(Whole, 12000, "reuters"));

        Status(track, Whole).ShouldBe(ClaimStatus.Ambiguous);
        Number(track, ToUkraine).ShouldBe(new NumberRange(6000, 6000));
        Number(track, ToRussia).ShouldBe(new NumberRange(6000, 6000));
    }

    [Fact]
    public void Total_12000_and_6000_per_side_agree() =>
        Status(FactBuilder.Track(Agreed(), Claim(Whole, 12000, "reuters", Basis.Total), Claim(Whole, 6000, "ua", Basis.PerSide)), Whole)
            .ShouldBe(ClaimStatus.Corroborated);

    [Fact]
    public void One_way_6000_leaves_what_the_other_side_owes_silent_and_6000_for_6000_does_not()
    {
        var moscow = FactBuilder.Track(Agreed(), Claim(ToUkraine, 6000, "ru", Basis.OneWay));
        var kyiv = FactBuilder.Track(Agreed(), Claim(Whole, 6000, "ua", Basis.PerSide));

        (Number(moscow, ToUkraine), Number(moscow, ToRussia)).ShouldBe((new NumberRange(6000, 6000), null));
        (Number(kyiv, ToUkraine), Number(kyiv, ToRussia)).ShouldBe((new NumberRange(6000, 6000), new NumberRange(6000, 6000)));
        Status(FactBuilder.Track(Agreed(), Claim(ToUkraine, 6000, "ru", Basis.OneWay), Claim(Whole, 6000, "ua", Basis.PerSide)), ToUkraine)
            .ShouldBe(ClaimStatus.Corroborated);
    }

    [Theory]
    [InlineData(6000, 6000, ClaimStatus.Corroborated)]
    [InlineData(6000, 12000, ClaimStatus.Ambiguous)]
    [InlineData(6000, 7000, ClaimStatus.Disputed)]
    public void Two_unspecified_numbers_agree_dispute_or_may_agree(int one, int other, ClaimStatus status) =>
        Status(FactBuilder.Track(Agreed(), Claim(Whole, one, "ua"), Claim(Whole, other, "ru")), Whole).ShouldBe(status);

    [Fact]
    public void Who_speaks_for_every_leg_speaks_for_the_sum() =>
        Status(FactBuilder.Track(Agreed(), Claim(ToUkraine, 6000, "ua"), Claim(ToRussia, 100, "ua"),
            Claim(Whole, 12000, "ru", Basis.Total)),
            Whole).ShouldBe(ClaimStatus.Disputed);

    [Fact]
    public void Forty_papers_that_repeat_one_agency_are_one_origin()
    {
        var papers = Enumerable.Range(0, 40).Select(i => Published($"paper {i}", "reuters"));

        Status(FactBuilder.Track([Agreed(), .. papers]), Whole).ShouldBe(ClaimStatus.Single);
        Status(FactBuilder.Track([Agreed(), .. papers, Published("Reuters", null)]), Whole).ShouldBe(ClaimStatus.Single);
        Status(FactBuilder.Track([Agreed(), .. papers, Published("TASS", null)]), Whole).ShouldBe(ClaimStatus.Corroborated);
    }

    [Fact]
    public void A_member_speaks_for_its_actor() =>
        Status(FactBuilder.Track(Agreed(), Claim(Whole, 6000, "ua/umerov"), Claim(Whole, 6000, "ua")), Whole).ShouldBe(ClaimStatus.Single);

    [Fact]
    public void An_origin_that_contradicts_itself_is_shown_as_disputed() =>
        Status(FactBuilder.Track(Agreed(), Claim(Whole, 6000, "ua", Basis.Total), Claim(Whole, 7000, "ua", Basis.Total)), Whole)
            .ShouldBe(ClaimStatus.Disputed);

    [Fact]
    public void Unknown_does_not_vote()
    {
        var track = FactBuilder.Track(Agreed(), Claim(Whole, 6000, "ua", Basis.Total), FactBuilder.Figure(Whole, Quantity.Unknown)
            .On("2025-06-02", "ru"));

        Status(track, Whole).ShouldBe(ClaimStatus.Single);
    }

    [Fact]
    public void Words_meet_when_they_are_equal()
    {
        var outcomes = new[] { new Outcome(FactBuilder.Remains, TalksResult.Agreement, ActorKey.Of("ua")),
            new Outcome(FactBuilder.Remains, TalksResult.NoProgress, ActorKey.Of("ru")) };

        Status(FactBuilder.Track(FactBuilder.Talks("two", null, outcomes).On("2025-06-02")), "round/two/outcome/remains")
            .ShouldBe(ClaimStatus.Disputed);
    }

    [Fact]
    public void Delivered_is_the_sum_of_the_stages_by_speaker_and_differs_where_they_differ()
    {
        var track = FactBuilder.Track([Agreed(), .. Deliveries(), Total(6057, "ua"), Total(6060, "ru")]);

        var delivered = ClaimBook.Of(track).Of(Read("exchange/remains-1/ru-ua/delivered"));

        delivered.Status.ShouldBe(ClaimStatus.Disputed);
        delivered.Votes.Select(vote => (vote.Speaker, vote.Total.Low)).Distinct().ShouldBe([("ru", 6060), ("ua", 6057)]);
        Status(track, "exchange/remains-1/stage/2025-06-16/ru-ua").ShouldBe(ClaimStatus.Disputed);
        Status(track, "exchange/remains-1/stage/2025-06-15/ru-ua").ShouldBe(ClaimStatus.Corroborated);
    }

    [Fact]
    public void A_running_total_is_compared_with_the_stages_up_to_its_date()
    {
        var half = FactBuilder.Figure("exchange/remains-1/ru-ua/delivered", FactBuilder.Exactly(2412)).On("2025-06-13", "tr");

        ClaimBook.Of(FactBuilder.Track([Agreed(), .. Deliveries(), half])).Of(Read("exchange/remains-1/ru-ua/delivered")).Votes
            .Single(vote => vote.Speaker == "tr").Total.ShouldBe(new NumberRange(2412 + 1200 + 1200 + 1245, 2412 + 1200 + 1200 + 1248));
    }

    [Fact]
    public void A_decision_stands_until_a_claim_that_was_not_considered_contradicts_it()
    {
        var (ua, ru) = (Claim(Whole, 6000, "ua", Basis.Total), Claim(Whole, 7000, "ru", Basis.Total));
        var decision = new ClaimsReconciled(Read(Whole), ClaimValue.Of(FactBuilder.Exactly(7000)), [ua.Id, ru.Id],
            "Lists")
        { Id = Guid.NewGuid() }.On("2025-06-20");

        var decided = ClaimBook.Of(FactBuilder.Track(Agreed(), ua, ru, decision)).Of(Read(Whole));
        var agreeing = ClaimBook.Of(FactBuilder.Track(Agreed(), ua, ru, decision, Claim(Whole, 7000, "tr"))).Of(Read(Whole));
        var contradicting = Claim(Whole, 9000, "tr", Basis.Total);
        var reopened = ClaimBook.Of(FactBuilder.Track(Agreed(), ua, ru, decision, contradicting)).Of(Read(Whole));

        (decided.Status, decided.Accepted!.Quantity!.First).ShouldBe((ClaimStatus.Reconciled, 7000));
        agreeing.Status.ShouldBe(ClaimStatus.Reconciled);
        (reopened.Status, reopened.Accepted).ShouldBe((ClaimStatus.Disputed, null));
        reopened.ReopenedBy.ShouldBe([contradicting.Id]);
    }

    [Theory]
    [InlineData(12000, Basis.Total, 6000, Basis.PerSide, ClaimStatus.Reconciled)]
    [InlineData(6000, Basis.PerSide, 6000, Basis.Total, ClaimStatus.Disputed)]
    public void A_decision_is_compared_on_its_basis(long decided, Basis basis, long claimed, Basis other, ClaimStatus status)
    {
        var considered = Claim(Whole, 12000, "reuters", Basis.Total);
        var decision = new ClaimsReconciled(Read(Whole), ClaimValue.Of(FactBuilder.Exactly(decided, basis)), [considered.Id], "Lists")
            .On("2025-06-20");

        Status(FactBuilder.Track(Agreed(), considered, decision, Claim(Whole, claimed, "ua", other)), Whole).ShouldBe(status);
    }

    [Fact]
    public void What_is_delivered_after_a_decision_is_added_to_it()
    {
        var total = Total(6057, "ua");
        var delivered = Read("exchange/remains-1/ru-ua/delivered");
        var decision = new ClaimsReconciled(delivered, ClaimValue.Of(FactBuilder.Exactly(6057)), [total.Id], "Lists").On("2025-06-20");

        Number(FactBuilder.Track([Agreed(), .. Deliveries(), total, decision, Handover("2025-07-17", 1000).On("2025-07-17", "ua")]),
            "exchange/remains-1/ru-ua/delivered")
            .ShouldBe(new NumberRange(7057, 7057));
    }

    [Fact]
    public void Returns_of_children_add_up()
    {
        var track = FactBuilder.Track(FactBuilder.ChildList(339).On("2025-06-02"), Returned(5).On("2025-06-10", "ua"), Returned(3)
            .On("2025-06-20", "ua"));

        Number(track, "children/list-1/returned").ShouldBe(new NumberRange(8, 8));
    }

    [Fact]
    public void The_ledger_sets_promised_against_delivered()
    {
        var track = FactBuilder.Track([Agreed(), Claim(Whole, 6000, "ua", Basis.PerSide), .. Deliveries(), ToRussiaStage(27, "2025-06-11"),
            ToRussiaStage(51, "2025-06-16")]);

        var ledger = TrackLedger.Of(track).Exchanges.Single();

        ledger.Legs.Select(leg => (leg.Leg.Leg.Value, leg.Delivered, leg.Outstanding, leg.Surplus, leg.Status)).ShouldBe(
        [
            ("ru-ua", new NumberRange(6057, 6060), NumberRange.Zero, new NumberRange(57, 60), LegStatus.Fulfilled),
            ("ua-ru", new NumberRange(78, 78), new NumberRange(5922, 5922), NumberRange.Zero, LegStatus.Partial),
        ]);
        TrackStatus.Of(track, new DateOnly(2025, 6, 30)).ShouldSatisfyAllConditions(
            standing => standing.Stage.ShouldBe(Stage.Implementing),
            standing => standing.Since.ShouldBe(new DateOnly(2025, 6, 11)));
    }

    [Fact]
    public void Stages_without_numbers_are_not_zero_and_only_an_assessment_fulfils()
    {
        var stage = new ExchangeStageCompleted(Key.Of("remains-1"), Key.Of("one"), [new Delivery(Key.Of("ru-ua"), Quantity.Unknown)])
            .On("2025-06-09");
        var assessed = new CommitmentAssessed(null, Key.Of("remains-1"), Assessment.Full, null, null).On("2025-07-23");

        var open = TrackLedger.Of(FactBuilder.Track(Agreed(), stage)).Exchanges.Single();

        (open.Legs[0].Delivered, open.Legs[0].Status, open.Legs[1].Status)
            .ShouldBe((NumberRange.Any, LegStatus.Partial, LegStatus.NothingDelivered));
        TrackStatus.Of(FactBuilder.Track(Agreed(), stage, assessed), new DateOnly(2025, 8, 1)).Stage.ShouldBe(Stage.Completed);
    }

    [Fact]
    public void Statuses_depend_on_no_order_and_never_throw() => Generated.Facts.Sample(facts =>
    {
        // No track keeps what is claimed of incidents.
        var one = ClaimBook.Of(FactBuilder.Track(facts)).All();
        var other = ClaimBook.OfFacts([.. facts.Reverse()]).All().Where(standing => standing.Measure.Names is not null);

        other.Select(standing => (standing.Measure.Text, standing.Status))
            .ShouldBe(one.Select(standing => (standing.Measure.Text, standing.Status)));
    }, iter: 1000);

    private static ExchangeAgreed Agreed() =>
        (FactBuilder.Exchange() with { Legs = [.. FactBuilder.Exchange().Legs.Select(leg => leg with { Quantity = null })] })
            .On("2025-06-02");

    private static FigureClaimed Claim(string measure, long value, string claimant, Basis basis = Basis.Unspecified) =>
        FactBuilder.Figure(measure, FactBuilder.Exactly(value, basis)).On("2025-06-02", claimant);

    private static Fact Published(string publisher, string? origin)
    {
        var fact = FactBuilder.Figure(Whole, FactBuilder.Exactly(6000)).On("2025-06-02");
        return fact with
        {
            Report = new Report
            {
                Source = new Source
                {
                    Publisher = publisher,
                    Origin = origin is null ? null
            : Key.Of(origin)
                }
            }
        };
    }

    private static IEnumerable<Fact> Deliveries()
    {
        foreach (var (day, count) in new[] { ("2025-06-11", 1212), ("2025-06-13", 1200), ("2025-06-14", 1200), ("2025-06-15", 1200) })
            yield return Handover(day, count).On(day, "ua", "ru");
        yield return Handover("2025-06-16", 1245).On("2025-06-16", "ua");
        yield return FactBuilder.Figure("exchange/remains-1/stage/2025-06-16/ru-ua", FactBuilder.Exactly(1248)).On("2025-06-16", "ru");
    }

    private static ExchangeStageCompleted Handover(string day, long count) =>
        new(Key.Of("remains-1"), Key.Of(day), [new Delivery(Key.Of("ru-ua"), FactBuilder.Exactly(count))]);

    private static FigureClaimed ToRussiaStage(long count, string day) =>
        FactBuilder.Figure($"exchange/remains-1/stage/{day}/ua-ru", FactBuilder.Exactly(count)).On(day, "ru");

    private static FigureClaimed Total(long count, string claimant) =>
        FactBuilder.Figure("exchange/remains-1/ru-ua/delivered", FactBuilder.Exactly(count)).On("2025-06-16", claimant);

    private static ChildrenReturned Returned(long count) =>
        new(Key.Of("list-1"), ActorKey.Of("ru"), ActorKey.Of("ua"), FactBuilder.Exactly(count));

    private static ClaimStatus Status(Track track, string measure) => ClaimBook.Of(track).Of(Read(measure)).Status;

    private static NumberRange? Number(Track track, string measure) => ClaimBook.Of(track).Number(Read(measure));

    private static Measure Read(string text) => Measure.TryParse(text, out var measure) ? measure : throw new FormatException(text);
}
