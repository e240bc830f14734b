using System.Collections.Immutable;
using Negotiations.Domain.Facts;

namespace Negotiations.Domain.Commitments;

/// <summary>Somebody judged how far a commitment or an exchange was kept.</summary>
/// <param name="Commitment">The commitment's id; null when an exchange was judged.</param>
/// <param name="Exchange">The exchange's id; null when a commitment was judged.</param>
/// <param name="Status">How far.</param>
/// <param name="By">Who judged.</param>
/// <param name="Text">On what grounds, up to 2,000 characters.</param>
public sealed record CommitmentAssessed(Key? Commitment, Key? Exchange, Assessment Status, ActorKey? By, string? Text) : Fact
{
    /// <summary>The assessment that holds: the last that gives a grade, else the last; null where there is none.</summary>
    /// <param name="inOrder">The assessments in world order.</param>
    public static CommitmentAssessed? Holding(ImmutableArray<CommitmentAssessed> inOrder) =>
        inOrder.LastOrDefault(assessed => assessed.Status != Assessment.Reported) ?? inOrder.LastOrDefault();

    /// <inheritdoc/>
    public override Thing? Names =>
        Commitment is not null ? new Thing(ThingKind.Commitment, Commitment) : Exchange is not null
            ? new Thing(ThingKind.Exchange, Exchange) : null;

    /// <inheritdoc/>
    protected override IEnumerable<ActorKey?> NamedActors() => [By];

    /// <inheritdoc/>
    protected override IEnumerable<string?> OwnTexts() => [Text];

    /// <inheritdoc/>
    protected override string Say(Narrator narrator) =>
        (Status == Assessment.Reported
            ? By is null ? $"{Narrator.Sentence(Judged(narrator))} is reported on" : $"{narrator.Name(By)} reports on {Judged(narrator)}"
            : (By is null ? $"{Narrator.Sentence(Judged(narrator))} is assessed" : $"{narrator.Name(By)} assesses {Judged(narrator)}")
                + $" as {Words.Plain(Status)}") + With(": ", Text);

    private string Judged(Narrator narrator) => Names is { } thing ? narrator.Called(thing) : "what was promised";
}
