using System.Collections.Immutable;
using Negotiations.Domain.Commands;
using Negotiations.Domain.Facts;

namespace Negotiations.Domain.Setup;

/// <summary>Adds an actor, or a person or office that belongs to one.</summary>
public sealed record AddActor : Command
{
    /// <summary>Its key, which never changes: <c>ua</c>, or <c>ua/umerov</c> for a member.</summary>
    public required ActorKey Actor { get; init; }

    /// <summary>Its name for readers, up to 200 characters.</summary>
    public required string Name { get; init; }

    /// <summary>What it is.</summary>
    public required ActorKind Kind { get; init; }

    /// <summary>What it is to the negotiation.</summary>
    public Role? Role { get; init; }

    /// <summary>Its codes in other data sets, by data set.</summary>
    public ImmutableSortedDictionary<string, string> Codes { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <inheritdoc/>
    public override IEnumerable<Refusal> Validate(DecisionContext context) =>
    [
        .. Checks.Text("name", Name, Checks.NameLimit),
        .. Checks.Codes("codes", Codes),
        .. context.Negotiation.Knows(Actor)
            ? [Refusal.Conflict("actor-exists", "actor", $"the actor '{Actor}' exists already; change it with ChangeActor")]
            : Array.Empty<Refusal>(),
        .. Actor.Member is null ? Standalone() : context.Knows("actor", new ActorKey(Actor.Actor, null)).Concat(Member()),
    ];

    /// <inheritdoc/>
    public override Fact Handle(DecisionContext context) => new ActorAdded(Actor, Name, Kind, Role, Codes);

    private IEnumerable<Refusal> Standalone()
    {
        if (Kind is ActorKind.Person or ActorKind.Office)
            yield return Refusal.Rule("member-without-actor", "actor", $"a person or office belongs to an actor: write 'actor/{Actor}'");
        if (Thing.Reserves(Actor.Actor))
            yield return Refusal.Rule("reserved-key", "actor", $"'{Actor}' is the word for a kind of thing; choose another key");
    }

    private IEnumerable<Refusal> Member()
    {
        if (Kind is not (ActorKind.Person or ActorKind.Office))
            yield return Refusal.Rule("member-kind", "kind", "a member of an actor is a person or an office");
    }
}
