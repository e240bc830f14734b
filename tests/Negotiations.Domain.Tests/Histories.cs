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
using Negotiations.Domain.Talks;
using Negotiations.Domain.Time;

namespace Negotiations.Domain.Tests;

/// <summary>
/// Histories of a track as they may have been recorded: things are made once, claimed about in many ways, corrected, and recorded late. The
/// same number gives the same history.
/// </summary>
internal sealed partial class Histories
{
    private static readonly Key[] Legs = [Key.Of("ru-ua"), Key.Of("ua-ru")];

    private readonly Random random;
    private readonly List<Fact> facts = [];
    private readonly List<ExchangeLeg> legs = [];
    private DateTimeOffset clock = FactBuilder.Start;

    private readonly Key negotiation, track;

    private Histories(int number, Key negotiation, Key track) =>
        (random, this.negotiation, this.track) = (new Random(number), negotiation, track);

    /// <summary>One of them.</summary>
    public static Fact[] Of(int number) => Of(number, FactBuilder.Negotiation, FactBuilder.Remains);

    /// <summary>One of them, of a track of a negotiation; its things have ids of their own.</summary>
    public static Fact[] Of(int number, Key negotiation, Key track)
    {
        var history = new Histories(number, negotiation, track);
        history.Tell();
        return [.. history.facts];
    }

    private void Tell()
    {
        Add(FactBuilder.Opened());
        foreach (var leg in Legs.Take(random.Next(1, 3)))
            legs.Add(new ExchangeLeg(leg, ActorKey.Of(leg.Value[..2]), ActorKey.Of(leg.Value[3..]), LegCategory.Remains, Maybe(Agreed())));
        if (Chance(4, 5))
            Add(new ExchangeAgreed(Id("e"), Chance(1, 4) ? null : Pick(Enum.GetValues<ExchangeTerms>()), [.. legs],
                Chance(1, 2) ? Maybe(Agreed()) : null, Chance(1, 3) ? Date() : null));
        if (Chance(1, 2)) Add(new ChildListSubmitted(Id("l"), Actor("ua"), Actor("ru"), Number(10), null));
        if (Chance(1, 3)) Add(new CeasefireDeclared(Id("c"), [Actor("ru")], CeasefireKind.General, null, Date(), Maybe(Date())));
        if (Chance(1, 3)) Add(new CommitmentMade(Id("p"), [Actor("ru")], [], "a reply", Maybe(Date()), Chance(1, 4) ? "peace" : null));
        if (Chance(1, 4)) Add(FactBuilder.Memo(Id("m").Value, Date().Text));
        if (Chance(1, 4)) Add(FactBuilder.Scheduled(Id("r").Value, Date().Text, Pick(Enum.GetValues<RoundStatus>())));
        if (Chance(1, 8)) Add(new AgreementSigned(Id("a"), "x", AgreementStage.Pre, [Actor("ua")], [], null, null));
        for (var more = random.Next(3, 14); more > 0; more--)
            if (Chance(2, 3)) Say();
            else Correct();
        TellMore();
    }

    private void Say()
    {
        var has = facts.Select(fact => fact.Makes?.Kind).ToHashSet();
        Fact said = random.Next(12) switch
        {
            0 or 1 when has.Contains(ThingKind.Exchange) => new ExchangeStageCompleted(Id("e"), NextStage(),
                [.. legs.Where(_ => Chance(3, 4)).DefaultIfEmpty(legs[0]).Select(leg => new Delivery(leg.Leg, Number(60)))]),
            2 or 3 or 4 => new FigureClaimed(Measured(), default!) is var figure && figure.Measure is TermsMeasure
                ? figure with { Value = ClaimValue.Of(Pick(Enum.GetValues<ExchangeTerms>())) }
                : figure with { Value = ClaimValue.Of(figure.Measure is ExchangeMeasure ? Agreed() : Number(120)) },
            5 when has.Contains(ThingKind.Exchange) && Chance(1, 3) => Assessed(null, Id("e")),
            5 when has.Contains(ThingKind.Commitment) => Assessed(Id("p"), null),
            6 when has.Contains(ThingKind.List) => Chance(1, 2) ? new ChildrenReturned(Id("l"), Actor("ru"), Actor("ua"), Number(6))
                : new ChildCasesReviewed(Id("l"), Actor("ua"), Number(6), null),
            7 when has.Contains(ThingKind.Ceasefire) => new CeasefireViolated(Id("c"), Actor("ru"), null,
                [new IncidentFigure(Key.Of("shots"), Number(9))]),
            8 when has.Contains(ThingKind.Ceasefire) && !facts.OfType<CeasefireEnded>().Any() =>
                new CeasefireEnded(Id("c"), CeasefireEnd.Collapsed),
            8 when has.Contains(ThingKind.Memo) => new MemoAnswered(
                Id("m"), Actor("ua"), Pick(Enum.GetValues<MemoAnswer>()), null, null),
            9 when has.Contains(ThingKind.Exchange) => new ExchangePostponed(Id("e"), null, Maybe(Date()), null),
            10 when has.Contains(ThingKind.Round) => new RoundPostponed(Id("r"), null, Maybe(Date()), null),
            11 when Chance(1, 3) && !facts.OfType<TrackSuspended>().Any() => new TrackSuspended(null, "x"),
            11 when Chance(1, 2) && !facts.OfType<TrackResumed>().Any() => new TrackResumed("x"),
            _ => FactBuilder.Position(Chance(1, 2) ? "ua" : "ru"),
        };
        Add(said);
    }

