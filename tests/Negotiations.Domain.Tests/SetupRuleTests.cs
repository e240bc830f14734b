using System.Collections.Immutable;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Setup;
using Negotiations.Domain.Time;
using static Negotiations.Domain.Tests.Scenario;

namespace Negotiations.Domain.Tests;

/// <summary>Negotiations and their actors.</summary>
public class SetupRuleTests
{
    private static readonly Occurrence June17 = Occurrence.Of("2025-06-17");
    private static readonly OpenNegotiation Open = new()
    {
        Negotiation = RussiaUkraine,
        Title = "Russia and Ukraine",
        Summary = "An end to the war",
        ExternalIds = Codes(("pa-x", "2022")),
    };
    private static readonly ChangeNegotiation Correct = new()
    {
        Negotiation = RussiaUkraine,
        Title = "Ukraine and Russia",
        Summary = "An end to the war",
    };
    private static readonly AddActor Add = new()
    {
        Negotiation = RussiaUkraine,
        Actor = ActorKey.Of("de"),
        Name = "Germany",
        Kind = ActorKind.State,
        Role = Role.Observer,
        Codes = Codes(("iso", "DE")),
    };
    private static readonly AddActor AddMember = Add with
    {
        Actor = ActorKey.Of("ru/medinsky"),
        Name = "Vladimir Medinsky",
        Kind = ActorKind.Person
    };
    private static readonly ChangeActor Change = new()
    {
        Negotiation = RussiaUkraine,
        Actor = Umerov,
        From = June17,
        Name = "Rustem Umerov",
        Role = Role.Party,
        Office = "Secretary",
    };

    internal static RuleRows Rows => new()
    {
        Accepted =
        [
            new(Open, new NegotiationOpened("Russia and Ukraine", "An end to the war")),
            new(Correct, new NegotiationChanged("Ukraine and Russia", "An end to the war")),
            new(Add, new ActorAdded(ActorKey.Of("de"), "Germany", ActorKind.State, Role.Observer, Codes(("iso", "DE")))),
            new(Change, new ActorChanged(Umerov, June17, "Rustem Umerov", Role.Party, "Secretary") { Occurred = June17 }),
        ],
        Actors =
        [
            new("actor", actor => AddMember with { Actor = new ActorKey(actor.Actor, Key.Of("someone")) }),
            new("actor", actor => Change with { Actor = actor }),
        ],
        Texts =
        [
            new("title", 300, text => Open with { Title = text }),
            new("summary", 2_000, text => Open with { Summary = text }),
            new("title", 300, text => Correct with { Title = text }),
            new("summary", 2_000, text => Correct with { Summary = text }),
            new("externalIds", 200, text => Open with { ExternalIds = Codes((text, "1")) }),
            new("externalIds.pa-x", 200, text => Open with { ExternalIds = Codes(("pa-x", text)) }),
            new("name", 200, text => Add with { Name = text }),
            new("codes", 200, text => Add with { Codes = Codes((text, "1")) }),
            new("codes.iso", 200, text => Add with { Codes = Codes(("iso", text)) }),
            new("name", 200, text => Change with { Name = text }),
            new("office", 200, text => Change with { Office = text }),
        ],
        Lists =
        [
            new("externalIds", 0, count => Open with { ExternalIds = Codes([.. Many(count, i => ($"set-{i}", "1"))]) }),
            new("codes", 0, count => Add with { Codes = Codes([.. Many(count, i => ($"set-{i}", "1"))]) }),
        ],
    };

    [Fact]
    public void A_negotiation_is_opened_once() =>
        Given().When(Open)
            .ThenConflicts("negotiation-exists", "negotiation", "the negotiation 'russia-ukraine' exists already", "choose another key");

    [Fact]
    public void A_code_that_says_nothing_is_empty() =>
        Nothing.When(Open with { ExternalIds = Codes(("a", null!)) }).ThenRefused("empty-text", "externalIds.a", "empty");

    [Fact]
    public void An_actor_is_added_once()
    {
        Given().When(Add with { Actor = Ua })
            .ThenConflicts("actor-exists", "actor", "the actor 'ua' exists already; change it with ChangeActor");
        Given().When(AddMember with { Actor = Umerov }).ThenConflicts("actor-exists", "actor", "'ua/umerov'", "ChangeActor");
    }

    [Fact]
    public void An_actor_whose_change_alone_is_known_may_be_added() =>
        Given(new ActorChanged(ActorKey.Of("de"), June17, "Germany", null, null)).When(Add).ThenAccepted();

    [Theory, InlineData(ActorKind.Person), InlineData(ActorKind.Office)]
    public void A_person_or_an_office_belongs_to_an_actor(ActorKind kind)
    {
        Given().When(Add with { Kind = kind }).ThenRefused("member-without-actor", "actor", "belongs to an actor: write 'actor/de'");
        Given().When(AddMember with { Kind = kind })
            .Then(new ActorAdded(ActorKey.Of("ru/medinsky"), "Vladimir Medinsky", kind, Role.Observer, Codes(("iso", "DE"))));
    }

    [Theory, InlineData(ActorKind.State), InlineData(ActorKind.Organisation), InlineData(ActorKind.ArmedGroup)]
    public void Nothing_but_a_person_or_an_office_belongs_to_an_actor(ActorKind kind)
    {
        Given().When(AddMember with { Kind = kind }).ThenRefused("member-kind", "kind", "a member of an actor is a person or an office");
        Given().When(Add with { Kind = kind }).ThenAccepted();
    }

    [Fact]
    public void The_word_for_a_kind_of_thing_is_no_actor()
    {
        foreach (var kind in Enum.GetValues<ThingKind>())
            Given().When(Add with { Actor = ActorKey.Of(Words.Of(kind)) })
                .ThenRefused("reserved-key", "actor", $"'{Words.Of(kind)}' is the word for a kind of thing; choose another key");
        foreach (var other in new[] { "memos", "0", "1" }) Given().When(Add with { Actor = ActorKey.Of(other) }).ThenAccepted();
    }

    [Fact]
    public void A_change_says_what_changes()
    {
        Given().When(Change with { Name = null, Role = null, Office = null })
            .ThenRefused("nothing-changes", null, "'name', 'role' or 'office'");
        Given().When(Change with { Role = null, Office = null }).ThenAccepted();
        Given().When(Change with { Name = null, Office = null }).ThenAccepted();
        Given().When(Change with { Name = null, Role = null })
            .Then(new ActorChanged(Umerov, June17, null, null, "Secretary") { Occurred = June17 });
    }

    [Fact]
    public void A_change_holds_already()
    {
        Given().When(Change with { From = Occurrence.Of("2030-01-01") })
            .ThenRefused("in-the-future", "from", "'2030-01-01' lies later than tomorrow: record the change when it holds");
        Given().When(Change with { From = Occurrence.Of("2025-06-21") }).ThenAccepted();
        Given().When(Change with { From = Occurrence.Of("2025-06-22") }).ThenRefused("in-the-future", "from");
    }

    [Fact]
    public void Whoever_only_a_change_is_known_of_is_not_known() =>
        Given(new ActorChanged(ActorKey.Of("de"), June17, "Germany", null, null)).When(Change with { Actor = ActorKey.Of("de") })
            .ThenRefused("unknown-actor", "actor", "AddActor");

    private static ImmutableSortedDictionary<string, string> Codes(params (string DataSet, string Code)[] codes) =>
        codes.ToImmutableSortedDictionary(code => code.DataSet, code => code.Code);
}
