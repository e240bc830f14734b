using CsCheck;
using Negotiations.Domain.Facts;

namespace Negotiations.Domain.Tests;

/// <summary>The generators leave nothing out.</summary>
public class GeneratedTests
{
    [Fact]
    public void Facts_of_every_type_are_generated()
    {
        var generated = new HashSet<Type>();
        var facts = Gen.OneOf(Generated.CorrectedFacts, Generated.NegotiationFacts);

        facts.Sample(some => generated.UnionWith(some.Select(fact => fact.GetType())), iter: 1_000, threads: 1);

        typeof(Fact).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Fact)) && !type.IsAbstract).Except(generated)
            .ShouldBeEmpty();
    }
}
