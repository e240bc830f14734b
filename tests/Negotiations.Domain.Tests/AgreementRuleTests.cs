using Negotiations.Domain.Agreements;
using Negotiations.Domain.Facts;
using static Negotiations.Domain.Tests.Scenario;

namespace Negotiations.Domain.Tests;

/// <summary>Agreements that were signed.</summary>
public class AgreementRuleTests
{
    private static readonly RecordAgreement Record = new()
    {
        Negotiation = RussiaUkraine,
        Tracks = OnRemains,
        Occurred = June2,
        Report = Newspaper,
        Agreement = Key.Of("grain"),
        Title = "Grain initiative",
        Stage = AgreementStage.SubPar,
        Signatories = [Ua, Ru],
        ThirdParties = [Tr],
        Url = "https://example.org/grain",
        ExternalId = "PA-X 2469",
        SignatoryNames = ["The Sava Front"],
        ThirdPartyNames = ["A churchman"],
    };
    private static readonly RecordAgreementJoined Join = new()
    {
        Negotiation = RussiaUkraine,
        Tracks = OnRemains,
        Occurred = June2,
        Report = Newspaper,
        Agreement = Key.Of("old"),
        By = Tr,
    };
    private static readonly RecordAgreementAmended Amend = new()
    {
        Negotiation = RussiaUkraine,
        Tracks = OnRemains,
        Occurred = June2,
        Report = Newspaper,
        Agreement = Key.Of("old"),
        Text = "Another port",
        Url = "https://example.org/more",
    };
    private static readonly RecordAgreementEnd End = new()
    {
        Negotiation = RussiaUkraine,
        Tracks = OnRemains,
        Occurred = June2,
        Report = Newspaper,
        Agreement = Key.Of("old"),
        How = AgreementEnd.Superseded,
        By = Ru,
        Successor = Key.Of("next"),
    };

    private static readonly AgreementSigned Old = new(Key.Of("old"), "Old", AgreementStage.Imp, [Ua, Ru], [], null, null);

    internal static RuleRows Rows => new()
    {
        Given = [Old, Old with { Agreement = Key.Of("next") }],
        Accepted =
        [
            new(Record, new AgreementSigned(Key.Of("grain"), "Grain initiative", AgreementStage.SubPar, [Ua, Ru], [Tr],
                "https://example.org/grain", "PA-X 2469") { SignatoryNames = ["The Sava Front"], ThirdPartyNames = ["A churchman"] }),
            new(Join, new AgreementJoined(Key.Of("old"), Tr)),
            new(Amend, new AgreementAmended(Key.Of("old"), "Another port", "https://example.org/more")),
            new(End, new AgreementEnded(Key.Of("old"), AgreementEnd.Superseded, Ru, Key.Of("next"))),
        ],
        Actors =
        [
            new("signatories[1]", actor => Record with { Signatories = [Ua, actor] }),
            new("thirdParties[1]", actor => Record with { ThirdParties = [Tr, actor] }),
            new("by", actor => Join with { By = actor }),
            new("by", actor => End with { By = actor }),
        ],
        Texts =
        [
            new("title", 300, text => Record with { Title = text }),
            new("externalId", 200, text => Record with { ExternalId = text }),
            new("signatoryNames[0]", 200, text => Record with { SignatoryNames = [text] }),
            new("thirdPartyNames[0]", 200, text => Record with { ThirdPartyNames = [text] }),
            new("text", 2_000, text => Amend with { Text = text }),
        ],
        Urls = [new("url", text => Record with { Url = text }), new("url", text => Amend with { Url = text })],
        Lists =
        [
            new("signatories", 1, count => Record with { Signatories = Many(count, _ => Ua), SignatoryNames = [] }),
            new("signatoryNames", 0, count => Record with { SignatoryNames = Many(count, i => $"{i}") }),
            new("thirdPartyNames", 0, count => Record with { ThirdPartyNames = Many(count, i => $"{i}") }),
            new("thirdParties", 0, count => Record with { ThirdParties = Many(count, _ => Ua) }),
        ],
        Twice =
        [
            new("signatories", "ua", Record with { Signatories = [Ua, Ua] }),
            new("thirdParties", "tr", Record with { ThirdParties = [Tr, Tr] }),
            new("signatoryNames", "x", Record with { SignatoryNames = ["x", "x"] }),
            new("thirdPartyNames", "x", Record with { ThirdPartyNames = ["x", "x"] }),
        ],
        Things =
        [
            new("agreement", ThingKind.Agreement, id => Join with { Agreement = id }),
            new("agreement", ThingKind.Agreement, id => Amend with { Agreement = id }),
            new("agreement", ThingKind.Agreement, id => End with { Agreement = id }),
            new("successor", ThingKind.Agreement, id => End with { Successor = id }),
            new("proposal", ThingKind.Proposal, id => Record with { Proposal = id }),
        ],
    };

