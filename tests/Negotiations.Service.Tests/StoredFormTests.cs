using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Negotiations.Contracts.Json;
using Negotiations.Domain;
using Negotiations.Domain.Agreements;
using Negotiations.Domain.Catalog;
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
using Negotiations.Domain.Tracks;
using Negotiations.Store.Index;
using Negotiations.Store.Log;
using Negotiations.Store.Snapshots;

namespace Negotiations.Service.Tests;

/// <summary>
/// The stored form of every fact, as files: what was stored once must be read for ever. A new member may be added to a file; nothing in one
/// may change.
/// Where a fact has no file yet, the test writes it and fails, so that it is read before it is kept.
/// </summary>
public class StoredFormTests
{
    private static readonly string Golden = Path.Combine(AppContext.BaseDirectory, "../../../Golden");
    private static readonly ActorKey Ua = ActorKey.Of("ua"), Ru = ActorKey.Of("ru"), Umerov = ActorKey.Of("ua/umerov");
    private static readonly ImmutableSortedDictionary<string, string> Codes = ImmutableSortedDictionary<string, string>.Empty.Add("iso3166",
        "UA");

    private static readonly JsonSerializerOptions Readable = new(Formats.Stored) { WriteIndented = true, NewLine = "\n" };

    private static readonly Fact[] Samples =
    [
        new NegotiationOpened("Russia and Ukraine", "Diplomacy on the war") { ExternalIds = Codes },
        new ActorAdded(Umerov, "Rustem Umerov", ActorKind.Person, Role.Party, Codes),
        new ActorChanged(Umerov, Occurrence.Of("2025-07-18"), "R. Umerov", Role.Commentator, "Secretary of the NSDC"),
        new TrackOpened("Istanbul talks", Subject.Talks, TrackLevel.OneAndAHalf),
        new RoundScheduled(Key.Of("istanbul-2"), Occurrence.Of("2025-06-02T13:00:00+03:00"), RoundStatus.Agreed, [Ua, Ru],
            new Venue("Istanbul", "TR"), RoundFormat.BackChannel),
        new TalksHeld(Key.Of("istanbul-2"), RoundFormat.Direct, new Venue("Istanbul", "TR"), [ActorKey.Of("tr")],
            [new Delegation(Ua, Umerov) { Members = [ActorKey.Of("ua/yermak")] }, new Delegation(Ru)], Of(QuantityForm.About, 60),
            [new Outcome(Key.Of("ceasefire"), TalksResult.NoProgress, ActorKey.Of("tr/erdogan"))], "A second round")
            { Mediators = [ActorKey.Of("tr")], PartOf = Key.Of("istanbul-1") },
        new MemoReceived(Key.Of("memo-1"), MemoKind.TermSheet, Ru, Ua, "Terms", Disclosure.Summarised, Occurrence.Of("2025-06-09"),
            "https://example.org/memo"),
        new MemoAnswered(Key.Of("memo-1"), Ua, MemoAnswer.Reviewing, Occurrence.Of("2025-06-09"), "A week was asked for"),
        new PositionStated(Umerov, Stance.Condition, "Terms can be discussed",
            new ThingReference(new Thing(ThingKind.Exchange, Key.Of("remains-1"))),
            "after a ceasefire"),
        new ProposalMade(Key.Of("summit"), [Ua], [Ru], ProposalKind.Meeting, "A meeting of the leaders", Occurrence.Of("2025-08"),
            new PositionReference(new Guid("01972f40-0000-7000-8000-000000000003")))
        {
            Attributes = ImmutableSortedDictionary<string, AttributeValue>.Empty.Add("pax.status", AttributeValue.Of("Multiparty"))
                .Add("pax.n", AttributeValue.Of(2.5)).Add("mend.direct", AttributeValue.Of(false)),
            ExternalIds = Codes,
            Urls = ["https://example.org/more"],
        },
        new ProposalAnswered(Key.Of("summit"), Ru, ProposalAnswer.Countered, Key.Of("ministers"), "Ministers first"),
        new ProposalWithdrawn(Key.Of("summit"), "No answer"),
        new ChildListSubmitted(Key.Of("list-339"), Ua, Ru, Of(QuantityForm.Value, 339), ActorKey.Of("ua/yermak")),
        new ExchangeAgreed(Key.Of("remains-1"), ExchangeTerms.NumberForNumber,
            [new ExchangeLeg(Key.Of("ru-ua"), Ru, Ua, LegCategory.PrisonersOfWar, Of(QuantityForm.Between, 18, 25)),
                new ExchangeLeg(Key.Of("ua-ru"), Ua, Ru, LegCategory.Remains, Quantity.Unknown)],
            Of(QuantityForm.Value, 6000, basis: Basis.PerSide), Occurrence.Of("2025-06-30"))
            { Proposal = Key.Of("bodies") },
        new CommitmentMade(Key.Of("commission"), [Ru, Ua], [Ua], "Form a commission", Occurrence.Of("2025-06-30"),
            "once lists are exchanged"),
        new IncidentReported(Key.Of("kherson"), Key.Of("shelling"), [Ru], [Ua], "Kherson region", "Shelling was reported",
            [new IncidentFigure(Key.Of("persons-injured"), Of(QuantityForm.AtLeast, 19)),
                new IncidentFigure(Key.Of("children-injured"), Of(QuantityForm.AtMost, 2), Key.Of("persons-injured"))]),
        new LegalActionNoted(ActorKey.Of("icc"), "Arrest warrant", [ActorKey.Of("ru/putin")], "A warrant is in force"),
        new FigureClaimed(Measure.Agreed(Key.Of("remains-1")), ClaimValue.Of(Of(QuantityForm.Value, 12000, basis: Basis.Total))),
        new NegotiationChanged("Ukraine and Russia", "Diplomacy"),
        new TrackChanged("Talks in Istanbul", Subject.Terms, TrackLevel.One),
        new AgreementJoined(Key.Of("protocol"), Umerov),
        new AgreementAmended(Key.Of("protocol"), "A second paragraph", "https://example.org/second"),
        new AgreementEnded(Key.Of("protocol"), AgreementEnd.Withdrawn, Ua, Key.Of("protocol-2")),
        new CoverageRecorded("A newspaper", Occurrence.Of("2025-05"), Occurrence.Of("2025-06-30")),
        new TrackSuspended(Ru, "Strikes"),
        new TrackResumed("Talks are on again"),
        new TrackClosed(TrackOutcome.Collapsed, "No answer"),
        new RoundPostponed(Key.Of("istanbul-3"), Ru, Occurrence.Of("2025-07"), "No date"),
        new ChildCasesReviewed(Key.Of("list-339"), Ru, Of(QuantityForm.Value, 50), "Ten found")
            { Outcomes = [new CaseOutcome(Key.Of("found"), Of(QuantityForm.Value, 10))] },
        new ChildrenReturned(Key.Of("list-339"), Ru, Ua, Of(QuantityForm.Value, 5)),
        new ExchangeStageCompleted(Key.Of("remains-1"), Key.Of("2025-06-11"),
            [new Delivery(Key.Of("ru-ua"), Of(QuantityForm.Value, 1212))]),
        new ExchangePostponed(Key.Of("remains-1"), Ua, Occurrence.Of("2025-06-11"), "No date was agreed"),
        new CommitmentAssessed(Key.Of("commission"), null, Assessment.Intermediate, Ua, "Members were named"),
        new DeadlinePassed(ThingKind.Memo, Key.Of("memo-1"), Occurrence.Of("2025-06-09"), [Ua]),
        new AgreementSigned(Key.Of("protocol"), "Protocol", AgreementStage.SubPar, [Ru, Ua], [ActorKey.Of("tr")],
            "https://example.org/protocol", "pax-1")
            { SignatoryNames = ["A front"], ThirdPartyNames = ["A churchman"], Proposal = Key.Of("terms") },
        new CeasefireDeclared(Key.Of("easter"), [Ru], CeasefireKind.Humanitarian, "All fronts", Occurrence.Of("2025-04-19"),
            Occurrence.Of("2025-04-20")),
        new CeasefireViolated(Key.Of("easter"), Ru, "Shelling", [new IncidentFigure(Key.Of("attacks"), Of(QuantityForm.AtLeast, 3))]),
        new CeasefireEnded(Key.Of("easter"), CeasefireEnd.Expired),
        new ClaimsReconciled(Measure.Agreed(Key.Of("remains-1")), ClaimValue.Of(Of(QuantityForm.Value, 12000)), [Guid.Empty],
            "Both sides' lists"),
        new ReconciliationReopened(Measure.Agreed(Key.Of("remains-1")), "New lists"),
        new FactConfirmed(Guid.Empty, "Said again"),
        new FactDenied(Guid.Empty, "Not so"),
        new FactRetracted(Guid.Empty, "A misprint"),
        new FactReinstated(Guid.Empty, "It was right"),
    ];

