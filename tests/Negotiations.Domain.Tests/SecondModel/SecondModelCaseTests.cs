namespace Negotiations.Domain.Tests.SecondModel;

/// <summary>More cases that were worked out by hand: decisions, denials, ceasefires, children and stages.</summary>
public class SecondModelCaseTests
{
    private const string Exchange = "exchange/remains-1";
    private static readonly object PerSide = new { value = 6000, basis = "perSide" };

    [Fact]
    public void A_total_that_the_legs_cannot_reach_leaves_each_what_the_other_does_not_take()
    {
        var told = new Told();
        told.Agree();
        told.Claim($"{Exchange}/ru-ua/agreed", "2025-06-02", new { value = 300 }, "ua");
        told.Claim($"{Exchange}/ua-ru/agreed", "2025-06-02", new { value = 300 }, "ua");
        told.Look().Measures[$"{Exchange}/agreed"].Low.ShouldBe(600);
        Reconcile(told, $"{Exchange}/agreed", new { value = 1000, basis = "total" });

        var view = told.Look();

        view.Measures[$"{Exchange}/agreed"].Accepted.ShouldBe("""{"value":1000,"basis":"total"}""");
        view.Measures[$"{Exchange}/ru-ua/agreed"].Status.ShouldBe("disputed");
        view.Legs["remains-1/ru-ua"].Agreed.ShouldBe(new ModelRange(300, 700));
    }

    [Fact]
    public void A_decision_falls_with_the_last_claim_that_supported_it()
    {
        var told = new Told();
        told.Agree();
        var claimed = told.Add(
            "figure_claimed", "2025-06-02", new { measure = $"{Exchange}/ru-ua/agreed", value = new { value = 6000 } });
        Reconcile(told, $"{Exchange}/ru-ua/agreed", new { value = 6000 }, claimed);
        told.Look().Measures[$"{Exchange}/ru-ua/agreed"].Status.ShouldBe("reconciled");

        told.Add("fact_retracted", "2025-06-03", new { fact = claimed });

        told.Look().Legs["remains-1/ru-ua"].Agreed.ShouldBeNull();
    }

    [Fact]
    public void A_denied_exchange_is_shown_as_a_range_from_nothing_and_moves_nothing()
    {
        var told = new Told();
        var agreed = told.Agree(quantity: PerSide, due: "2025-06-30");
        told.Add("fact_denied", "2025-06-03", new { fact = agreed }, "ru");

        var view = told.Look();

        view.Legs["remains-1/ua-ru"].ShouldBe(new ModelLeg(
            new ModelRange(0, 6000), ModelRange.Zero, new ModelRange(0, 6000), ModelRange.Zero, "nothingDelivered", true));
        view.Stage.ShouldBe("exploratory");
        view.Overdue.ShouldBeEmpty();
    }

    [Fact]
    public void An_exchange_is_completed_when_every_leg_is_fulfilled()
    {
        var told = new Told();
        told.Agree(quantity: PerSide, due: "2025-06-30");
        told.Deliver("2025-06-11", 6000);
        told.Deliver("2025-07-02", 6000, "ua-ru");

        told.Look("2025-07-01").Overdue.ShouldBe(["exchange/remains-1"]);
        told.Look("2025-07-01").Since.ShouldBe(new DateOnly(2025, 6, 11));
        told.Look("2025-08-01").Stage.ShouldBe("completed");
        told.Look("2025-08-01").Since.ShouldBe(new DateOnly(2025, 7, 2));
        told.Look("2025-08-01").Overdue.ShouldBeEmpty();
        told.Look().Measures[$"{Exchange}/delivered"].Low.ShouldBe(12000);
    }

    [Fact]
    public void A_breach_of_which_some_was_delivered_leaves_a_track_dormant()
    {
        var told = new Told();
        told.Agree(quantity: PerSide);
        told.Deliver("2025-06-11", 1212);
        told.Add("commitment_assessed", "2025-06-20", new { exchange = "remains-1", status = "breached" });

        var view = told.Look("2025-06-30");

        view.Legs["remains-1/ru-ua"].Status.ShouldBe("cancelled");
        view.Legs["remains-1/ru-ua"].Outstanding.ShouldBe(ModelRange.Zero);
        view.Stage.ShouldBe("dormant");
        view.Since.ShouldBe(new DateOnly(2025, 6, 20));
    }

    [Theory]
    [InlineData("2025-04-18", "agreed", "2025-04-18")]
    [InlineData("2025-04-20", "implementing", "2025-04-19")]
    [InlineData("2025-05-01", "dormant", "2025-04-21")]
    public void A_ceasefire_is_agreed_until_it_starts_and_gone_after_its_end(string day, string stage, string since)
    {
        var told = new Told();
        told.Add("ceasefire_declared", "2025-04-18", new { ceasefire = "easter", from = "2025-04-19", until = "2025-04-20" });

        told.Look(day).ShouldSatisfyAllConditions(
            view => view.Stage.ShouldBe(stage), view => view.Since.ShouldBe(DateOnly.Parse(since, null)));
    }

    [Fact]
    public void Violations_add_up_by_speaker_and_those_of_others_at_other_times_are_borrowed()
    {
        var told = new Told();
        told.Add("ceasefire_declared", "2025-04-18", new { ceasefire = "easter", from = "2025-04-19" });
        Violate(told, "2025-04-19", 3, "ua");
        Violate(told, "2025-04-19", 4, "ru");
        Violate(told, "2025-04-20", 2, "ru");

        var attacks = told.Look().Measures["ceasefire/easter/attacks"];

        attacks.ShouldSatisfyAllConditions(
            sum => sum.Status.ShouldBe("disputed"), sum => sum.Low.ShouldBe(5), sum => sum.High.ShouldBe(6));
        told.Look("2025-04-30").Stage.ShouldBe("agreed");
        told.Look("2025-04-30").Since.ShouldBe(new DateOnly(2025, 4, 18));
    }

    [Fact]
    public void Returned_children_add_up_and_the_list_is_open_until_all_are_back()
    {
        var told = new Told();
        told.Add("child_list_submitted", "2025-06-02", new { list = "list-339", from = "ua", to = "ru", listed = new { value = 10 } });
        told.Look("2025-06-02").Stage.ShouldBe("exploratory");
        told.Add("children_returned", "2025-06-10", new { list = "list-339", returned = new { value = 5 } });
        told.Add("children_returned", "2025-06-20", new { list = "list-339", returned = new { value = 5 } });

        told.Look("2025-06-10").Stage.ShouldBe("implementing");
        told.Look("2025-06-30").Stage.ShouldBe("completed");
        told.Look().Lists["list-339"].Returned.ShouldBe(new ModelRange(10, 10));
    }

    private static void Violate(Told told, string day, long number, string by)
    {
        object[] figures = [new { figure = "attacks", quantity = new { value = number } }];
        told.Add("ceasefire_violated", day, new { ceasefire = "easter", figures }, by);
    }

    private static void Reconcile(Told told, string measure, object value, params string[] considered) =>
        told.Add("claims_reconciled", "2025-07-01", new { measure, value, considered });
}
