using System.Collections.Immutable;
using System.Text.Json;
using CsCheck;
using Negotiations.Contracts.Json;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Setup;
using Negotiations.Domain.Time;

namespace Negotiations.Domain.Tests;

public class NegotiationTests
{
    private static readonly ImmutableSortedDictionary<string, string> None = ImmutableSortedDictionary<string, string>.Empty;

    [Fact]
    public void An_actor_has_the_name_role_and_office_of_its_latest_changes()
    {
        var negotiation = Negotiation.Fold(FactBuilder.Negotiation,
        [
            Changed("2025-07-17", office: "Prime Minister").On("2025-07-17"),
            new ActorAdded(ActorKey.Of("ua/shmyhal"), "Denys Shmyhal", ActorKind.Person, Role.Party, None).On("2025-06-02"),
            Changed("2025-07-18", office: "Minister of Defence").On("2025-07-18"),
        ]);

        var actor = negotiation.Actors[ActorKey.Of("ua/shmyhal")];
        (actor.Name, actor.Role, actor.Office).ShouldBe(("Denys Shmyhal", Role.Party, "Minister of Defence"));
    }

    [Fact]
    public void An_actor_of_which_only_a_change_is_known_is_not_known() =>
        Negotiation.Fold(FactBuilder.Negotiation, [Changed("2025-07-17", "x").On("2025-07-17")]).Knows(ActorKey.Of("ua/shmyhal"))
            .ShouldBeFalse();

    [Fact]
    public void The_state_does_not_depend_on_the_order_of_recording() =>
        Generated.NegotiationFacts.SelectMany(facts => Gen.Shuffle(facts.ToArray()).Select(shuffled => (facts, shuffled)))
            .Sample(orders => Json(orders.shuffled).ShouldBe(Json(orders.facts)));

    private static string Json(IEnumerable<Fact> facts) =>
        JsonSerializer.Serialize(Negotiation.Fold(FactBuilder.Negotiation, facts), Formats.Stored);

    private static ActorChanged Changed(string from, string? name = null, string? office = null) =>
        new(ActorKey.Of("ua/shmyhal"), Occurrence.Of(from), name, null, office);
}
