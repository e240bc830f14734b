using Negotiations.Domain.Children;
using Negotiations.Domain.Claims;
using Negotiations.Domain.Context;
using Negotiations.Domain.Exchanges;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Knowledge;
using Negotiations.Domain.Papers;
using Negotiations.Domain.Talks;
using static Negotiations.Domain.Tests.Scenario;

namespace Negotiations.Domain.Tests;

/// <summary>Figures for measures, what is decided on them, and that taken back.</summary>
public class FigureRuleTests
{
    private static readonly Key Exchange = Key.Of("e-1"), RuUa = Key.Of("ru-ua"), UaRu = Key.Of("ua-ru"), Round = Key.Of("round-1"),
        List = Key.Of("list-1"), Incident = Key.Of("shelling-1");
    private static readonly Measure Whole = Measure.Agreed(Exchange), Leg = Measure.Agreed(Exchange, RuUa);
    private static readonly ClaimValue Number = ClaimValue.Of(Exactly(6_000)), OneWay = ClaimValue.Of(Exactly(6_000, Basis.OneWay));
    private static readonly ExchangeLeg Theirs = new(RuUa, Ru, Ua, LegCategory.Remains), Ours = new(UaRu, Ua, Ru, LegCategory.Remains);
    private static readonly ExchangeAgreed Agreed = new ExchangeAgreed(Exchange, null, [Theirs, Ours], null, null) { Id = Id(1) };
    private static readonly ClaimsReconciled Reconciled = new(Whole, Number, [Id(1)], "Both say so");

    private static readonly Fact[] Recorded =
    [
        Agreed, new ExchangeStageCompleted(Exchange, Key.Of("june-7"), [new Delivery(RuUa, Exactly(1))]) { Id = Id(2) },
        new TalksHeld(Round, null, null, [], [new Delegation(Ua)], null, [], null),
        new ChildListSubmitted(List, Ua, Ru, Exactly(339), null),
        new IncidentReported(Incident, Key.Of("shelling"), [], [], null, "Shelling", []), Reconciled,
    ];

    private static readonly ClaimFigure Claim = new()
    {
        Negotiation = RussiaUkraine,
        Tracks = OnRemains,
        Occurred = June2,
        Report = Newspaper,
        Measure = Leg,
        Value = Number,
    };

    private static readonly ReconcileClaims Reconcile = new()
    {
        Negotiation = RussiaUkraine,
        Tracks = OnRemains,
        Occurred = June2,
        Report = Newspaper,
        Measure = Leg,
        Value = Number,
        Considered = [Id(1), Id(2)],
        Rationale = "Both say so",
    };

    private static readonly ReopenReconciliation Reopen = new()
    {
        Negotiation = RussiaUkraine,
        Tracks = OnRemains,
        Occurred = June2,
        Report = Newspaper,
        Measure = Whole,
        Reason = "A new count",
    };

    internal static RuleRows Rows => new()
    {
        Given = Recorded,
        Accepted =
        [
            new(Claim, new FigureClaimed(Leg, Number)),
            new(Reconcile, new ClaimsReconciled(Leg, Number, [Id(1), Id(2)], "Both say so")),
            new(Reopen, new ReconciliationReopened(Whole, "A new count")),
        ],
        Texts =
        [
            new("rationale", 2_000, text => Reconcile with { Rationale = text }),
            new("reason", 2_000, text => Reopen with { Reason = text }),
        ],
        Lists = [new("considered", 1, count => Reconcile with { Considered = Many(count, Id) })],
        Twice = [new("considered", $"{Id(2)}", Reconcile with { Considered = [Id(2), Id(1), Id(2)] })],
        Things =
        [
            new("measure", ThingKind.Exchange, id => Claim with { Measure = Measure.Agreed(id) }),
            new("measure", ThingKind.Round, id => Claim with { Measure = Measure.Duration(id) }),
            new("measure", ThingKind.List, id => Claim with { Measure = Measure.Listed(id) }),
            new("measure", ThingKind.Incident, id => Claim with { Measure = Measure.Figure(id, Key.Of("persons-killed")) }),
            new("measure", ThingKind.Exchange, id => Reconcile with { Measure = Measure.Delivered(id, RuUa) }),
            new("measure", ThingKind.Round, id => Reconcile with { Measure = Measure.Duration(id) }),
            new("measure", ThingKind.List, id => Reconcile with { Measure = Measure.Returned(id) }),
            new("measure", ThingKind.Incident, id => Reconcile with { Measure = Measure.Figure(id, Key.Of("persons-killed")) }),
        ],
    };

    public static TheoryData<string, Enum?, string> Misfits => new()
    {
        { "round/round-1/duration", TalksResult.NoProgress, "a quantity, in minutes" },
        { "round/round-1/outcome/remains", null, "one of breakthrough, agreement, progress, noProgress, breakdown" },
        { "round/round-1/outcome/remains", ExchangeTerms.AllForAll, "one of breakthrough" },
        { "exchange/e-1/terms", null, "one of numberForNumber, allForAll, category, unilateral" },
        { "exchange/e-1/terms", TalksResult.Progress, "one of numberForNumber" },
        { "exchange/e-1/agreed", ExchangeTerms.AllForAll, "a quantity" },
        { "exchange/e-1/delivered", ExchangeTerms.AllForAll, "a quantity" },
        { "exchange/e-1/ru-ua/agreed", TalksResult.Progress, "a quantity" },
        { "exchange/e-1/stage/june-7/ru-ua", TalksResult.Progress, "a quantity" },
        { "children/list-1/listed", MemoAnswer.Accepted, "a quantity" },
        { "incident/shelling-1/persons-killed", TalksResult.Progress, "a quantity or a date" },
    };

