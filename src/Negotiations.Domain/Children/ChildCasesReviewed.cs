using System.Collections.Immutable;
using Negotiations.Domain.Claims;
using Negotiations.Domain.Facts;

namespace Negotiations.Domain.Children;

/// <summary>Cases on a list of children were reviewed.</summary>
/// <param name="List">The list's id.</param>
/// <param name="By">Who reviewed them.</param>
/// <param name="Reviewed">How many cases were reviewed this time; the reviews of one list by one body add up.</param>
/// <param name="Result">What came of it, up to 2,000 characters.</param>
public sealed record ChildCasesReviewed(Key List, ActorKey By, Quantity Reviewed, string? Result) : Fact
{
    /// <summary>How many of the cases came out in which way.</summary>
    [OmittedWhileEmpty]
    public ImmutableArray<CaseOutcome> Outcomes { get; init; } = [];

    /// <inheritdoc/>
    public override Thing? Names => new Thing(ThingKind.List, List);

    /// <inheritdoc/>
    protected override IEnumerable<ActorKey?> NamedActors() => [By];

    /// <inheritdoc/>
    protected override IEnumerable<string?> OwnTexts() => [Result];

    /// <inheritdoc/>
    protected override string Say(Narrator narrator) =>
        $"{narrator.Name(By)} reviews {new Noun("case", "cases").Counted(Reviewed)} of children on list {List}{With(": ", Result)}"
        + (Outcomes is [] ? "" : $" ({string.Join("; ", Outcomes.Select(Told))})");

    private static string Told(CaseOutcome outcome) =>
        $"{outcome.Outcome.Value.Replace('-', ' ')}: {Noun.Number(outcome.Quantity)}";

    /// <inheritdoc/>
    protected override bool StatesIncrements => true;

    // Two bodies may review the same cases.
    /// <inheritdoc/>
    protected override Key? Counts => By.Actor;

    /// <inheritdoc/>
    protected override IEnumerable<(Measure, ClaimValue, ActorKey?)> States() => [(Measure.Reviewed(List), ClaimValue.Of(Reviewed), null)];
}