    public static TheoryData<string> StoredNames => [.. FactTypes.All.Select(entry => entry.StoredName)];

    [Theory]
    [MemberData(nameof(StoredNames))]
    public void A_fact_is_stored_as_its_file_says_and_read_back_the_same(string storedName)
    {
        var type = FactTypes.All.Single(entry => entry.StoredName == storedName).Fact;
        var fact = Enveloped(Samples.Single(sample => sample.GetType() == type));
        var json = JsonSerializer.Serialize(fact, type, Readable) + "\n";
        var file = Path.Combine(Golden, $"{storedName}.json");
        if (!File.Exists(file)) File.WriteAllText(file, json);

        json.ShouldBe(Committed(storedName), $"the stored form of {storedName} differs from {file}");
        var read = (Fact)JsonSerializer.Deserialize(Committed(storedName), type, Formats.Stored)!;
        JsonNode.DeepEquals(JsonSerializer.SerializeToNode(read, type, Formats.Stored), JsonNode.Parse(json)).ShouldBeTrue();
    }

    [Fact]
    public void What_is_derived_is_stored_in_the_shape_of_its_schema()
    {
        Fact[] facts = [.. Samples.Where(fact => FactTypes.All.Where(type => !type.IsOfNegotiation).Select(type => type.Fact)
            .Contains(fact.GetType()))
            .Select((fact, i) => Enveloped(fact) with { Id = new Guid(i + 1, 0, 0, new byte[8]), Supersedes = null })];
        var negotiation = Samples.Where(fact => FactTypes.All.Where(type => type.IsOfNegotiation).Select(type => type.Fact)
            .Contains(fact.GetType()))
            .Aggregate(StoredNegotiation.None("russia-ukraine"), (stored, fact) => stored.With(Enveloped(fact), "00"));
        var state = Track.Fold(Key.Of("russia-ukraine"), Key.Of("istanbul-talks"), facts);
        var track = StoredTrack.None("russia-ukraine/istanbul-talks") with
        {
            State = state,
            Report = TrackReport.Of(state),
            Version = facts.Length,
            LastRecordedAt = facts[^1].Recorded.At
        };
        var made = facts.OfType<ExchangeAgreed>().First();
        var thing = StoredThing.None(made.Negotiation, made.Makes!.Value).With(made).Mentioned([Key.Of("terms"), .. made.Tracks]);

        foreach (var (name, stored) in new (string, object)[] { ($"schema_track_{StoredTrack.CurrentSchema}", track),
            ($"schema_negotiation_{StoredNegotiation.CurrentSchema}", negotiation),
        ($"schema_entry_{FactEntry.CurrentSchema}", FactEntry.Of(facts[0], facts[0].Id)),
        ($"schema_thing_{StoredThing.CurrentSchema}", thing) })
        {
            var json = JsonSerializer.Serialize(stored, stored.GetType(), Readable) + "\n";
            if (!File.Exists(Path.Combine(Golden, $"{name}.json"))) File.WriteAllText(Path.Combine(Golden, $"{name}.json"), json);
            json.ShouldBe(Committed(name),
                $"the shape of {name} changed: raise its CurrentSchema, so that stores of the earlier one are rebuilt");
        }
    }

