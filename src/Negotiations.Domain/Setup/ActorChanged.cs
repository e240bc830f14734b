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
    public override string Describe() => $"Actor changed: {Actor} from {From}";
}