    [Fact]
    public void Signatories_who_are_no_actors_are_enough() => Given().When(Record with { Signatories = [], Proposal = null })
        .ThenAccepted();

    [Fact]
    public void An_agreement_does_not_take_its_own_place_and_may_be_said_to_end_twice()
    {
        var ended = new AgreementEnded(Key.Of("old"), AgreementEnd.Ended, null, null);

        Given(Old, ended).When(End with { Successor = null }).ThenAccepted();
        Given(Old).When(End with { Successor = Key.Of("old") }).ThenRefused("succeeds-itself", "successor");
    }

    [Theory]
    [InlineData("", "inForce")]
    [InlineData("03 joins tr, 04 leaves ru", "inForce")]
    [InlineData("03 joins tr, 04 leaves ru, 05 leaves ua/umerov", "withdrawn 05")]
    [InlineData("04 leaves ru", "withdrawn 04")]
    [InlineData("04 leaves ru, 05 joins tr", "withdrawn 04")]
    [InlineData("03 joins tr, 04 leaves ru, 05 joins ru, 06 leaves ua", "inForce")]
    [InlineData("03 joins tr, 04 leaves", "withdrawn 04")]
    [InlineData("03 ended, 04 annulled", "ended 03")]
    [InlineData("04 annulled, 03 ended", "ended 03")]
    public void Who_withdraws_leaves_it_in_force_between_the_others_while_there_are_two(string acts, string expected)
    {
        var facts = acts.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(act => act.Split(' ')).Select(act =>
            (act[1] switch
            {
                "joins" => (Fact)new AgreementJoined(Key.Of("old"), ActorKey.Of(act[2])),
                "leaves" => new AgreementEnded(Key.Of("old"), AgreementEnd.Withdrawn, act.Length > 2 ? ActorKey.Of(act[2]) : null, null),
                var how => new AgreementEnded(Key.Of("old"), Enum.Parse<AgreementEnd>(how, ignoreCase: true), null, null),
            }).On($"2025-06-{act[0]}"));

        var agreement = FactBuilder.Track([Old.On("2025-06-01"), .. facts]).Agreements[Key.Of("old")];

        $"{agreement.Status}{agreement.Ended?.Occurred.Text.Replace("2025-06-", " ", StringComparison.Ordinal)}".ShouldBe(expected);
    }

    [Fact]
    public void Who_is_no_actor_is_a_party_that_stays()
    {
        var left = new AgreementEnded(Key.Of("old"), AgreementEnd.Withdrawn, Ru, null).On("2025-06-02");

        FactBuilder.Track((Old with { SignatoryNames = ["A front"] }).On("2025-06-01"), left).Agreements[Key.Of("old")].Status
            .ShouldBe("inForce");
    }

    [Fact]
    public void What_is_not_known_of_an_agreement_is_left_out() =>
        Given().When(Record with { ThirdParties = [], Url = null, ExternalId = null, SignatoryNames = [], ThirdPartyNames = [] })
            .Then(new AgreementSigned(Key.Of("grain"), "Grain initiative", AgreementStage.SubPar, [Ua, Ru], [], null, null));
}
