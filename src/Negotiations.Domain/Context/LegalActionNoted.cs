using System.Collections.Immutable;
using Negotiations.Domain.Facts;

namespace Negotiations.Domain.Context;

/// <summary>A court or other body acted.</summary>
/// <param name="Body">The body.</param>
/// <param name="Action">What it did, such as an arrest warrant, up to 300 characters.</param>
/// <param name="Subjects">Whom it concerns; one or more.</param>
/// <param name="Text">What is reported, in neutral words, up to 2,000 characters.</param>
public sealed record LegalActionNoted(ActorKey Body, string Action, ImmutableArray<ActorKey> Subjects, string Text) : Fact
{
    /// <inheritdoc/>
    public override bool IsMovement => false;

    /// <inheritdoc/>
    protected override IEnumerable<ActorKey?> NamedActors() => [Body, .. Subjects];

    /// <inheritdoc/>
    protected override IEnumerable<string?> OwnTexts() => [Action, Text];

    /// <inheritdoc/>
    protected override string Say(Narrator narrator) =>
        $"{narrator.Name(Body)} takes legal action ({Action}) concerning {narrator.Names(Subjects)}: {Text}";
}
