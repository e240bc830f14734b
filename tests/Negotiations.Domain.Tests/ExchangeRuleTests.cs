using Negotiations.Domain.Claims;
using Negotiations.Domain.Exchanges;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Knowledge;
using Negotiations.Domain.Time;
using static Negotiations.Domain.Tests.Scenario;

namespace Negotiations.Domain.Tests;

/// <summary>Exchanges: agreed, handed over in stages, put off.</summary>
public class ExchangeRuleTests
{
    private static readonly Key Exchange = Key.Of("e-1"), Next = Key.Of("e-2"), RuUa = Key.Of("ru-ua"), UaRu = Key.Of("ua-ru"),
        Stage = Key.Of("june-7"), NextStage = Key.Of("june-8");
    private static readonly ExchangeLeg Theirs = new(RuUa, Ru, Ua, LegCategory.Remains, Exactly(6_000)),
        Ours = new(UaRu, Ua, Ru, LegCategory.Remains);
    private static readonly Occurrence July = Occurrence.Of("2025-07");

    private static readonly RecordExchangeAgreement Agree = new()
    {
        Negotiation = RussiaUkraine,
        Tracks = OnRemains,
        Occurred = June2,
        Report = Newspaper,
        Exchange = Next,
        Terms = ExchangeTerms.NumberForNumber,
        Legs = [Theirs, Ours],
        Quantity = Exactly(12_000, Basis.Total),
        Due = July,
    };

    private static readonly RecordExchangeStage HandOver = new()
    {
        Negotiation = RussiaUkraine,
        Tracks = OnRemains,
        Occurred = June2,
        Report = Newspaper,
        Exchange = Exchange,
        Stage = NextStage,
        Deliveries = [new Delivery(RuUa, Exactly(1_212)), new Delivery(UaRu, Exactly(27))],
    };

    private static readonly RecordExchangePostponement Postpone = new()
    {
        Negotiation = RussiaUkraine,
        Tracks = OnRemains,
        Occurred = June2,
        Report = Newspaper,
        Exchange = Exchange,
        By = Ua,
        Until = July,
        Reason = "No trucks",
    };

    private static readonly ExchangeAgreed Agreed = new ExchangeAgreed(Exchange, null, [Theirs, Ours], null, null) { Id = Id(1) };
    private static readonly ExchangeStageCompleted Delivered = new ExchangeStageCompleted(Exchange, Stage,
        [new Delivery(RuUa, Exactly(1))])
    { Id = Id(2) };

    internal static RuleRows Rows => new()
    {
        Given = [Agreed],
        Accepted =
        [
            new(Agree, new ExchangeAgreed(Next, ExchangeTerms.NumberForNumber, [Theirs, Ours], Exactly(12_000, Basis.Total), July)),
            new(HandOver, new ExchangeStageCompleted(Exchange, NextStage,
                [new Delivery(RuUa, Exactly(1_212)), new Delivery(UaRu, Exactly(27))])),
            new(Postpone, new ExchangePostponed(Exchange, Ua, July, "No trucks")),
        ],
        Actors =
        [
            new("legs[1].from", actor => Agree with { Legs = [Theirs, Ours with { From = actor }] }),
            new("legs[0].to", actor => Agree with { Legs = [Theirs with { To = actor }] }),
            new("by", actor => Postpone with { By = actor }),
        ],
        Texts = [new("reason", 2_000, text => Postpone with { Reason = text })],
        Lists =
        [
            new("legs", 1, count => Agree with { Legs = Many(count, i => Theirs with { Leg = Key.Of($"leg-{i}") }) }),
            new("deliveries", 1, count => HandOver with { Deliveries = Many(count, _ => new Delivery(RuUa, Exactly(1))) }),
        ],
        Twice =
        [
            new("legs", "ru-ua", Agree with { Legs = [Theirs, Ours with { Leg = RuUa }] }),
            new("deliveries", "ru-ua", HandOver with { Deliveries = [new Delivery(RuUa, Exactly(1)), new Delivery(RuUa, Exactly(2))] }),
        ],
        Things =
        [
            new("exchange", ThingKind.Exchange, id => HandOver with { Exchange = id }),
            new("exchange", ThingKind.Exchange, id => Postpone with { Exchange = id }),
        ],
    };

