using Negotiations.Domain.Agreements;
using Negotiations.Domain.Ceasefires;
using Negotiations.Domain.Children;
using Negotiations.Domain.Commitments;
using Negotiations.Domain.Exchanges;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Knowledge;
using Negotiations.Domain.Lifecycle;
using Negotiations.Domain.Positions;
using Negotiations.Domain.Proposals;
using Negotiations.Domain.Talks;
using Negotiations.Domain.Time;

namespace Negotiations.Domain.Tests;

/// <summary>What most histories go on with: offers and what came of them, ends of agreements, reviews by two bodies, coverage.</summary>
internal sealed partial class Histories
{
    private static readonly string[] Publishers = ["A newspaper", "An agency"];
    private static readonly string[] Speakers = ["ua", "ru", "ru/mod"], Unlisted = ["A movement", "A union"];

    // Whether nothing is to be promised any more.
    private bool isMore, isGivenUp;

    private void TellMore()
    {
        isMore = true;
        if (Chance(1, 5)) return;
        isGivenUp = Chance(2, 5);
        if (isGivenUp) foreach (var promise in facts.Where(IsPromise).ToArray()) Add(new FactRetracted(promise.Id, "x"));
        if (Chance(3, 4)) Add(Proposed());
        if (!isGivenUp && Chance(1, 2)) Add(Signed(Id("a2"), null));
        if (Chance(1, 3) && !facts.OfType<ChildListSubmitted>().Any())
            Add(new ChildListSubmitted(Id("l"), Actor("ua"), Actor("ru"), Number(10), null));
        if (isGivenUp || Chance(1, 4)) foreach (var publisher in Publishers) Add(Covered(publisher));
        for (var more = random.Next(3, 14); more > 0; more--)
            if (Chance(3, 4)) SayMore();
            else Correct();
    }

    private static bool IsPromise(Fact fact) => fact is ExchangeAgreed or CommitmentMade or CeasefireDeclared or AgreementSigned;

    private void SayMore() => Add(random.Next(16) switch
    {
        0 or 1 => Proposed(),
        2 or 3 or 4 when Things(ThingKind.Proposal) is { Length: > 0 } offered => new ProposalAnswered(
            Pick(offered), Actor(Pick(Speakers)), Pick(Enum.GetValues<ProposalAnswer>()), Chance(1, 4) ? Pick(offered) : null, null),
        5 when Things(ThingKind.Proposal) is { Length: > 0 } offered => new ProposalWithdrawn(Pick(offered), null),
        6 or 7 when Things(ThingKind.Proposal) is { Length: > 0 } offered => CameOf(Pick(offered)),
        8 or 9 or 10 when Things(ThingKind.Agreement) is { Length: > 0 } signed => Followed(Pick(signed)),
        11 or 12 when Things(ThingKind.List) is { Length: > 0 } => Chance(3, 4)
            ? new ChildCasesReviewed(Id("l"), Actor(Pick(Speakers)), Number(6), null)
            : FactBuilder.Figure($"children/{Id("l")}/{Pick(["reviewed", "listed"])}", Number(10)),
        13 => Covered(Pick(["A newspaper", "An agency", "a-newspaper", "AN AGENCY"])),
        14 when Chance(1, 3) => new TrackChanged("Another title", null, null),
        15 => new TalksHeld(NextRound(), null, null, [], [], null, [], null)
        {
            Mediators = [Actor("ru/mod")],
            PartOf = Things(ThingKind.Round) is { Length: > 0 } rounds && Chance(1, 2) ? Pick(rounds) : null,
        },
        _ => FactBuilder.Position(Pick(Speakers)) with { On = About() },
    });

    private ProposalMade Proposed() => new(
        Next("o", ThingKind.Proposal), [Actor(Pick(Speakers))],
        random.Next(4) switch
        {
            0 => [],
            1 => [Actor("ua"), Actor("ru")],
            2 => [Actor("ru/mod"), Actor("ru")],
            _ => [Actor(Pick(Speakers))],
        },
        Pick(Enum.GetValues<ProposalKind>()), "an offer", Maybe(Chance(1, 8) ? Later() : Date()), About());

    /// <summary>Something that came of a proposal; a position on it where that is there already.</summary>
    private Fact CameOf(Key proposal)
    {
        Fact came = (isGivenUp ? 8 : random.Next(9)) switch
        {
            0 => new ExchangeAgreed(Id("e2"), null, [.. legs], null, null) { Proposal = proposal },
            1 or 2 => new CeasefireDeclared(Id("c2"), [Actor("ru")], CeasefireKind.Local, null, Date(), Date()) { Proposal = proposal },
            3 or 4 => new CommitmentMade(Id("p2"), [Actor("ua")], [], "a visit", Maybe(Date()), null) { Proposal = proposal },
            5 => Signed(Next("a", ThingKind.Agreement), proposal),
            _ => FactBuilder.Scheduled(Id("r2").Value, Date().Text, Pick(Enum.GetValues<RoundStatus>())) with { Proposal = proposal },
        };
        return facts.Any(fact => fact.Makes == came.Makes)
            ? FactBuilder.Position("ru") with { On = new ThingReference(new Thing(ThingKind.Proposal, proposal)) } : came;
    }

    private AgreementSigned Signed(Key agreement, Key? proposal) =>
        new(agreement, "x", AgreementStage.Pre, [.. Speakers.Where(_ => Chance(2, 3)).Select(Actor)], [], null, null)
        {
            SignatoryNames = [.. Unlisted.Where(_ => Chance(1, 4))],
            Proposal = proposal,
        };

    private Fact Followed(Key agreement) => random.Next(6) switch
    {
        0 => new AgreementJoined(agreement, Actor(Pick(Speakers))),
        1 => new AgreementAmended(agreement, "y", null),
        2 or 3 => new AgreementEnded(agreement, Pick(Enum.GetValues<AgreementEnd>()), Maybe(Actor("ua")), null),
        _ => new AgreementEnded(agreement, AgreementEnd.Withdrawn, Actor(Pick(Speakers)), null),
    };

    private CoverageRecorded Covered(string publisher) => new(publisher, Later(), Chance(3, 4) ? Later() : null);

    /// <summary>A date in the months after which tracks fall asleep.</summary>
    private Occurrence Later() => random.Next(8) switch
    {
        0 => Occurrence.Of("2025-09"),
        1 => Occurrence.Of("2025-08-20/2025-09-20"),
        2 or 3 => Date(),
        _ => Occurrence.On(new DateOnly(2025, 6, 1).AddDays(random.Next(0, 160))),
    };

    private Reference? About() => random.Next(6) switch
    {
        0 => new ActorReference(Actor("ru/mod")),
        1 when facts.OfType<PositionStated>().LastOrDefault() is { } said => new PositionReference(said.Id),
        2 or 3 when facts.Select(fact => fact.Makes).OfType<Thing>().ToArray() is { Length: > 0 } made => new ThingReference(Pick(made)),
        _ => null,
    };

    /// <summary>The round that is planned, once; another after that.</summary>
    private Key NextRound() => facts.OfType<RoundScheduled>().LastOrDefault() is { Round: var round } && Chance(1, 2)
        && facts.OfType<TalksHeld>().All(talks => talks.Round != round) ? round : Next("t", ThingKind.Round);

    private Key Next(string thing, ThingKind kind) => Id($"{thing}{Things(kind).Length + 3}");

    private Key[] Things(ThingKind kind) =>
        [.. facts.Select(fact => fact.Makes).OfType<Thing>().Where(made => made.Kind == kind).Select(made => made.Id).Distinct()];
}
