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
    };

    internal static RuleRows Rows => new()
    {
        Accepted = [new(Record, new AgreementSigned(Key.Of("grain"), "Grain initiative", AgreementStage.SubPar, [Ua, Ru], [Tr],
            "https://example.org/grain", "PA-X 2469"))],
        Actors =
        [
            new("signatories[1]", actor => Record with { Signatories = [Ua, actor] }),
            new("thirdParties[1]", actor => Record with { ThirdParties = [Tr, actor] }),
        ],
        Texts =
        [
            new("title", 300, text => Record with { Title = text }),
            new("externalId", 200, text => Record with { ExternalId = text }),
        ],
        Urls = [new("url", text => Record with { Url = text })],
        Lists =
        [
            new("signatories", 1, count => Record with { Signatories = Many(count, _ => Ua) }),
            new("thirdParties", 0, count => Record with { ThirdParties = Many(count, _ => Ua) }),
        ],
        Twice =
        [
            new("signatories", "ua", Record with { Signatories = [Ua, Ua] }),
            new("thirdParties", "tr", Record with { ThirdParties = [Tr, Tr] }),
        ],
    };

    [Fact]
    public void What_is_not_known_of_an_agreement_is_left_out() =>
        Given().When(Record with { ThirdParties = [], Url = null, ExternalId = null })
            .Then(new AgreementSigned(Key.Of("grain"), "Grain initiative", AgreementStage.SubPar, [Ua, Ru], [], null, null));
}
