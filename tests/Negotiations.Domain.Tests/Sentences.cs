using System.Collections.Immutable;
using Negotiations.Domain.Agreements;
using Negotiations.Domain.Ceasefires;
using Negotiations.Domain.Children;
using Negotiations.Domain.Claims;
using Negotiations.Domain.Commitments;
using Negotiations.Domain.Context;
using Negotiations.Domain.Exchanges;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Knowledge;
using Negotiations.Domain.Lifecycle;
using Negotiations.Domain.Papers;
using Negotiations.Domain.Positions;
using Negotiations.Domain.Proposals;
using Negotiations.Domain.Setup;
using Negotiations.Domain.Talks;
using Negotiations.Domain.Time;

namespace Negotiations.Domain.Tests;

/// <summary>Facts of every type, as they are told by who knows names and by who knows nothing.</summary>
internal static class Sentences
{
    public static readonly Guid Said = new(7, 0, 0, new byte[8]), Unknown = new(8, 0, 0, new byte[8]);
    private static readonly ActorKey Ua = ActorKey.Of("ua"), Ru = ActorKey.Of("ru"), Tr = ActorKey.Of("tr"),
        Umerov = ActorKey.Of("ua/umerov");
    private static readonly Key Remains = Key.Of("remains-1"), List = Key.Of("list-339"), Easter = Key.Of("easter");
    private static readonly ImmutableSortedDictionary<string, string> None = ImmutableSortedDictionary<string, string>.Empty;
    private static readonly Occurrence June9 = Occurrence.Of("2025-06-09");

    private static readonly ExchangeAgreed Agreed = new(Remains, ExchangeTerms.NumberForNumber,
        [Leg("ru-ua", Ru, Ua, LegCategory.Remains, Of(QuantityForm.AtLeast, 6000)), Leg("ua-ru", Ua, Ru, LegCategory.Remains, Of(1000))],
        null, null);

    private static readonly PositionStated Position = FactBuilder.Position("ru") with { Id = Scenario.Id(77) };

    private static readonly ProposalMade Summit =
        new(Key.Of("summit"), [Ua], [Ru], ProposalKind.Meeting, "A meeting of the leaders", null, null);

    private static readonly AgreementSigned Grain =
        new(Key.Of("grain"), "Grain", AgreementStage.SubPar, [Ua, Ru], [], null, null);

    public static readonly Narrator Narrator = new(
        new Dictionary<ActorKey, string> { [Ua] = "Ukraine", [Ru] = "Russia", [Tr] = "Türkiye", [Umerov] = "Rustem Umerov" },
        [Agreed, FactBuilder.Memo(), FactBuilder.Commitment(), Summit, Grain],
        [FactBuilder.Stage("2025-06-11", Of(1212)) with { Id = Said }, Position]);

