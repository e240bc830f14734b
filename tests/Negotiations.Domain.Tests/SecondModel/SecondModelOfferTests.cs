namespace Negotiations.Domain.Tests.SecondModel;

/// <summary>Cases that were worked out by hand: proposals, ends of agreements, reviews by two bodies, coverage.</summary>
public class SecondModelOfferTests
{
    private static readonly string[] Turkey = ["tr"], Both = ["ua", "ru"];

    [Theory]
    [InlineData("2025-06-03", "open")]
    [InlineData("2025-06-04", "reviewing")]
    [InlineData("2025-06-10", "reviewing")]
    [InlineData("2025-06-11", "lapsed")]
    [InlineData("2025-06-12", "withdrawn")]
    [InlineData("2025-06-13", "rejected")]
    [InlineData("2025-06-14", "rejected")]
    [InlineData("2025-06-15", "accepted")]
    public void A_proposal_stands_as_those_asked_last_answered_until_something_comes_of_it(string day, string status)
    {
        var told = new Told();
        told.Add("proposal_made", "2025-06-02", new { proposal = "o", by = Turkey, to = Both, validUntil = "2025-06-10" });
        Answer(told, "2025-06-03", "us", "rejected");
        Answer(told, "2025-06-04", "ua/umerov", "reviewing");
        told.Add("proposal_withdrawn", "2025-06-12", new { proposal = "o" });
        Answer(told, "2025-06-13", "ru", "rejected");
        told.Add("round_scheduled", "2025-06-14", new { round = "r", planned = "2025-07-01", status = "proposed", proposal = "o" });
        told.Add("commitment_made", "2025-06-15", new { commitment = "c", proposal = "o" });

        told.Look(day).Proposals["o"].ShouldBe(status);
    }

    [Theory]
    [InlineData("2025-06-05", "inForce", "agreed")]
    [InlineData("2025-06-06", "withdrawn", "dormant")]
    public void An_agreement_ends_when_fewer_than_two_parties_stay(string day, string status, string stage)
    {
        var told = new Told();
        told.Add("agreement_signed", "2025-06-02", new { agreement = "a", signatories = Both });
        told.Add("agreement_joined", "2025-06-03", new { agreement = "a", by = "tr" });
        told.Add("agreement_ended", "2025-06-05", new { agreement = "a", how = "withdrawn", by = "ru/mod" });
        told.Add("agreement_ended", "2025-06-06", new { agreement = "a", how = "withdrawn", by = "ua" });

        told.Look(day).Agreements["a"].ShouldBe(status);
        told.Look(day).Stage.ShouldBe(stage);
    }

    [Fact]
    public void Two_bodies_may_review_the_same_cases_but_not_more_than_are_listed()
    {
        var told = new Told();
        told.Add("child_list_submitted", "2025-06-02", new { list = "l", from = "ua", to = "ru", listed = new { value = 10 } });
        foreach (var (by, number) in new[] { ("ru", 4), ("ru/mod", 3), ("ua", 5) })
            told.Add("child_cases_reviewed", "2025-06-05", new { list = "l", by, reviewed = new { value = number } });

        told.Look().Lists["l"].Reviewed.ShouldBe(new ModelRange(7, 10));
    }

    [Theory]
    [InlineData("2025-08-31", "active", null)]
    [InlineData("2025-09-01", "dormant", null)]
    [InlineData("2025-09-11", "uncovered", "2025-09-11")]
    [InlineData("2025-09-20", "uncovered", "2025-09-11")]
    [InlineData("2025-10-01", "dormant", null)]
    public void A_track_is_uncovered_while_all_its_sources_are_silent(string day, string stage, string? since)
    {
        var told = new Told();
        told.Add("position_stated", "2025-06-02", new { actor = "ua", on = "memo/m" });
        told.Add("coverage_recorded", "2025-12-01", new { source = "Paper", from = "2025-06", until = "2025-09-10" });
        told.Add("coverage_recorded", "2025-12-01", new { source = "paper", from = "2025-10" });

        var view = told.Look(day);

        view.Stage.ShouldBe(stage);
        view.UncoveredSince.ShouldBe(since is null ? null : DateOnly.Parse(since, null));
        view.Positions.Keys.ShouldBe(["ua on memo/m"]);
    }

    private static void Answer(Told told, string day, string by, string answer) =>
        told.Add("proposal_answered", day, new { proposal = "o", by, answer });
}