    [Fact]
    public void Nobody_hands_over_to_itself()
    {
        Given().When(Agree with { Legs = [Theirs with { To = Ru }] })
            .ThenRefused("leg-to-itself", "legs[0].to", "'ru' cannot hand over to itself");
        Given().When(Agree with { Legs = [Theirs, Ours with { To = Umerov }] })
            .ThenRefused("leg-to-itself", "legs[1].to", "'ua' cannot hand over to itself");
    }

    [Fact]
    public void A_unilateral_exchange_has_one_giving_side()
    {
        var unilateral = Agree with { Terms = ExchangeTerms.Unilateral };

        Given().When(unilateral).ThenRefused("two-sided", "legs", "one giving side; leave the terms out", "add each with ClaimFigure");
        Given().When(unilateral with { Legs = [Theirs, Theirs with { Leg = UaRu, To = Tr }] }).ThenAccepted();
        Given().When(Agree with { Terms = null }).ThenAccepted();
    }

    [Fact]
    public void A_number_that_counts_one_way_says_which_way()
    {
        var oneWay = Agree with { Quantity = Exactly(1_000, Basis.OneWay) };

        Given().When(oneWay).ThenRefused("which-way", "quantity", "claim it for the leg, as in exchange/remains-1/ru-ua/agreed");
        Given().When(oneWay with { Legs = [Theirs] }).ThenAccepted();
    }

    [Fact]
    public void All_faults_of_an_agreement_are_named_at_once() =>
        Given(Agreed).When(Agree with { Exchange = Exchange, Legs = [new ExchangeLeg(RuUa, Nobody, Nobody, LegCategory.Remains)] }).Refusals
            .Select(refusal => (refusal.Code, refusal.Field)).ShouldBe(
            [
                ("exchange-exists", "exchange"), ("unknown-actor", "legs[0].from"), ("unknown-actor", "legs[0].to"),
                ("leg-to-itself", "legs[0].to"),
            ]);

    [Fact]
    public void A_hand_over_is_by_the_legs_that_were_agreed() =>
        Given(Agreed with { Legs = [Theirs] }).When(HandOver)
            .ThenRefused("unknown-leg", "deliveries[1].leg",
                "'ua-ru' is no leg of the exchange 'e-1' (asked for 'ua-ru' among ru-ua); its legs are ru-ua");

    [Fact]
    public void While_the_agreement_is_contested_any_leg_may_have_been_handed_over() =>
        Given(Agreed, new FactDenied(Id(1), null)).When(HandOver with { Deliveries = [new Delivery(Key.Of("third"), Exactly(1))] })
            .ThenAccepted();

    [Fact]
    public void A_stage_is_recorded_once_unless_it_replaces_itself()
    {
        var again = HandOver with { Stage = Stage };

        Given(Agreed, Delivered).When(again)
            .ThenConflicts("stage-exists", "stage",
                "the stage 'june-7' of 'e-1' is recorded on 'remains' already", "add another count with ClaimFigure");
        Given(Agreed, Delivered).When(again with { Supersedes = Id(2) }).ThenAccepted();
        Given(Agreed, Delivered, new FactRetracted(Id(2), "x")).When(again).ThenAccepted();
        Given(Agreed, Delivered).When(again with { Supersedes = Id(1) }).ThenConflicts("stage-exists", "stage");
    }

    [Fact]
    public void A_stage_is_told_on_the_tracks_of_its_exchange_too()
    {
        var elsewhere = Given(Agreed with { Tracks = OnTerms }, Delivered with { Tracks = OnTerms });

        elsewhere.When(HandOver).Recorded().Tracks.ShouldBe([OnRemains[0], OnTerms[0]]);
        elsewhere.When(HandOver with { Stage = Stage }).ThenConflicts("stage-exists", "stage", "on 'terms' already");
    }
}
