using Negotiations.Domain.Commitments;
using Negotiations.Domain.Exchanges;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Time;
using static Negotiations.Domain.Tests.Scenario;

namespace Negotiations.Domain.Tests;

/// <summary>Commitments, and how far they and exchanges were kept.</summary>
public class CommitmentRuleTests
{
    private static readonly Key Commission = Key.Of("commission"), Corridor = Key.Of("corridor"), Exchange = Key.Of("e-1");
    private static readonly Occurrence July = Occurrence.Of("2025-07");

    private static readonly RecordCommitment Record = new()
    {
        Negotiation = RussiaUkraine,
        Tracks = OnRemains,
        Occurred = June2,
        Report = Newspaper,
        Commitment = Corridor,
        By = [Ru, Ua],
        To = [Tr],
        What = "Open a corridor",
        Due = July,
        Condition = "Quiet",
    };

    private static readonly AssessCommitment Assess = new()
    {
        Negotiation = RussiaUkraine,
        Tracks = OnRemains,
        Occurred = June2,
        Report = Newspaper,
        Commitment = Commission,
        Status = Assessment.Minimal,
        By = Tr,
        Text = "They have met",
    };

    private static readonly CommitmentMade Made = new(Commission, [Ru], [], "Form a commission", null, null);
    private static readonly ExchangeAgreed Agreed = new(Exchange, null, [new ExchangeLeg(Key.Of("ru-ua"), Ru, Ua, LegCategory.Remains)],
        null, null);

    internal static RuleRows Rows => new()
    {
        Given = [Made, Agreed],
        Accepted =
        [
            new(Record, new CommitmentMade(Corridor, [Ru, Ua], [Tr], "Open a corridor", July, "Quiet")),
            new(Assess, new CommitmentAssessed(Commission, null, Assessment.Minimal, Tr, "They have met")),
        ],
        Actors =
        [
            new("by[1]", actor => Record with { By = [Ru, actor] }),
            new("to[1]", actor => Record with { To = [Ua, actor] }),
            new("by", actor => Assess with { By = actor }),
        ],
        Texts =
        [
            new("what", 2_000, text => Record with { What = text }),
            new("condition", 2_000, text => Record with { Condition = text }),
            new("text", 2_000, text => Assess with { Text = text }),
        ],
        Lists =
        [
            new("by", 1, count => Record with { By = Many(count, _ => Ua) }),
            new("to", 0, count => Record with { To = Many(count, _ => Ua) }),
        ],
        Twice =
        [
            new("by", "ua", Record with { By = [Ua, Ua] }),
            new("to", "ua", Record with { To = [Ua, Ua] }),
        ],
        Things =
        [
            new("commitment", ThingKind.Commitment, id => Assess with { Commitment = id }),
            new("exchange", ThingKind.Exchange, id => Assess with { Commitment = null, Exchange = id }),
        ],
    };

    [Fact]
    public void An_exchange_is_assessed_like_a_commitment() => Given(Agreed).When(Assess with { Commitment = null, Exchange = Exchange })
        .Then(new CommitmentAssessed(null, Exchange, Assessment.Minimal, Tr, "They have met"));

    [Fact]
    public void One_thing_is_assessed_at_a_time()
    {
        const string what = "name either a 'commitment' or an 'exchange'";
        Given(Made, Agreed).When(Assess with { Commitment = null }).ThenMalformed("missing-member", "commitment", what);
        Given(Made, Agreed).When(Assess with { Exchange = Exchange }).ThenMalformed("missing-member", "commitment", what);
    }

    [Fact]
    public void A_commitment_that_is_misspelt_is_looked_for_among_those_known() =>
        Given(Made).When(Assess with { Commitment = Key.Of("comission") })
        .ThenRefused("unknown-commitment", "commitment", "(asked for 'comission' among commission)");

    [Fact]
    public void A_commitment_is_judged_again_whenever_somebody_does() =>
        Given(Made, new CommitmentAssessed(Commission, null, Assessment.Breached, Ua, null)).When(Assess with { Status = Assessment.Full })
            .ThenAccepted();
}
