namespace Negotiations.Domain.Tests.SecondModel;

/// <summary>The second model on cases that were worked out by hand.</summary>
public class SecondModelTests
{
    private const string Exchange = "exchange/remains-1";

    [Fact]
    public void Twelve_thousand_and_six_thousand_on_no_basis_are_ambiguous_and_leave_six_thousand_a_leg()
    {
        var told = new Told();
        told.Agree(quantity: new { value = 12000 });
        told.Claim($"{Exchange}/agreed", "2025-06-02", new { value = 6000 }, "@paper");

        var view = told.Look("2025-06-03");

        view.Measures[$"{Exchange}/agreed"].ShouldSatisfyAllConditions(
            whole => whole.Status.ShouldBe("ambiguous"), whole => whole.Low.ShouldBe(12000), whole => whole.High.ShouldBe(12000));
        view.Measures[$"{Exchange}/ua-ru/agreed"].Status.ShouldBe("ambiguous");
        view.Legs["remains-1/ru-ua"].Agreed.ShouldBe(new ModelRange(6000, 6000));
        view.Stage.ShouldBe("agreed");
        view.Since.ShouldBe(new DateOnly(2025, 6, 2));
    }

    [Fact]
    public void One_number_on_no_basis_covers_both_readings_and_says_nothing_of_a_leg()
    {
        var told = new Told();
        told.Agree(quantity: new { value = 6000 });

        var view = told.Look();

        view.Measures[$"{Exchange}/agreed"].ShouldSatisfyAllConditions(
            whole => whole.Status.ShouldBe("single"), whole => whole.Low.ShouldBe(6000), whole => whole.High.ShouldBe(12000));
        view.Legs["remains-1/ru-ua"].Agreed.ShouldBeNull();
    }

    [Fact]
    public void The_real_case_shows_which_numbers_agree_and_which_do_not()
    {
        var view = RealCase().Look("2025-06-30");

        view.Measures[$"{Exchange}/terms"].Status.ShouldBe("disputed");
        view.Measures[$"{Exchange}/agreed"].Status.ShouldBe("ambiguous");
        view.Measures[$"{Exchange}/ru-ua/agreed"].Status.ShouldBe("single");
        view.Measures[$"{Exchange}/ua-ru/agreed"].Status.ShouldBe("disputed");
        view.Measures[$"{Exchange}/ru-ua/delivered"].Status.ShouldBe("disputed");
        view.Legs["remains-1/ru-ua"].ShouldBe(new ModelLeg(
            new ModelRange(6000, 6000), new ModelRange(6057, 6060), ModelRange.Zero, new ModelRange(57, 60), "fulfilled", false));
        view.Legs["remains-1/ua-ru"].ShouldBe(new ModelLeg(
            new ModelRange(0, 6000), new ModelRange(78, 78), new ModelRange(0, 5922), new ModelRange(0, 78), "partial", false));
        view.Stage.ShouldBe("implementing");
        view.Since.ShouldBe(new DateOnly(2025, 6, 16));
    }

    [Fact]
    public void A_decision_stands_until_an_unconsidered_claim_does_not_meet_it()
    {
        var told = RealCase();
        var decided = new { measure = $"{Exchange}/ua-ru/agreed", value = new { value = 6000 }, considered = new[] { Unilateral } };
        told.Add("claims_reconciled", "2025-07-01", decided);
        told.Look().Legs["remains-1/ua-ru"].Outstanding.ShouldBe(new ModelRange(5922, 5922));
        told.Look().Measures[$"{Exchange}/ua-ru/agreed"].Status.ShouldBe("reconciled");

        told.Claim($"{Exchange}/ua-ru/agreed", "2025-07-02", new { value = 1000 }, "tr");

        told.Look().Measures[$"{Exchange}/ua-ru/agreed"].Status.ShouldBe("disputed");
    }

