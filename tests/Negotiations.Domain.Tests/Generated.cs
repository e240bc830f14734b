using System.Collections.Immutable;
using CsCheck;
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

/// <summary>Generators: values as analysts would write them, over few keys, so that facts meet.</summary>
internal static class Generated
{
    private static readonly Gen<string> Date =
        from day in Gen.Int[0, 400]
        from precision in Gen.Int[0, 3]
        from mark in Gen.OneOf("", "?", "~", "%")
        let date = new DateOnly(2025, 1, 1).AddDays(day)
        select date.ToString(precision switch { 0 => "yyyy", 1 => "yyyy-MM", _ => "yyyy-MM-dd" },
            System.Globalization.CultureInfo.InvariantCulture) + mark;

    public static readonly Gen<string> OccurrenceText = Gen.OneOf(
        Date,
        Date,
        Date.Select(date => $"{date}/.."),
        Date.Select(date => $"../{date}"),
        Gen.Select(Gen.Int[0, 200], Gen.Int[0, 60], (from, days) =>
            $"{new DateOnly(2025, 1, 1).AddDays(from):yyyy-MM-dd}/{new DateOnly(2025, 1, 1).AddDays(from + days):yyyy-MM-dd}"),
        Gen.Select(Gen.Int[0, 400], Gen.Int[0, 86399], Gen.Int[-14, 14], (day, second, offset) =>
            $"{new DateTime(2025, 1, 1, 0, 0, 0, DateTimeKind.Unspecified).AddDays(day).AddSeconds(second):yyyy-MM-ddTHH:mm:ss}"
            + $"{(offset < 0 ? '-' : '+')}{Math.Abs(offset):00}:00"));

    public static readonly Gen<Quantity> Quantity =
        from form in Gen.Enum<QuantityForm>()
        from first in Gen.Long[0, 12000]
        from more in Gen.Long[0, 500]
        from basis in Gen.Enum<Basis>()
        select form == QuantityForm.Unknown
            ? Domain.Claims.Quantity.Unknown
            : Domain.Claims.Quantity.Of(form, first, form == QuantityForm.Between ? first + more : null, basis).Value!;

    private static readonly ImmutableSortedDictionary<string, string> None = ImmutableSortedDictionary<string, string>.Empty;
    private static readonly Gen<string> Actor = Gen.OneOf("ua", "ru", "tr", "ua/umerov", "ru/medinsky");
    private static readonly Gen<string> Id = Gen.OneOf("a", "b", "c");

    private static readonly Gen<Occurrence> Dated = Date.Select(Occurrence.Of);
    private static readonly Gen<Occurrence?> MaybeDated = Gen.OneOf(Gen.Const((Occurrence?)null), Dated.Select(date => (Occurrence?)date));
    private static readonly Gen<Key> Thing = Id.Select(Key.Of);
    private static readonly Gen<ActorKey> Who = Actor.Select(ActorKey.Of);

    private static readonly Gen<Fact> Lifecycle = Gen.OneOf(
        Gen.Const(() => (Fact)FactBuilder.Opened()),
        Who.Select(by => (Fact)new TrackSuspended(by, "x")),
        Id.Select(reason => (Fact)new TrackResumed(reason)),
        Id.Select(title => (Fact)new TrackChanged(title, null, null)),
        Gen.Select(Dated, MaybeDated, (from, until) => (Fact)new CoverageRecorded("A newspaper", from, until)),
        Gen.Enum<TrackOutcome>().Select(outcome => (Fact)new TrackClosed(outcome, "x")));