    private void Correct()
    {
        var of = Pick([.. facts]);
        if (of is TrackOpened) return;
        Fact correction = random.Next(9) switch
        {
            0 => new FactRetracted(of.Id, "x"),
            1 when facts.OfType<FactRetracted>().LastOrDefault() is { } retracted => new FactReinstated(retracted.Fact, "x"),
            1 or 2 or 3 => new FactDenied(of.Id, null),
            4 or 5 => new FactConfirmed(of.Id, null),
            6 or 7 when facts.SelectMany(fact => fact.Claims()).ToArray() is { Length: > 0 } claims && Pick(claims) is var claim =>
                Decision(claim, [.. claims.Where(other => other.Measure == claim.Measure && Chance(2, 3)).Append(claim)]),
            8 when facts.OfType<ClaimsReconciled>().LastOrDefault() is { } decided => new ReconciliationReopened(decided.Measure, "x"),
            _ when facts.All(fact => fact.Supersedes != of.Id) => of with { Supersedes = of.Id, Id = Guid.Empty },
            _ => FactBuilder.Position("ua"),
        };
        if (correction.Corrects().All(said => facts.Any(fact => fact.Id == said.Fact && fact is not TrackOpened))) Add(correction);
    }

    private static ClaimsReconciled Decision(Claim claim, Claim[] considered) => new(claim.Measure,
        claim.Value.Quantity?.Form == QuantityForm.Unknown ? ClaimValue.Of(FactBuilder.Exactly(50)) : claim.Value,
        [.. considered.Select(other => other.FactId).Distinct()], "x");

    private CommitmentAssessed Assessed(Key? commitment, Key? exchange) =>
        new(commitment, exchange, Pick(Enum.GetValues<Assessment>()), null, null);

    private Measure Measured()
    {
        var (leg, stages) = (Pick([.. legs]).Leg, facts.OfType<ExchangeStageCompleted>().ToArray());
        var exchange = $"exchange/{Id("e")}";
        string[] measures = [$"{exchange}/agreed", $"{exchange}/delivered", $"{exchange}/terms", $"{exchange}/{leg}/agreed",
            $"{exchange}/{leg}/delivered", .. stages.Select(stage => $"{exchange}/stage/{stage.Stage}/{stage.Deliveries[0].Leg}"),
            $"children/{Id("l")}/returned", $"children/{Id("l")}/listed", $"ceasefire/{Id("c")}/shots"];
        return FactBuilder.Figure(Pick(measures), FactBuilder.Exactly(0)).Measure;
    }

    private void Add(Fact fact)
    {
        clock = clock.AddHours(random.Next(1, 96));
        var occurred = Chance(1, 6) ? Occurrence.Of("2025-06") : Occurrence.On(Days.Of(clock.AddDays(-Math.Pow(random.Next(0, 5), 2))));
        facts.Add(fact with
        {
            Id = new Guid(random.Next(), 0, 0, new byte[8]),
            Negotiation = negotiation,
            Tracks = [track],
            Occurred = fact is TrackOpened ? Occurrence.Of("2025-06-01") : occurred,
            Recorded = new Recorded(clock, "a test"),
            Report = new Report
            {
                Source = new Source
                {
                    Publisher = Pick(["A newspaper", "An agency"]),
                    PublishedAt = Chance(1, 2) ? Occurrence.On(Days.Of(clock.AddDays(-random.Next(0, 20)))) : null,
                    Origin = isMore && Chance(1, 8) ? Key.Of("an-agency") : null,
                },
                Claimants = Chance(1, 3) ? [] : [Actor(Pick(["ua", "ru", "ru/mod"]))],
            },
        });
    }

    private Key Id(string thing) => Key.Of($"{track}-{thing}");

    private Key NextStage() => Key.Of($"s{facts.OfType<ExchangeStageCompleted>().Select(stage => stage.Stage).Distinct().Count() + 1}");

    private Quantity Agreed() => Number(120, Pick(Enum.GetValues<Basis>()));

    private Quantity Number(int most, Basis basis = Basis.Unspecified) => random.Next(8) switch
    {
        0 => Quantity.Unknown,
        1 => Quantity.Of(QuantityForm.AtLeast, random.Next(most), null, basis).Value!,
        2 => Quantity.Of(QuantityForm.Between, most / 2, most, basis).Value!,
        3 => FactBuilder.Exactly(0, basis),
        _ => FactBuilder.Exactly(most / random.Next(1, 4), basis),
    };

    private Occurrence Date() => Occurrence.On(new DateOnly(2025, 6, 1).AddDays(random.Next(0, 40)));

    private T? Maybe<T>(T value) where T : class => Chance(1, 2) ? value : null;

    private bool Chance(int of, int all) => random.Next(all) < of;

    private T Pick<T>(T[] choices) => choices[random.Next(choices.Length)];

    private static ActorKey Actor(string key) => ActorKey.Of(key);
}
