using System.Collections.Immutable;
using System.Reflection;
using CsCheck;
using Negotiations.Domain.Children;
using Negotiations.Domain.Claims;
using Negotiations.Domain.Commands;
using Negotiations.Domain.Context;
using Negotiations.Domain.Exchanges;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Ledgers;
using Negotiations.Domain.Talks;
using Negotiations.Domain.Time;
using static Negotiations.Domain.Tests.Scenario;

namespace Negotiations.Domain.Tests;

/// <summary>Commands that nobody would give: every one is decided, and none twice.</summary>
public class GarbageTests
{
    private static readonly (RuleRows Rows, Example Example)[] Examples = [.. RuleRows.All.SelectMany(rows =>
        rows.Accepted.Select(example => (rows, example)))];

    private static readonly Dictionary<Type, Gen<object>> Values = new()
    {
        [typeof(string)] = Any(Gen.OneOf("", " ", "x", "https://example.org", "ftp://x", "\0", new string('x', 2_500))),
        [typeof(Key)] = Any(Keys("a", "b", "e-1", "remains")),
        [typeof(ActorKey)] = Any(Gen.OneOf("ua", "ru", "ua/umerov", "nobody", "ua/nobody", "memo").Select(ActorKey.Of)),
        [typeof(Occurrence)] = Any(Generated.OccurrenceText.Select(Occurrence.Of)),
        [typeof(Quantity)] = Any(Generated.Quantity),
        [typeof(Guid)] = Any(Gen.Int[0, 12].Select(Id)),
        [typeof(long)] = Any(Gen.Long[-1, 3]),
        [typeof(Venue)] = Any(Gen.Const(new Venue(""))),
        [typeof(Report)] = Any(Gen.Int[0, 7].Select(credibility => new Report
        {
            Source = new Source { Publisher = "", Url = "x", Language = "?" },
            Claimants = [Nobody, Nobody],
            Credibility = credibility,
        })),
        [typeof(Reference)] = Any(Gen.OneOf("exchange/e-1", "memo/a", "incident/a", "ua", "nobody/a",
            "position/00000007-0000-0000-0000-000000000000")
            .Select(text => Reference.TryParse(text, out var reference) ? reference : null!)),
        [typeof(Measure)] = Any(
            Gen.OneOf("exchange/e-1/agreed", "exchange/a/stage/b/c", "exchange/e-1/stage/june-7/x", "round/a/duration", "round/a/outcome/b",
                "children/a/listed", "incident/a/b", "exchange/a/terms")
                .Select(text => Measure.TryParse(text, out var measure) ? measure : null!)),
        [typeof(ClaimValue)] = Any(Gen.OneOf(Generated.Quantity.Select(ClaimValue.Of),
            Gen.Enum<TalksResult>().Select(word => ClaimValue.Of(word)))),
        [typeof(ImmutableSortedDictionary<string, string>)] = Any(Gen.OneOf("", "x")
            .Select(text => ImmutableSortedDictionary<string, string>.Empty.Add(text, text))),
        [typeof(ImmutableSortedDictionary<string, AttributeValue>)] = Any(Gen.OneOf("", "x", "a.b", "a.b.")
            .Select(name => ImmutableSortedDictionary<string, AttributeValue>.Empty.Add(name, AttributeValue.Of(name)))),
        [typeof(ImmutableArray<string>)] = Any(Gen.OneOf("", "x", "https://example.org").Array[0, 3].Select(ImmutableArray.Create)),
        [typeof(ImmutableArray<CaseOutcome>)] = Any(Gen.Select(Keys("a", "b"), Generated.Quantity)
            .Select((outcome, quantity) => new CaseOutcome(outcome, quantity)).Array[0, 3].Select(ImmutableArray.Create)),
        [typeof(ImmutableArray<Key>)] = Any(Keys("talks", "terms", "remains", "nowhere").Array[0, 4].Select(ImmutableArray.Create)),
        [typeof(ImmutableArray<ActorKey>)] = Any(Gen.OneOf(Ua, Ru, Nobody).Array[0, 3].Select(ImmutableArray.Create)),
        [typeof(ImmutableArray<Guid>)] = Any(Gen.Int[0, 12].Select(Id).Array[0, 3].Select(ImmutableArray.Create)),
        [typeof(ImmutableArray<Delegation>)] = Any(Gen.OneOf(Ua, Nobody)
            .Select(party => new Delegation(party, Nobody) { Members = [Nobody] }).Array[0, 3].Select(ImmutableArray.Create)),
        [typeof(ImmutableArray<Outcome>)] = Any(Keys("remains", "nowhere").Select(track => new Outcome(track, TalksResult.Progress, Nobody))
            .Array[0, 3].Select(ImmutableArray.Create)),
        [typeof(ImmutableArray<ExchangeLeg>)] = Any(
            Gen.Select(Keys("a", "b"), Gen.OneOf(Ua, Nobody)).Select((leg, from) => new ExchangeLeg(leg, from, Ua, LegCategory.Remains))
                .Array[0, 3].Select(ImmutableArray.Create)),
        [typeof(ImmutableArray<Delivery>)] = Any(Gen.Select(Keys("a", "ru-ua"), Generated.Quantity)
            .Select((leg, quantity) => new Delivery(leg, quantity)).Array[0, 3].Select(ImmutableArray.Create)),
        [typeof(ImmutableArray<IncidentFigure>)] = Any(
            Gen.Select(Keys("a", "b"), Keys("a", "c")).Select((figure, whole) => new IncidentFigure(figure, Exactly(1), whole))
                .Array[0, 3].Select(ImmutableArray.Create)),
    };