    private static readonly Gen<Fact> Diplomacy = Gen.OneOf(
        Gen.Select(Id, Date, Gen.Enum<RoundStatus>(), (id, planned, status) => (Fact)FactBuilder.Scheduled(id, planned, status)),
        Gen.Select(Thing, MaybeDated, (id, planned) => (Fact)new RoundPostponed(id, null, planned, null)),
        Gen.Select(Id, Quantity, Gen.Enum<TalksResult>(), (id, duration, result) =>
            (Fact)FactBuilder.Talks(id, duration, new Outcome(Key.Of("ceasefire"), result, null))),
        Gen.Select(Id, Date, (id, due) => (Fact)FactBuilder.Memo(id, due)),
        Gen.Select(Id, Gen.Enum<MemoAnswer>(), Date, (id, answer, due) =>
            (Fact)FactBuilder.Answer(answer, answer == MemoAnswer.Reviewing ? due : null, id)),
        Gen.Select(Actor, Gen.Enum<Stance>(), Id, (actor, stance, text) => (Fact)FactBuilder.Position(actor, text, stance)),
        Gen.Select(Thing, Who, MaybeDated, (id, to, until) =>
            (Fact)new ProposalMade(id, [ActorKey.Of("ua")], [to], ProposalKind.Terms, "x", until, null)),
        Gen.Select(Thing, Who, Gen.Enum<ProposalAnswer>(), (id, by, answer) => (Fact)new ProposalAnswered(id, by, answer, null, null)),
        Thing.Select(id => (Fact)new ProposalWithdrawn(id, null)),
        Gen.Select(Thing, Thing, (id, proposal) =>
            (Fact)(FactBuilder.Scheduled(id.Value, "2025-07") with { Proposal = proposal })),
        Gen.Select(Thing, Who, (id, by) => (Fact)new AgreementJoined(id, by)),
        Thing.Select(id => (Fact)new AgreementAmended(id, "x", null)),
        Gen.Select(Thing, Gen.Enum<AgreementEnd>(), Who, (id, how, by) => (Fact)new AgreementEnded(id, how, by, null)),
        Thing.Select(id => (Fact)new AgreementSigned(id, "x", AgreementStage.Pre, [ActorKey.Of("ua")], [], null, null)),
        Gen.Select(Thing, Who, Dated, MaybeDated, (id, by, from, until) =>
            (Fact)new CeasefireDeclared(id, [by], CeasefireKind.General, null, from, until)),
        Gen.Select(Thing, Gen.Enum<CeasefireEnd>(), (id, how) => (Fact)new CeasefireEnded(id, how)),
        Gen.Select(Thing, Who, Quantity, (id, by, shots) => (Fact)new CeasefireViolated(id, by, null,
            [new IncidentFigure(Key.Of("shots"), shots)])),
        Gen.Select(Id, Gen.Long[0, 50], (id, killed) => (Fact)FactBuilder.Incident(id, killed)),
        Who.Select(subject => (Fact)new LegalActionNoted(ActorKey.Of("tr"), "x", [subject], "x")));

    private static readonly Gen<Fact> Promises = Gen.OneOf(
        Gen.Select(Id, Gen.Long[0, 400], (id, listed) => (Fact)FactBuilder.ChildList(listed, id)),
        Gen.Select(Thing, Who, Quantity, (id, by, reviewed) => (Fact)new ChildCasesReviewed(id, by, reviewed, null)),
        Gen.Select(Id, Quantity, (id, returned) => (Fact)FactBuilder.Returned(returned, id)),
        Gen.Select(Id, Date, Quantity, (id, due, quantity) => (Fact)FactBuilder.Exchange(id, due, quantity)),
        Gen.Select(Thing, Who, MaybeDated, (id, by, until) => (Fact)new ExchangePostponed(id, by, until, null)),
        Gen.Select(Id, Id, Quantity, (id, stage, quantity) => (Fact)FactBuilder.Stage(stage, quantity, exchange: id)),
        Gen.Select(Date, due => (Fact)FactBuilder.Commitment(due)),
        Gen.Select(Id, Gen.Enum<Assessment>(), (id, status) => (Fact)FactBuilder.Assessed(status, exchange: id)),
        Gen.Select(Gen.Enum<Assessment>(), status => (Fact)FactBuilder.Assessed(status)),
        Gen.Select(Gen.OneOf(ThingKind.Memo, ThingKind.Round, ThingKind.Exchange), Thing, Dated,
            (kind, id, due) => (Fact)new DeadlinePassed(kind, id, due, [])));