    [Fact]
    public void A_shape_of_the_past_is_read_as_that_of_today()
    {
        foreach (var (fact, storedName) in FactCatalog.OfThePast)
            FactCatalog.Read(storedName, System.Text.Encoding.UTF8.GetBytes(Committed(storedName))).ShouldBeOfType(fact);

        var passed = (DeadlinePassed)FactCatalog.Read("deadline_passed", System.Text.Encoding.UTF8.GetBytes(Committed("deadline_passed")));
        (passed.Thing.Value, passed.By).ShouldBe(("memo-1", []));
    }

    private static Fact Enveloped(Fact fact) => fact with
    {
        Id = new Guid("01972f40-0000-7000-8000-000000000001"),
        Negotiation = Key.Of("russia-ukraine"),
        Tracks = [Key.Of("istanbul-talks"), Key.Of("ceasefire")],
        Occurred = Occurrence.Of("2025-06-02~"),
        Report = new Report
        {
            Source = new Source
            {
                Publisher = "A newspaper",
                Title = "A title",
                Url = "https://example.org",
                PublishedAt = Occurrence.Of("2025-06-02"),
                Origin = Key.Of("reuters"),
                Language = "en",
                ArchivedUrl = "https://archive.example.org",
                Sha256 = new string('a', 64),
            },
            Claimants = [Umerov],
            Reliability = Reliability.B,
            Credibility = 2,
            Quote = "progress in itself",
        },
        AlsoOn = [Key.Of("terms")],
        Supersedes = new Guid("01972f40-0000-7000-8000-000000000002"),
        Note = "F3",
        Recorded = new Recorded(new DateTimeOffset(2025, 6, 2, 18, 0, 0, TimeSpan.Zero).AddMicroseconds(1), "local"),
    };

    private static string Committed(string storedName)
    {
        using var stream = typeof(StoredFormTests).Assembly.GetManifestResourceStream($"Golden/{storedName}.json");
        stream.ShouldNotBeNull($"Golden/{storedName}.json was written now: read it, and build again");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static Quantity Of(QuantityForm form, long first, long? second = null, Basis basis = Basis.Unspecified) =>
        Quantity.Of(form, first, second, basis).Value!;
}