    private static readonly Gen<(Command Command, Scenario Given)> Cases =
        from example in Gen.OneOf([.. Examples.Select(one => one.Example.Command)])
        from command in Spoilt(example)
        from given in Gen.OneOf(RuleRows.All).Array[0, 2]
        select (command, Given(given.SelectMany(rows => rows.Given)
            .Select((fact, i) => given.Length > 1 && i % 3 == 0 ? fact with { Id = Id(20 + i) } : fact)));

    [Fact]
    public void Whatever_is_asked_is_accepted_or_refused_with_what_and_what_to_do() => Cases.Sample(one =>
    {
        var decided = one.Given.When(one.Command);

        if (decided.Refusals is []) decided.Fact().Describe(Narrator.None).ShouldNotBeEmpty();
        else decided.Refusals.ShouldAllBe(refusal => refusal.Code.Length > 0 && refusal.Detail.Length > 0);
    }, iter: 5_000);

    [Fact]
    public void What_makes_or_takes_up_something_is_refused_the_second_time()
    {
        string[] repeatable =
        [
            "ChangeActor", "SuspendTrack", "PostponeRound", "RecordMemoAnswer", "RecordPosition", "AssessCommitment",
            "RecordExchangePostponement", "RecordChildCaseReview", "RecordChildrenReturned", "RecordCeasefireViolation", "RecordIncident",
            "RecordLegalAction", "ConfirmFact", "DenyFact", "ClaimFigure",
            "ChangeNegotiation", "ChangeTrack", "RecordProposalAnswer", "WithdrawProposal",
            "RecordAgreementJoined", "RecordAgreementAmended", "RecordAgreementEnd",
                "RecordCoverage", "ReconcileClaims", "NoteDeadline",
        ];

        foreach (var (rows, example) in Examples)
        {
            var before = example.Command.ToString() == "OpenNegotiation" ? Nothing : Given(rows.Given);
            var again = before.And(before.When(example.Command).Recorded()).When(example.Command);

            (again.Refusals is []).ShouldBe(repeatable.Contains(example.Command.ToString()), example.Command.ToString());
            again.Refusals.ShouldAllBe(refusal => refusal.Kind == RefusalKind.Conflict);
        }
    }

    // The system gives one command itself, and only on a track that it found.
    private static Gen<Command> Spoilt(Command command)
    {
        PropertyInfo[] members = [.. command.GetType().GetProperties()
            .Where(member => member.CanWrite && member.Name != "Negotiation" && !(command is NoteDeadline && member.Name == "Tracks"))];
        return Gen.OneOf(members).Array[0, 6].SelectMany(some => some.Aggregate(Gen.Const(command), (gen, member) =>
            Gen.Select(gen, ValueOf(member), (one, value) => With(one, member, value))));
    }

    private static Command With(Command command, PropertyInfo member, object? value)
    {
        var changed = command with { };
        member.SetValue(changed, value);
        return changed;
    }

    private static Gen<object?> ValueOf(PropertyInfo member)
    {
        var type = Nullable.GetUnderlyingType(member.PropertyType) ?? member.PropertyType;
        var value = type.IsEnum ? Gen.OneOf([.. Enum.GetValues(type).Cast<object>()]) : Values[type];
        var mayBeNull = type != member.PropertyType || (!type.IsValueType && new NullabilityInfoContext().Create(member)
            .WriteState == NullabilityState.Nullable);
        return mayBeNull ? Gen.Frequency((1, Gen.Const(() => (object?)null)), (3, value.Select(some => (object?)some)))
            : value.Select(some => (object?)some);
    }

    private static Gen<object> Any<T>(Gen<T> gen) => gen.Select(value => (object)value!);

    private static Gen<Key> Keys(params string[] keys) => Gen.OneOf(keys).Select(Key.Of);
}
