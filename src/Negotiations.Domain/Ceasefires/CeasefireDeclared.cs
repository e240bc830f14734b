using System.Collections.Immutable;
using Negotiations.Domain.Facts;
using Negotiations.Domain.Time;

namespace Negotiations.Domain.Ceasefires;

/// <summary>A ceasefire was declared. When it was declared, from when it holds and when it ended are three dates.</summary>
/// <param name="Ceasefire">The ceasefire's id.</param>
/// <param name="By">Who declared it; at least one.</param>
/// <param name="Kind">What sort of ceasefire.</param>
/// <param name="Scope">What it covers, up to 2,000 characters.</param>
/// <param name="From">From when it is to hold.</param>
/// <param name="Until">Until when; null when no end was set.</param>
public sealed record CeasefireDeclared(
    Key Ceasefire, ImmutableArray<ActorKey> By, CeasefireKind Kind, string? Scope, Occurrence From, Occurrence? Until) : Fact
{
    /// <summary>The proposal that it came of; null where none is named.</summary>
    public Key? Proposal { get; init; }

    /// <inheritdoc/>
    public override Key? CameOf => Proposal;

    /// <inheritdoc/>
    public override IEnumerable<Thing> AlsoNames() => Proposal is null ? [] : [new Thing(ThingKind.Proposal, Proposal)];

    /// <inheritdoc/>
    public override Thing? Makes => new Thing(ThingKind.Ceasefire, Ceasefire);

    /// <inheritdoc/>
    protected override IEnumerable<ActorKey?> NamedActors() => By;

    /// <inheritdoc/>
    protected override IEnumerable<string?> OwnTexts() => [Scope];

    /// <inheritdoc/>
    protected override string Say(Narrator narrator) =>
        $"{narrator.Do(By, "declares", "declare")} a {Words.Of(Kind)} ceasefire from {From}"
        + With(" until ", Until?.Text) + With(": ", Scope);
}
