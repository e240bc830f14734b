using CsCheck;
using Negotiations.Domain.Catalog;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Knowledge;

namespace Negotiations.Domain.Tests;

/// <summary>What facts say, in one neutral sentence with the numbers, the names of the actors and what is corrected.</summary>
public sealed class SentenceTests
{
    [Fact]
    public void Every_type_of_fact_has_its_sentence()
    {
        Sentences.All.Select(row => row.Fact.GetType()).Distinct().ShouldBe(FactTypes.All.Select(type => type.Fact), ignoreOrder: true);
        foreach (var (fact, known, unknown) in Sentences.All)
        {
            var told = fact.Report is null ? fact.On("2025-06-02") : fact;
            told.Describe(Sentences.Narrator).ShouldBe(known);
            told.Describe(Narrator.None).ShouldBe(unknown == "=" ? known : unknown);
        }
    }

    [Fact]
    public void Whatever_is_stated_there_is_a_sentence_without_and_with_all_that_can_be_known() => Generated.CorrectedFacts.Sample(facts =>
    {
        var all = new Narrator(new Dictionary<ActorKey, string>(), facts, facts);
        foreach (var fact in facts)
        {
            fact.Describe(Narrator.None).ShouldNotBeNullOrWhiteSpace();
            fact.Describe(all).ShouldNotBeNullOrWhiteSpace();
        }
    }, iter: 300);

    [Fact]
    public void A_setup_has_a_sentence_too() => Generated.NegotiationFacts.Sample(facts =>
        facts.ShouldAllBe(fact => fact.Describe(Narrator.None).Length > 0), iter: 100);

    [Fact]
    public void A_chain_of_corrections_is_told_three_deep_and_facts_that_correct_each_other_end()
    {
        Fact[] chain = [.. Enumerable.Range(1, 6).Select(i => FactBuilder.Recorded(
            new FactRetracted(Scenario.Id(i == 6 ? 1 : i + 1), $"{i}") { Id = Scenario.Id(i) }.On("2025-06-02"), 0, 0))];

        chain[0].Describe(new Narrator(new Dictionary<ActorKey, string>(), [], chain))
            .ShouldBe($"Withdrawn: Withdrawn: Withdrawn: Withdrawn: fact {Scenario.Id(5)} (4) (3) (2) (1)");
    }

    [Fact]
    public void A_long_title_is_cut_where_another_sentence_names_it()
    {
        var memo = FactBuilder.Memo() with { Title = new string('x', 300) };

        var sentence = FactBuilder.Answer(Papers.MemoAnswer.Accepted)
            .Describe(new Narrator(new Dictionary<ActorKey, string>(), [memo], []));

        sentence.ShouldBe($"ua accepts the memo “{new string('x', 120)}…”");
    }
}