    public static TheoryData<string, Enum?> Fits => new()
    {
        { "round/round-1/duration", null }, { "round/round-1/outcome/remains", TalksResult.NoProgress },
        { "exchange/e-1/terms", ExchangeTerms.AllForAll },
        { "exchange/e-1/agreed", null }, { "exchange/e-1/delivered", null }, { "exchange/e-1/ru-ua/delivered", null },
        { "exchange/e-1/stage/june-7/ru-ua", null },
        { "children/list-1/reviewed", null }, { "incident/shelling-1/persons-killed", null },
    };

    [Theory, MemberData(nameof(Misfits))]
    public void A_value_that_the_measure_does_not_take_is_refused_with_what_it_takes(string measure, Enum? word, string takes)
    {
        Given(Recorded).When(Claim with { Measure = Of(measure), Value = Value(word) })
            .ThenRefused("value-does-not-fit", "value", $"'{measure}' takes {takes}");
        Given(Recorded).When(Reconcile with { Measure = Of(measure), Value = Value(word) })
            .ThenRefused("value-does-not-fit", "value", $"'{measure}' takes {takes}");
    }

    [Theory, MemberData(nameof(Fits))]
    public void A_value_that_the_measure_takes_is_claimed_and_decided_on(string measure, Enum? word)
    {
        Given(Recorded).When(Claim with { Measure = Of(measure), Value = Value(word) }).Then(new FigureClaimed(Of(measure), Value(word)));
        Given(Recorded).When(Reconcile with { Measure = Of(measure), Value = Value(word) }).ThenAccepted();
    }

    [Fact]
    public void A_leg_is_one_of_the_agreement()
    {
        const string what = "'ru-us' is no leg of the exchange 'e-1' (asked for 'ru-us' among ru-ua, ua-ru); its legs are ru-ua, ua-ru";

        Given(Recorded).When(Claim with { Measure = Of("exchange/e-1/ru-us/agreed") }).ThenRefused("unknown-leg", "measure", what);
        Given(Recorded).When(Reconcile with { Measure = Of("exchange/e-1/stage/june-7/ru-us") })
            .ThenRefused("unknown-leg", "measure", what);
        Given(Agreed, new FactDenied(Id(1), null)).When(Claim with { Measure = Of("exchange/e-1/ru-us/agreed") }).ThenAccepted();
    }

    [Fact]
    public void A_stage_is_one_that_is_recorded()
    {
        const string what =
            "no stage 'one' of the exchange 'e-1' is recorded (asked for 'one' among june-7); record it with RecordExchangeStage";

        Given(Recorded).When(Claim with { Measure = Of("exchange/e-1/stage/one/ru-ua") }).ThenRefused("unknown-stage", "measure", what);
        Given(Recorded).When(Reconcile with { Measure = Of("exchange/e-1/stage/one/ru-ua") }).ThenRefused("unknown-stage", "measure", what);
    }

    [Theory, InlineData("exchange/e-1/agreed"), InlineData("exchange/e-1/delivered")]
    public void A_number_that_counts_one_way_says_which_way(string measure)
    {
        Given(Recorded).When(Claim with { Measure = Of(measure), Value = OneWay })
            .ThenRefused("which-way", "value", "claim it for the leg, as in exchange/remains-1/ru-ua/agreed");
        Given(Recorded).When(Reconcile with { Measure = Of(measure), Value = OneWay })
            .ThenRefused("which-way", "value", "claim it for the leg, as in exchange/remains-1/ru-ua/agreed");
        Given(Agreed with { Legs = [Theirs] }).When(Claim with { Measure = Of(measure), Value = OneWay }).ThenAccepted();
        Given(Recorded).When(Claim with { Value = OneWay }).ThenAccepted();
    }

    [Fact]
    public void A_decision_names_a_value_and_facts_that_exist()
    {
        Given(Recorded).When(Reconcile with { Value = ClaimValue.Of(Quantity.Unknown) })
            .ThenRefused("no-value", "value", "a decision names the value to use");
        Given(Recorded).When(Claim with { Value = ClaimValue.Of(Quantity.Unknown) }).ThenAccepted();
        Given(Recorded).When(Reconcile with { Considered = [Id(1), Id(99)] })
            .ThenRefused("unknown-fact", "considered[1]", $"no fact {Id(99)} is on a track of 'russia-ukraine'");
    }

    [Fact]
    public void A_decision_may_have_considered_what_was_found_false() =>
        Given(Recorded).And(new FactRetracted(Id(2), "x")).When(Reconcile).ThenAccepted();

    [Fact]
    public void Only_a_decision_that_stands_is_taken_back()
    {
        const string what = "no reconciliation of 'exchange/e-1/agreed' stands on remains";

        Given(Agreed).When(Reopen).ThenConflicts("not-reconciled", "measure", what);
        Given(Agreed, Reconciled, new ReconciliationReopened(Whole, "x")).When(Reopen).ThenConflicts("not-reconciled", "measure", what);
        Given(Agreed, Reconciled, new ReconciliationReopened(Whole, "x"), Reconciled).When(Reopen).ThenAccepted();
        Given(Agreed with { Tracks = OnTerms }, Reconciled with { Tracks = OnTerms }).When(Reopen).ThenAccepted();
    }

    [Fact]
    public void What_was_decided_on_an_incident_is_kept_by_no_track_so_that_it_may_always_be_taken_back() =>
        Given(Recorded).When(Reopen with { Measure = Of("incident/shelling-1/persons-killed") }).ThenAccepted();

    private static ClaimValue Value(Enum? word) => word is null ? Number : ClaimValue.Of(word);

    private static Measure Of(string text) => Measure.TryParse(text, out var measure) ? measure : throw new FormatException(text);
}