    [Fact]
    public void A_running_total_takes_in_later_stages_and_a_silent_speaker_borrows()
    {
        var told = new Told();
        told.Agree();
        told.Deliver("2025-06-11", 1212);
        told.Deliver("2025-06-13", 1200, by: "ru");
        told.Claim($"{Exchange}/ru-ua/delivered", "2025-06-11", new { value = 1212 }, "icrc");

        var delivered = told.Look().Measures[$"{Exchange}/ru-ua/delivered"];

        delivered.ShouldSatisfyAllConditions(
            sum => sum.Status.ShouldBe("single"), sum => sum.Low.ShouldBe(2412), sum => sum.High.ShouldBe(2412));
    }

    [Fact]
    public void A_denied_delivery_stays_as_a_range_and_moves_no_stage()
    {
        var told = new Told();
        told.Agree();
        var stage = told.Deliver("2025-06-11", 1212);
        told.Add("fact_denied", "2025-06-12", new { fact = stage }, "ru");

        var view = told.Look();

        view.Legs["remains-1/ru-ua"].Delivered.ShouldBe(new ModelRange(0, 1212));
        view.Measures[$"{Exchange}/stage/2025-06-11/ru-ua"].Status.ShouldBe("disputed");
        view.Stage.ShouldBe("agreed");
    }

    [Fact]
    public void Of_a_chain_of_corrections_only_the_last_counts_until_it_is_retracted()
    {
        var told = new Told();
        told.Agree();
        var first = told.Add("figure_claimed", "2025-06-02", Figure(1), recorded: "2025-06-03");
        var second = told.Add("figure_claimed", "2025-06-02", Figure(2), recorded: "2025-06-04", supersedes: first);
        var third = told.Add(
            "figure_claimed", "2025-06-02", Figure(3), recorded: "2025-06-05", supersedes: second, published: "2025-06-03");
        told.Add("fact_retracted", "2025-06-08", new { fact = third }, recorded: "2025-06-08");

        Leg(told, "2025-06-03").ShouldBe(3);
        Leg(told, "2025-06-07").ShouldBe(3);
        Leg(told, "2025-06-08").ShouldBe(2);
    }

    [Fact]
    public void Activity_fades_after_ninety_days_and_what_is_due_falls_overdue()
    {
        var told = new Told();
        told.Add("memo_received", "2025-06-02", new { memo = "memo-1", replyDue = "2025-06-09" });
        told.Look("2025-06-09").Overdue.ShouldBeEmpty();
        told.Look("2025-06-10").Overdue.ShouldBe(["memo/memo-1"]);
        told.Look("2025-06-01").Stage.ShouldBe("exploratory");
        told.Look("2025-06-01").Since.ShouldBeNull();
        told.Look("2025-08-31").Stage.ShouldBe("active");
        told.Look("2025-10-01").Stage.ShouldBe("dormant");
        told.Look("2025-10-01").Since.ShouldBe(new DateOnly(2025, 9, 1));
    }

    private static object Figure(long number) => new { measure = $"{Exchange}/ua-ru/agreed", value = new { value = number } };

    private static long? Leg(Told told, string knownAt) => told.Look(knownAt: knownAt).Measures[$"{Exchange}/ua-ru/agreed"].Low;

    // The sixth fact of the real case.
    private const string Unilateral = "00000000-0000-7000-8000-000000000006";

    private static Told RealCase()
    {
        var told = new Told();
        told.Agree(quantity: new { value = 6000 });
        told.Claim($"{Exchange}/agreed", "2025-06-02", new { value = 12000 }, "@paper");
        told.Claim($"{Exchange}/agreed", "2025-06-02", new { value = 6000, basis = "perSide" }, "ua");
        told.Claim($"{Exchange}/terms", "2025-06-02", "numberForNumber", "ua");
        told.Claim($"{Exchange}/agreed", "2025-06-02", new { value = 6000, basis = "oneWay" }, "ru");
        told.Claim($"{Exchange}/terms", "2025-06-02", "unilateral", "ru");
        told.Claim($"{Exchange}/ru-ua/delivered", "2025-06-16", new { value = 6057 }, "ua");
        told.Claim($"{Exchange}/ru-ua/delivered", "2025-06-16", new { value = 6060 }, "ru");
        told.Claim($"{Exchange}/ua-ru/delivered", "2025-06-16", new { value = 78 }, "ru");
        return told;
    }
}