    private static readonly Gen<Measure> Measured =
        from id in Id
        from text in Gen.OneOf($"exchange/{id}/agreed", $"exchange/{id}/ru-ua/delivered", $"exchange/{id}/stage/{id}/ru-ua",
            $"exchange/{id}/delivered", $"exchange/{id}/ua-ru/agreed", $"ceasefire/{id}/shots",
            $"children/{id}/returned", $"round/{id}/duration", $"incident/{id}/persons-killed")
        select Measure.TryParse(text, out var measure) ? measure : throw new FormatException(text);

    private static readonly Gen<ClaimValue> Number =
        Quantity.Where(quantity => quantity.Form != QuantityForm.Unknown).Select(ClaimValue.Of);

    private static readonly Gen<Fact> Figures = Gen.OneOf(
        Gen.Select(Measured, Quantity, (measure, value) => (Fact)new FigureClaimed(measure, ClaimValue.Of(value))),
        Gen.Select(Measured, Number, Gen.Guid.Array[1, 2], (measure, value, considered) =>
            (Fact)new ClaimsReconciled(measure, value, [.. considered], "x")),
        Measured.Select(measure => (Fact)new ReconciliationReopened(measure, "x")));

    private static readonly Gen<Fact> Payload = Gen.Frequency((1, Lifecycle), (4, Diplomacy), (4, Promises), (2, Figures));

    private static readonly Gen<Fact> NegotiationPayload = Gen.OneOf(
        Id.Select(title => (Fact)new NegotiationOpened(title, null)),
        Id.Select(title => (Fact)new NegotiationChanged(title, null)),
        Gen.Select(Who, Id, (actor, name) => (Fact)new ActorAdded(actor, name, ActorKind.State, Role.Party, None)),
        Gen.Select(Who, Dated, Id, (actor, from, name) => (Fact)new ActorChanged(actor, from, name, null, null)));

    public static readonly Gen<Fact> Fact =
        from payload in Payload
        from id in Gen.Guid
        from occurred in OccurrenceText
        from claimants in Actor.Array[0, 2]
        select (payload with { Id = id }).On(occurred, [.. claimants.Distinct()]);

    public static readonly Gen<Fact[]> Facts = Fact.Array[0, 30];

    /// <summary>Facts of a negotiation itself: it was opened, and its actors were added and changed.</summary>
    public static readonly Gen<Fact[]> NegotiationFacts =
        (from payload in NegotiationPayload
         from id in Gen.Guid
         from occurred in OccurrenceText
         select (payload with { Id = id })
            .On(occurred)).Array[0, 12];

    public static readonly Gen<DateOnly> Day = Gen.Int[-30, 900].Select(day => new DateOnly(2025, 1, 1).AddDays(day));

    /// <summary>Facts recorded and published at different hours, of which many speak of others.</summary>
    public static readonly Gen<Fact[]> CorrectedFacts =
        from facts in Facts
        from recorded in Gen.Int[0, 600].Array[facts.Length]
        from published in Gen.Int[-300, 900].Array[facts.Length]
        from corrections in Gen.Select(Gen.Int[0, 40], Gen.Int[0, 40], Gen.Enum<CorrectionKind>(), Gen.Guid, Gen.Int[0, 900]).Array[0, 12]
        select Corrected([.. facts.Select((fact, i) => FactBuilder.Recorded(fact, recorded[i], published[i]))], corrections);

    private static Fact[] Corrected(Fact[] facts, (int Target, int Other, CorrectionKind Kind, Guid Id, int Hours)[] corrections)
    {
        var all = facts.ToList();
        foreach (var (target, other, kind, id, hours) in corrections.Where(_ => all.Count > 0))
        {
            var spokenOf = all[target % all.Count].Id;
            Fact correction = kind switch
            {
                CorrectionKind.Retracted => new FactRetracted(spokenOf, "x"),
                CorrectionKind.Reinstated => new FactReinstated(spokenOf, "x"),
                CorrectionKind.Denied => new FactDenied(spokenOf, null),
                CorrectionKind.Confirmed => new FactConfirmed(spokenOf, null),
                _ => FactBuilder.Position("ua", $"{other}") with { Supersedes = spokenOf },
            };
            all.Add(FactBuilder.Recorded((correction with { Id = id }).On("2025-06-02"), hours, hours - (other * 10)));
        }
        return [.. all.DistinctBy(fact => fact.Id)];
    }
}
