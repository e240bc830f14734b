using Negotiations.Domain.Facts;
using Negotiations.Domain.Time;

namespace Negotiations.Domain.Setup;

/// <summary>An actor has another name, role or office from a date on.</summary>
/// <param name="Actor">Its key, which never changes.</param>
/// <param name="From">From when.</param>
/// <param name="Name">The new name; null when it stays.</param>
/// <param name="Role">The new role; null when it stays.</param>
/// <param name="Office">The office that a person holds from then on; null when it stays.</param>
public sealed record ActorChanged(ActorKey Actor, Occurrence From, string? Name, Role? Role, string? Office) : Fact
{
    /// <inheritdoc/>
    public override bool IsMovement => false;

    /// <inheritdoc/>
    protected override IEnumerable<ActorKey?> NamedActors() => [Actor];

    /// <inheritdoc/>
    protected override IEnumerable<string?> OwnTexts() => [Name];

    /// <inheritdoc/>
    protected override string Say(Narrator narrator) =>
        $"{(Name is null ? narrator.Name(Actor) : Actor)} {Narrator.List(
            [.. new[] { Name is null ? null : $"is called {Name}", Role is null ? null : $"has the role of {Words.Plain(Role.Value)}",
                Office is null ? null : $"holds the office “{Office}”" }.OfType<string>().DefaultIfEmpty("is changed")])} from {From} on";
}
