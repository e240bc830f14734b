using Negotiations.Domain.Children;
using Negotiations.Domain.Claims;
using Negotiations.Domain.Facts;
using static Negotiations.Domain.Tests.Scenario;

namespace Negotiations.Domain.Tests;

/// <summary>Lists of children: only numbers, never a name.</summary>
public class ChildrenRuleTests
{
    private static readonly Key List = Key.Of("list-1"), NextList = Key.Of("list-2");

    private static readonly RecordChildList Submit = new()
    {
        Negotiation = RussiaUkraine,
        Tracks = OnRemains,
        Occurred = June2,
        Report = Newspaper,
        List = NextList,
        From = Ua,
        To = Ru,
        Listed = Exactly(339),
        Custodian = Umerov,
    };

    private static readonly RecordChildCaseReview Review = new()
    {
        Negotiation = RussiaUkraine,
        Tracks = OnRemains,
        Occurred = June2,
        Report = Newspaper,
        List = List,
        By = Ru,
        Reviewed = Exactly(10),
        Result = "Ten were found",
        Outcomes = [new CaseOutcome(Key.Of("found"), Exactly(7)), new CaseOutcome(Key.Of("of-age"), Exactly(3))],
    };

    private static readonly RecordChildrenReturned Return = new()
    {
        Negotiation = RussiaUkraine,
        Tracks = OnRemains,
        Occurred = June2,
        Report = Newspaper,
        List = List,
        From = Ru,
        To = Ua,
        Returned = Exactly(5),
    };

    private static readonly ChildListSubmitted Submitted = new(List, Ua, Ru, Exactly(339), null);

    internal static RuleRows Rows => new()
    {
        Given = [Submitted],
        Accepted =
        [
            new(Submit, new ChildListSubmitted(NextList, Ua, Ru, Exactly(339), Umerov)),
            new(Review, new ChildCasesReviewed(List, Ru, Exactly(10), "Ten were found") { Outcomes = Review.Outcomes }),
            new(Return, new ChildrenReturned(List, Ru, Ua, Exactly(5))),
        ],
        Actors =
        [
            new("from", actor => Submit with { From = actor }),
            new("to", actor => Submit with { To = actor }),
            new("custodian", actor => Submit with { Custodian = actor }),
            new("by", actor => Review with { By = actor }),
            new("from", actor => Return with { From = actor }),
            new("to", actor => Return with { To = actor }),
        ],
        Texts = [new("result", 2_000, text => Review with { Result = text })],
        Lists = [new("outcomes", 0, count => Review with { Reviewed = Exactly(300),
            Outcomes = Many(count, i => new CaseOutcome(Key.Of($"way-{i}"), Exactly(1))) })],
        Twice = [new("outcomes", "found", Review with { Outcomes = [Review.Outcomes[0], Review.Outcomes[0]
            with { Quantity = Exactly(1) }] })],
        Things =
        [
            new("list", ThingKind.List, id => Review with { List = id }),
            new("list", ThingKind.List, id => Return with { List = id }),
        ],
    };

    [Fact]
    public void Children_may_return_who_stood_on_no_list() =>
        Given().When(Return with { List = null }).Then(new ChildrenReturned(null, Ru, Ua, Exactly(5)));

    [Fact]
    public void No_more_cases_come_out_than_were_reviewed() =>
        Given(Submitted).When(Review with { Reviewed = Exactly(9) }).ThenRefused("too-many-outcomes", "outcomes", "more cases than");

    [Fact]
    public void A_number_may_be_undisclosed() =>
        Given().When(Submit with { Listed = Quantity.Unknown, Custodian = null })
            .Then(new ChildListSubmitted(NextList, Ua, Ru, Quantity.Unknown, null));
}
