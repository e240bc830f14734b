using System.Collections;
using System.Reflection;
using CsCheck;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Positions;

namespace Negotiations.Domain.Tests;

/// <summary>What facts say that they hold, compared with what their members hold.</summary>
public sealed class FactContentTests
{
    [Fact]
    public void A_fact_names_every_actor_that_one_of_its_members_holds() => Generated.Fact.Sample(fact =>
        fact.Actors().ShouldBe(Held(fact).Distinct(), ignoreOrder: true, fact.GetType().Name));

    [Fact]
    public void A_key_that_could_be_read_as_a_year_is_an_actor() =>
        new PositionStated(ActorKey.Of("1920"), Stance.Comment, "A remark", null, null).On("2025-06-02").Actors()
            .ShouldBe([ActorKey.Of("1920")]);

    private static IEnumerable<ActorKey> Held(object? value) => value switch
    {
        null or string or DateTimeOffset or Key => [],
        ActorKey actor => [actor],
        IEnumerable items => items.Cast<object?>().SelectMany(Held),
        _ when value.GetType().Assembly != typeof(Fact).Assembly || value is Enum => [],
        _ => value.GetType().GetProperties(BindingFlags.Instance | BindingFlags.Public)
            .Where(property => property.GetIndexParameters() is []).SelectMany(property => Held(property.GetValue(value))),
    };
}