    /// <summary>A fact, its sentence by who knows names, and by who knows nothing.</summary>
    public static readonly (Fact Fact, string Known, string Unknown)[] All =
    [
        (new NegotiationOpened("Russia and Ukraine", null), "The negotiation “Russia and Ukraine” is opened", "="),
        (new NegotiationChanged("Ukraine and Russia", null), "The negotiation is titled “Ukraine and Russia”", "="),
        (new NegotiationChanged(null, "Talks"), "The negotiation has another summary", "="),
        (new TrackChanged("The fallen", Subject.Remains, TrackLevel.OneAndAHalf),
            "The track remains is titled “The fallen”, is about remains and has the level one and a half", "="),
        (new ActorAdded(Umerov, "Rustem Umerov", ActorKind.Person, null, None),
            "Rustem Umerov is added as a person of Ukraine", "Rustem Umerov is added as a person of ua"),
        (new ActorAdded(Ua, "Ukraine", ActorKind.ArmedGroup, Role.ThirdParty, None),
            "Ukraine is added as an armed group with the role of third party", "="),
        (new ActorChanged(Umerov, June9, null, Role.Commentator, "Secretary"),
            "Rustem Umerov has the role of commentator and holds the office “Secretary” from 2025-06-09 on",
            "ua/umerov has the role of commentator and holds the office “Secretary” from 2025-06-09 on"),
        (new ActorChanged(Tr, June9, "Türkiye", null, null), "tr is called Türkiye from 2025-06-09 on", "="),
        (FactBuilder.Opened(), "The track “Remains” is opened", "="),
        (new TrackSuspended(Ru, "Strikes"), "Russia suspends the track remains (Strikes)", "ru suspends the track remains (Strikes)"),
        (new TrackSuspended(null, "Strikes"), "Suspended: the track remains (Strikes)", "="),
        (new TrackResumed(null), "Resumed: the track remains", "="),
        (new TrackClosed(TrackOutcome.Collapsed, "No answer"), "Closed as collapsed: the track remains (No answer)", "="),
        (new RoundScheduled(Key.Of("three"), June9, RoundStatus.Proposed, [Ru, Tr], new Venue("Istanbul"), null),
            "Russia and Türkiye propose round three for 2025-06-09 in Istanbul",
            "ru and tr propose round three for 2025-06-09 in Istanbul"),
        (new RoundScheduled(Key.Of("three"), June9, RoundStatus.Agreed, [], null, null), "Round three is agreed for 2025-06-09", "="),
        (new RoundPostponed(Key.Of("three"), Ru, June9, "Haste"),
            "Russia postpones round three to 2025-06-09: Haste", "ru postpones round three to 2025-06-09: Haste"),
        (FactBuilder.Talks("two", Of(QuantityForm.About, 60)) with { Hosts = [Tr] },
            "Ukraine and Russia hold direct talks in Istanbul, hosted by Türkiye, for about 60 minutes (round two)",
            "ua and ru hold direct talks in Istanbul, hosted by tr, for about 60 minutes (round two)"),
        (FactBuilder.Memo(replyDue: "2025-06-09") with { Kind = MemoKind.TermSheet },
            "Russia gives Ukraine a term sheet: Terms (reply due 2025-06-09)", "ru gives ua a term sheet: Terms (reply due 2025-06-09)"),
        (FactBuilder.Answer(MemoAnswer.Reviewing, "2025-06-09"),
            "Ukraine is reviewing the memo “Terms”, reply due 2025-06-09", "ua is reviewing memo memo-1, reply due 2025-06-09"),
        (new PositionStated(Umerov, Stance.Rejection, "Not like this",
            new ThingReference(new Thing(ThingKind.Memo, Key.Of("memo-1"))), "x"),
            "Rustem Umerov states a rejection on the memo “Terms”: Not like this (condition: x)",
            "ua/umerov states a rejection on memo memo-1: Not like this (condition: x)"),
        (new PositionStated(Ua, Stance.Appeal, "Peace", new ActorReference(Ru), null),
            "Ukraine states an appeal on Russia: Peace", "ua states an appeal on ru: Peace"),
        (new PositionStated(Ua, Stance.Comment, "Noted", new PositionReference(Said), null),
            $"Ukraine states a comment on position {Said}: Noted", $"ua states a comment on position {Said}: Noted"),
        (new PositionStated(Ua, Stance.Comment, "Noted", new PositionReference(Position.Id), null),
            "Ukraine states a comment on what Russia said, “Peace”: Noted", $"ua states a comment on position {Position.Id}: Noted"),
        (Summit with { ValidUntil = June9, On = new ActorReference(Tr) },
            "Ukraine proposes to Russia on Türkiye: A meeting of the leaders (valid until 2025-06-09)",
            "ua proposes to ru on tr: A meeting of the leaders (valid until 2025-06-09)"),
        (new ProposalAnswered(Summit.Proposal, Ru, ProposalAnswer.Countered, Key.Of("other"), "Not yet"),
            "Russia answers the proposal “A meeting of the leaders” with proposal other: Not yet",
            "ru answers proposal summit with proposal other: Not yet"),
        (new ProposalAnswered(Summit.Proposal, Ru, ProposalAnswer.Countered, null, null),
            "Russia answers the proposal “A meeting of the leaders” with another proposal",
            "ru answers proposal summit with another proposal"),
        (new ProposalAnswered(Summit.Proposal, Ru, ProposalAnswer.Reviewing, null, null),
            "Russia is reviewing the proposal “A meeting of the leaders”", "ru is reviewing proposal summit"),
        (new ProposalWithdrawn(Summit.Proposal, "No answer"),
            "The proposal “A meeting of the leaders” is withdrawn: No answer", "Proposal summit is withdrawn: No answer"),
        (FactBuilder.Scheduled("three", "2025-06-09") with { Proposal = Summit.Proposal },
            "Round three is agreed for 2025-06-09 (came of the proposal “A meeting of the leaders”)",
            "Round three is agreed for 2025-06-09 (came of proposal summit)"),
        (FactBuilder.Talks("heads") with { Format = null, Venue = null, Mediators = [Tr], PartOf = Key.Of("three") },
            "Ukraine and Russia hold talks, mediated by Türkiye (meeting heads of round three)",
            "ua and ru hold talks, mediated by tr (meeting heads of round three)"),
        (new ChildCasesReviewed(List, Ru, Of(10), null)
            { Outcomes = [new CaseOutcome(Key.Of("of-age"), Of(3)), new CaseOutcome(Key.Of("found"), Of(QuantityForm.AtLeast, 5))] },
            "Russia reviews 10 cases of children on list list-339 (of age: 3; found: at least 5)",
            "ru reviews 10 cases of children on list list-339 (of age: 3; found: at least 5)"),
        (FactBuilder.ChildList(339), "Ukraine submits a list of 339 children to Russia", "ua submits a list of 339 children to ru"),
        (new ChildCasesReviewed(List, Ru, Of(1), "Found"),
            "Russia reviews 1 case of children on list list-339: Found", "ru reviews 1 case of children on list list-339: Found"),
        (FactBuilder.Returned(Of(QuantityForm.AtLeast, 2)),
            "Russia returns at least 2 children to Ukraine, of list list-1", "ru returns at least 2 children to ua, of list list-1"),
        (Agreed, "Russia and Ukraine agree to exchange bodies, at least 6,000 for 1,000",
            "ru and ua agree to exchange bodies, at least 6,000 for 1,000"),
        (new ExchangeAgreed(Remains, ExchangeTerms.AllForAll,
            [Leg("a", Ru, Ua, LegCategory.PrisonersOfWar), Leg("b", Ua, Ru, LegCategory.PrisonersOfWar)],
            Of(QuantityForm.Value, 1200, Basis.PerSide), June9),
            "Russia and Ukraine agree to exchange prisoners of war, 1,200 on each side, all for all, due 2025-06-09",
            "ru and ua agree to exchange prisoners of war, 1,200 on each side, all for all, due 2025-06-09"),
        (new ExchangeAgreed(Remains, ExchangeTerms.Unilateral,
            [Leg("a", Ru, Ua, LegCategory.Remains, Quantity.Unknown), Leg("b", Ru, Ua, LegCategory.Wounded)], null, null),
            "It is agreed that Russia hands over an undisclosed number of bodies to Ukraine and Russia hands over wounded to Ukraine, "
                + "unilateral",
            "It is agreed that ru hands over an undisclosed number of bodies to ua and ru hands over wounded to ua, unilateral"),
        (FactBuilder.Stage("2025-06-11", Of(1212)), "Russia hands over 1,212 bodies to Ukraine",
            "Hand-over 2025-06-11 of exchange remains-1: 1,212 on leg ru-ua"),
        (new ExchangePostponed(Remains, Ua, June9, null),
            "Ukraine postpones exchange remains-1 until 2025-06-09", "ua postpones exchange remains-1 until 2025-06-09"),
        (FactBuilder.Commitment("2025-06-09", "Calm") with { To = [Tr] },
            "Russia and Ukraine promise Türkiye: Form a commission (due 2025-06-09) (condition: Calm)",
            "ru and ua promise tr: Form a commission (due 2025-06-09) (condition: Calm)"),
        (FactBuilder.Assessed(Assessment.NotInitiated), "Ukraine assesses the commitment “Form a commission” as not initiated",
            "ua assesses commitment commission as not initiated"),
        (new CommitmentAssessed(null, Remains, Assessment.Full, null, "Counted"), "Exchange remains-1 is assessed as full: Counted", "="),
        (new DeadlinePassed(ThingKind.Memo, Key.Of("memo-1"), June9, [Ua]),
            "The date 2025-06-09 passes for the reply to the memo “Terms”, due from Ukraine",
            "The date 2025-06-09 passes for the reply to memo memo-1, due from ua"),
        (new AgreementSigned(Key.Of("protocol"), "Protocol", AgreementStage.Pre, [Ru, Ua], [Tr], null, null),
            "Russia and Ukraine sign the agreement “Protocol”, with Türkiye as third party",
            "ru and ua sign the agreement “Protocol”, with tr as third party"),
        (new AgreementSigned(Key.Of("accord"), "Accord", AgreementStage.Pre, [], [], null, null)
            { SignatoryNames = ["The Sava Front"], ThirdPartyNames = ["A churchman"] },
            "The Sava Front signs the agreement “Accord”, with A churchman as third party", "="),
        (new AgreementJoined(Grain.Agreement, Tr), "Türkiye joins the agreement “Grain”", "tr joins agreement grain"),
        (new AgreementAmended(Grain.Agreement, "Another port", null), "The agreement “Grain” is amended: Another port",
            "Agreement grain is amended: Another port"),
        (new AgreementEnded(Grain.Agreement, AgreementEnd.Superseded, null, Key.Of("next")),
            "The agreement “Grain” is superseded by agreement next", "Agreement grain is superseded by agreement next"),
        (new AgreementEnded(Grain.Agreement, AgreementEnd.Withdrawn, Ru, Key.Of("next")),
            "Russia withdraws from the agreement “Grain” (followed by agreement next)",
            "ru withdraws from agreement grain (followed by agreement next)"),
        (new AgreementEnded(Grain.Agreement, AgreementEnd.Annulled, null, null), "The agreement “Grain” is declared void",
            "Agreement grain is declared void"),
        (new AgreementEnded(Grain.Agreement, AgreementEnd.Ended, Ru, null), "Russia ends the agreement “Grain”", "ru ends agreement grain"),
        (new CoverageRecorded("A monitor", June9, Occurrence.Of("2025-06-30")),
            "A monitor covers the track remains from 2025-06-09 until 2025-06-30", "="),
        (new CeasefireDeclared(Easter, [Ru], CeasefireKind.Humanitarian, "All fronts", June9, Occurrence.Of("2025-06-10")),
            "Russia declares a humanitarian ceasefire from 2025-06-09 until 2025-06-10: All fronts",
            "ru declares a humanitarian ceasefire from 2025-06-09 until 2025-06-10: All fronts"),
        (new CeasefireViolated(Easter, Ru, "Shelling", [new IncidentFigure(Key.Of("attacks"), Of(QuantityForm.AtLeast, 3))]),
            "A violation of ceasefire easter is reported, ascribed to Russia: Shelling (attacks: at least 3)",
            "A violation of ceasefire easter is reported, ascribed to ru: Shelling (attacks: at least 3)"),
        (new CeasefireEnded(Easter, CeasefireEnd.Expired), "Ceasefire easter ends (expired)", "="),
        (new IncidentReported(Key.Of("x"), Key.Of("drone-attack"), [Ru], [Ua], "Kherson", "Drones",
            [new IncidentFigure(Key.Of("persons-killed"), Of(QuantityForm.AtMost, 1200)),
                new IncidentFigure(Key.Of("cars"), Quantity.Unknown)]),
            "An incident is reported (drone attack, Kherson), ascribed to Russia, against Ukraine: Drones "
                + "(persons killed: at most 1,200; cars: an undisclosed number)",
            "An incident is reported (drone attack, Kherson), ascribed to ru, against ua: Drones "
                + "(persons killed: at most 1,200; cars: an undisclosed number)"),
        (new LegalActionNoted(Tr, "Arrest warrant", [Umerov], "In force"),
            "Türkiye takes legal action (Arrest warrant) concerning Rustem Umerov: In force",
            "tr takes legal action (Arrest warrant) concerning ua/umerov: In force"),
        (FactBuilder.Figure("exchange/remains-1/ru-ua/delivered", Of(6057)).On("2025-06-02", "ua", "ru"),
            "Ukraine and Russia say: exchange remains-1, from Russia to Ukraine, delivered: 6,057 bodies",
            "ua and ru say: exchange remains-1, ru-ua delivered: 6,057"),
        (FactBuilder.Figure("exchange/remains-1/agreed", Of(QuantityForm.Between, 18, Basis.Total, 25)),
            "A newspaper says: exchange remains-1, agreed: 18 to 25 in all", "="),
        (new ClaimsReconciled(Measure.Listed(List), ClaimValue.Of(Of(339)), [], "Lists"),
            "Claims are reconciled: list list-339 of children, listed: 339 children (Lists)", "="),
        (new ReconciliationReopened(Measure.Duration(Key.Of("two")), "New"), "A decision is open again: round two, duration (New)", "="),
        (new FactConfirmed(Said, "Again").On("2025-06-02", "ua"), "Ukraine confirms: Russia hands over 1,212 bodies to Ukraine (Again)",
            $"ua confirms: fact {Said} (Again)"),
        (new FactDenied(Said, null), "A newspaper denies: Russia hands over 1,212 bodies to Ukraine", $"A newspaper denies: fact {Said}"),
        (new FactRetracted(Said, "A misprint"), "Withdrawn: Russia hands over 1,212 bodies to Ukraine (A misprint)",
            $"Withdrawn: fact {Said} (A misprint)"),
        (new FactReinstated(Unknown, "Right"), $"Reinstated: fact {Unknown} (Right)", "="),
        (FactBuilder.Stage("2025-06-11", Of(0)) with { Supersedes = Said },
            "Russia hands over no bodies to Ukraine (replaces: Russia hands over 1,212 bodies to Ukraine)",
            "Hand-over 2025-06-11 of exchange remains-1: 0 on leg ru-ua"),
    ];

    private static Quantity Of(long value) => FactBuilder.Exactly(value);

    private static Quantity Of(QuantityForm form, long first, Basis basis = Basis.Unspecified, long? second = null) =>
        Quantity.Of(form, first, second, basis).Value!;

    private static ExchangeLeg Leg(string leg, ActorKey from, ActorKey to, LegCategory category, Quantity? quantity = null) =>
        new(Key.Of(leg), from, to, category, quantity);
}
