using Negotiations.Domain.Catalog;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Setup;
using Negotiations.Domain.Tracks;

namespace Negotiations.Domain.Tests;

/// <summary>The one list of types is whole, and what is in it is folded.</summary>
public sealed class FoldCoverageTests
{
    [Fact]
    public void Every_type_of_fact_of_the_domain_is_in_the_list()
    {
        var types = typeof(Fact).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Fact)) && !type.IsAbstract);

        FactTypes.All.Select(type => type.Fact).ShouldBe(types, ignoreOrder: true);
        FactTypes.All.Select(type => type.StoredName).ShouldBeUnique();
        FactTypes.All.Select(type => type.Command).ShouldBeUnique();
    }

    [Fact]
    public void A_type_that_no_fold_knows_is_refused_by_both()
    {
        var unknown = new Unknown().On("2025-06-02");

        Should.Throw<ArgumentException>(() => Track.Fold(FactBuilder.Negotiation, FactBuilder.Remains, [unknown]))
            .Message.ShouldContain(nameof(Unknown));
        Should.Throw<ArgumentException>(() => Negotiation.Fold(FactBuilder.Negotiation, [unknown])).Message.ShouldContain(nameof(Unknown));
    }

    private sealed record Unknown : Fact
    {
        protected override string Say(Narrator narrator) => "Something new";
    }
}
